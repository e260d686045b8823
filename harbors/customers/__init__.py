"""Knows what people say of themselves: how to reach them, where they live, and what may not be disclosed of it."""
