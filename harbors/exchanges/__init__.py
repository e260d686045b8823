"""Knows exchanges between rounds: cycles of tenants who each give a place to the next, done by all of them or none."""
