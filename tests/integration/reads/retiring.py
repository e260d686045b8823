"""Knows what a plan answers while rows of one table have retired, and what when these rows are not there at all."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from tests.integration.reads.emitted import Emitted

SETTINGS = {"plan_cache_mode": "force_generic_plan", "jit": "off", "max_parallel_workers_per_gather": "0"}
# The first, third ... of the rows that are there, or the second, fourth ...
HALVES = (1, 0)
RETIRE = """
    UPDATE {table} SET retired_at = now()
    WHERE id IN (SELECT id FROM (
        SELECT id, row_number() OVER (ORDER BY id) AS number FROM {table} WHERE retired_at IS NULL
    ) AS numbered WHERE number % 2 = {half})
"""
REMOVE = "DELETE FROM {table} WHERE retired_at IS NOT NULL"
RETIRING = """
    SELECT relname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE attname = 'retired_at' AND relkind = 'r' ORDER BY relname
"""


@dataclass(frozen=True, slots=True)
class Told:
    """The text of an answer, or the error in its stead."""

    text: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A database in which rows come and go, and are all back in the end."""

    connection: Any

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator["Ground"]:
        """The database at ``url``, as a superuser."""
        connection = await asyncpg.connect(url, statement_cache_size=5_000, max_cacheable_statement_size=0)
        try:
            for name, value in SETTINGS.items():
                await connection.execute(f"SET {name} = {value}")
            yield cls(connection)
        finally:
            await connection.close()

    async def retiring(self) -> Sequence[str]:
        """The tables whose rows retire."""
        return [row["relname"] for row in await self.connection.fetch(RETIRING)]

    async def told(self, plans: Sequence[Emitted]) -> list[Told]:
        """What each plan answers now."""
        return [await self._told(one) for one in plans]

    @asynccontextmanager
    async def without(self, table: str, half: int) -> AsyncIterator["Retired"]:
        """One half of the rows of a table has retired; at the end all is as it was."""
        transaction = self.connection.transaction()
        await transaction.start()
        # Places retire here that somebody has: what is shown of them is tried, not whether they may.
        await self.connection.execute("ALTER TABLE places DISABLE TRIGGER places_retired_when_free")
        try:
            await self.connection.execute(RETIRE.format(table=table, half=half))
            yield Retired(self, table)
        finally:
            await transaction.rollback()

    async def _told(self, one: Emitted) -> Told:
        try:
            async with self.connection.transaction():
                return Told(await self.connection.fetchval(one.plan.sql, *one.parameters))
        except asyncpg.PostgresError as error:
            return Told(f"{error.sqlstate}: {error}")


@dataclass(frozen=True, slots=True)
class Retired:
    """The rows have retired; they can be taken away as well."""

    ground: Ground
    table: str

    async def remove(self) -> None:
        """Take every retired row out of the table, and nothing else: no trigger runs, no reference is followed."""
        await self.ground.connection.execute("SET LOCAL session_replication_role = replica")
        await self.ground.connection.execute(REMOVE.format(table=self.table))
