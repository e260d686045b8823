"""Knows the catalogue in GraphQL: who lists, what there is, where it lies."""
