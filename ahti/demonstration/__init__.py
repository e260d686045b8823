"""Knows a catalogue and a crowd of applicants of our own, so that everything can be tried without anybody's files."""
