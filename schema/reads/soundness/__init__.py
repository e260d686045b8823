"""Whether a database is what the declarations say of it."""
