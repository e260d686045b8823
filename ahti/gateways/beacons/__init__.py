"""Knows how public randomness is fetched from relays of drand, and believes none of them."""
