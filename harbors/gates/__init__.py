"""Knows what lets a tenant in: the code of a gate, where the key is, how to arrive; and who is shown it when."""
