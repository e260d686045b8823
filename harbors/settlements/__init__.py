"""Knows what becomes true once money came: the order is paid and what was ordered is theirs, or the money goes back."""
