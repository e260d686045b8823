"""Knows the rules and terms of providers by reference: what they are called and where they stand."""
