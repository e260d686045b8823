"""Knows circulars: one message to all tenants of a harbor, a pier or a selection, each in the own language."""
