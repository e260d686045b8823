"""Knows the demonstration's own beacon: rounds in drand's form, signed by one key that comes from a seed.

Whoever has the seed knows every round in advance: it shows how a draw waits for randomness, and is good for no other.
"""
