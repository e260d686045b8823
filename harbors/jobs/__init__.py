"""Knows work that is promised in a transaction and done later."""
