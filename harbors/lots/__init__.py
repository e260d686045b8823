"""Knows lots: unmarked winter ground that staff cut into places of a few sizes, so that a round can give them."""
