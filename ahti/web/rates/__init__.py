"""How much one caller may ask in a while: buckets that fill by time, kept by each process for itself.

``buckets`` counts, ``callers`` says whose bucket a request empties, ``limits`` puts both before the endpoint.
"""
