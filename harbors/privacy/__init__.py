"""Knows what people may ask of what is known of them: that it is not disclosed, that it is told, that it is erased."""
