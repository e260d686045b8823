"""Knows what applicants think is wrong with the result of a draw, and what a human makes of it."""
