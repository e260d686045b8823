"""Knows the mechanism of the draw: a queue with trading rights, pure and without any table."""
