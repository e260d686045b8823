"""Knows why tenants want another place, as they are offered to choose."""
