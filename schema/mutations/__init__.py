"""Knows what can be done: a mutation takes one input, runs one command in one transaction, answers with a payload."""
