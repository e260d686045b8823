"""Knows the worker: it picks jobs, does each with one effect, and puts those that recur."""
