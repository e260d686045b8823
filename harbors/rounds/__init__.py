"""Knows rounds: when boaters apply for a season, and by which rules they are placed."""
