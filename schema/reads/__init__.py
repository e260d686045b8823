"""Knows how types are read: declared once; batched for resolvers and compiled to one statement from the declaration."""
