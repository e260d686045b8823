"""Knows organisations, and who says to act for one: that is verified, not assumed."""
