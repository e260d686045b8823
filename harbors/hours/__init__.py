"""Knows when something is open: weekly hours, seasons, and days that are exceptions."""
