"""Knows leases: who holds a place for a season as tenant, from when to when, and how that ends or moves."""
