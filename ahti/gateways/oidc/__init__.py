"""Knows how bearer tokens of OpenID Connect issuers are verified: whose they are, and how far they go.

``bearer_token`` takes one from a request's headers, ``TokenVerifier`` verifies it, ``refusals`` says what can be wrong.
"""
