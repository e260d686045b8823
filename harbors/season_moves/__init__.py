"""Knows how a season with leases comes to have other days: its leases follow, and their tenants are told."""
