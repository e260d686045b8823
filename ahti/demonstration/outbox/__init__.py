"""Knows the page on which the demonstration shows its mail, for lack of anybody who would get it."""
