"""Knows who acts for a provider: members, their roles, and those who are invited."""
