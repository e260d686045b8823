"""Knows what all that speaks OAuth with programs has in common: requests, forms, answers, the look of pages."""
