"""Knows draws: how the places of a round are given out, and how anybody can check that."""
