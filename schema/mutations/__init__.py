"""Mutations: each takes one input, runs one command in one transaction, and answers with a payload."""
