"""Knows orders: who is to pay what, what for, line by line, and where that stands."""
