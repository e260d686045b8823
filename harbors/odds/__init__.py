"""Knows how likely it is, before a round closes, that an application wins what it asks for."""
