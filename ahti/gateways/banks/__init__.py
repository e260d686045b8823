"""What banks tell of accounts."""
