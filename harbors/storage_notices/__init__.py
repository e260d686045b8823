"""Knows notices of boats on unmarked winter ground: brought first, then told of, counted by the square metre and paid."""
