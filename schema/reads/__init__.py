"""Knows how types are read: declared once, batched from the declaration, planned from it later."""
