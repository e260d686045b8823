"""A trail to tamper with, and the superuser who does it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from harbors.access.commands import act_as_system
from harbors.audit.commands import erase, seal, write
from harbors.audit.records import SYSTEM, Entry
from harbors.audit.verifying import Verdict, verify
from tests.integration.audit.entries import AINO, AT, CHANCE, EERO, an_entry, write_sealed

# Foreign keys go before what they refer to.
UNBIND = """
    DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT conrelid::regclass AS bound, conname FROM pg_constraint
                   WHERE conrelid::regclass::text LIKE 'audit%' AND contype IN ('f', 'c', 'u', 'p')
                   ORDER BY contype <> 'f' LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.bound, one.conname);
        END LOOP;
    END $$
"""

# What the trail below has: entries 1 to 4, of which 3 was erased, as 5 tells; and one that waits.
ERASED, TELLING, LAST = 3, 5, 5


@dataclass(frozen=True, slots=True)
class Tamperer:
    """A superuser on whose connection no trigger fires and no constraint is left."""

    connection: Any

    async def found_after(self, *statements: str, published: tuple[int, bytes] | None = None) -> Verdict:
        """What the verifier says when these were done; then they are undone."""
        doing = self.connection.transaction()
        await doing.start()
        for statement in statements:
            assert await self.connection.execute(statement) not in ("UPDATE 0", "DELETE 0", "INSERT 0 0"), statement
        await act_as_system(self.connection)
        verdict = await verify(self.connection, published=published)
        await doing.rollback()
        return verdict


@pytest.fixture
def superuser_url(server: EmbeddedPostgres, database_name: str) -> str:
    return server.url(role="postgres", database=database_name)


@pytest.fixture
async def trail(database: Database) -> Database:
    """A database with the trail described above."""
    people = {number: EERO if number == ERASED else AINO for number in range(1, 5)}
    await write_sealed(database, *(an_entry(number, person_id=people[number]) for number in people))
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        telling = Entry(at=an_entry(9).at, actor=SYSTEM, operation="eraseMyData")
        assert await erase(connection, EERO, telling=telling, chance=CHANCE) == 1
    async with database.unit_of_work() as connection:
        assert await seal(connection) == 1
    async with database.unit_of_work() as connection:
        await write(connection, Entry(at=AT, actor=SYSTEM, operation="tick"), chance=CHANCE)
    return database


@pytest.fixture
async def tamperer(trail: Database, superuser_url: str) -> AsyncIterator[Tamperer]:
    connection = await asyncpg.connect(superuser_url, server_settings={"session_replication_role": "replica"})
    try:
        await connection.execute(UNBIND)
        yield Tamperer(connection)
    finally:
        await connection.close()
