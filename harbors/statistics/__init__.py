"""Knows what staff look at over a season: what money came for, and how full each harbor is, by width."""
