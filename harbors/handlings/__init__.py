"""Knows what staff do to many applications at once, for one reason, and what became of each."""
