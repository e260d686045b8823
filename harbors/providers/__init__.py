"""Knows how somebody becomes a provider: the sign-up, the decision on it, and what a provider tells of itself."""
