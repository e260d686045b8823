"""Knows where a place is, as a picture: what lies around it, and the place itself marked."""
