"""Knows the field, a room for each noun: its records, its rules, its statements and the words it refuses with."""
