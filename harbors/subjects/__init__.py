"""Knows the things of the catalogue of which providers show more: pictures, opening hours, policies."""
