"""Knows what a boat can hope for in a round: places that fit it, those that are given, and last year's demand."""
