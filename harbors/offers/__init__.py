"""Places that are offered to somebody at a price, until a day, and what they answer."""
