"""Knows the seasons of a provider: from which day to which, and when those who have a place renew it."""
