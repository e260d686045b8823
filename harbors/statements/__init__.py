"""Knows what banks say came to a provider's account, and which order each transfer was for."""
