"""Knows the embedded payment page: a payment service of its own, which is trusted by its signatures alone."""
