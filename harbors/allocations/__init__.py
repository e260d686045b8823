"""Knows how the places of a round are given: its draw, kept, and what it came to for each applicant."""
