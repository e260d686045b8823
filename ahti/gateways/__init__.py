"""Knows the service's doors to other systems, one gateway each."""
