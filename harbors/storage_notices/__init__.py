"""Knows boats on unmarked winter ground: brought first, then notified, counted by the square metre and paid."""
