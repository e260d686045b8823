"""Knows the queue between rounds: who waits for a place, in which order, and how far from the front in each harbor."""
