"""Knows how those who have a place are offered it for the next season: many in one run, and each once."""
