"""Knows the trail of who did and saw what: how it is written, erased, read and held against itself."""
