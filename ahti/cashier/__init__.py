"""Knows how money moves between gateways and our books: nothing is asked of a gateway inside a transaction."""
