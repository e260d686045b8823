"""Knows listings: what providers propose to publish, change or take out of the catalogue, and what becomes of it."""
