"""Knows the files with which anybody can draw a round again: the public bundle, and the full one for auditors."""
