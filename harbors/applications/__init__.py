"""Knows applications: what a boater sends in, what it must be, and how it is kept."""
