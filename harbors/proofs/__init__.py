"""Knows how a round is sealed by one hash before its draw, and what shows that something was in it."""
