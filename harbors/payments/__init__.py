"""Knows payments: which money came for an order, by which way, what was told of it, and what has to go back."""
