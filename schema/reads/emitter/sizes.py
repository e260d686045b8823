"""Knows the SQL that counts the rows of tables."""

from collections.abc import Collection


def sizes_of(tables: Collection[str]) -> str:
    """A JSON object: how many rows each table has."""
    counts = ", ".join(f"'{table}', (SELECT count(*) FROM {table})" for table in sorted(tables))
    return f"SELECT json_build_object({counts})::text"
