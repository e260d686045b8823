"""Knows all that a database holds, as text in which a test looks for what must not be there."""

import asyncpg


async def everything(owner: asyncpg.Connection) -> str:
    """Every row of every table, as its owner sees them."""
    tables = await owner.fetch("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    # The names are those that PostgreSQL has just told.
    rows = [await owner.fetch(f'SELECT t::text AS row FROM "{table["name"]}" AS t') for table in tables]  # noqa: S608
    return "\n".join(row["row"] for several in rows for row in several)
