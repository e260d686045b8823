"""Knows the public contract: what can be read and done over GraphQL, in which words, and what is refused."""
