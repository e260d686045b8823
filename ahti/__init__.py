"""Knows how Ahti runs: settings, clock, database, web, gateways and the command line around the field."""
