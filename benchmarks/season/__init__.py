"""Knows what a season's round takes from its freeze to published results, on the berths of a real city."""
