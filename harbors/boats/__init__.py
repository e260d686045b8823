"""Knows boats as their owners list them: measures, engine, papers, owners, and which must be registered."""
