"""Knows pictures that providers show, of what, and under which licence."""
