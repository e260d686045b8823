"""Knows how tenants change places and stop: at one instant, with the money settled in the same transaction."""
