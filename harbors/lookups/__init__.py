"""Knows what stands where, paid or not: what a clerk looks up who walks along the docks."""
