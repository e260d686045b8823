"""Knows what people are told by mail and by SMS: in which words, with which figures, and what became of it."""
