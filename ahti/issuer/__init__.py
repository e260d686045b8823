"""Knows how the demonstration signs people in: an OpenID provider of its own, where anybody may be anybody.

The API trusts it as it trusts any other issuer: through its published documents and its signatures.
"""
