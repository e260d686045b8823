"""Knows how a request that comes twice has one effect and one answer."""
