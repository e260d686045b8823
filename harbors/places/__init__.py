"""Knows places, who lists them and where they lie: the catalogue, and which boat fits where."""
