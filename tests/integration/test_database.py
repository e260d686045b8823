"""What the service's connections are and may, and where a transaction ends."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest

from ahti.db import Database, NoReader, PrivilegedRole
from ahti.embedded import EmbeddedPostgres
from harbors.access.records import PersonId, Principal
from harbors.sql import Connection

NOTES = """
    CREATE TABLE notes (id int CONSTRAINT notes_unique PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, said jsonb NOT NULL);
    GRANT SELECT, INSERT ON notes TO ahti_app;
"""


WHO = "SELECT current_setting('ahti.person', true)"


class SaidAlready(Exception):
    """The refusal for ``notes_unique``."""


@pytest.fixture
async def notes(server: EmbeddedPostgres, database_name: str) -> AsyncIterator[Database]:
    """A database with a table whose constraint is looked at when the transaction ends."""
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=database_name))
    await owner.execute(NOTES)
    await owner.close()
    async with Database.open(server.url(database=database_name), refusals={"notes_unique": SaidAlready}) as pools:
        yield pools


async def write(connection: Connection, number: int, said: object = "ahoy") -> None:
    await connection.execute("INSERT INTO notes VALUES ($1, $2)", number, said)


async def numbers(database: Database) -> list[int]:
    async with database.unit_of_work() as connection:
        return [row["id"] for row in await connection.fetch("SELECT id FROM notes ORDER BY id")]


async def test_a_transaction_runs_as_the_service(connection: Connection) -> None:
    assert await connection.fetchval("SELECT current_user::text") == "ahti_app"


async def test_a_transaction_is_committed_when_its_block_ends_well(notes: Database) -> None:
    async with notes.unit_of_work() as connection:
        await write(connection, 1)
    assert await numbers(notes) == [1]


async def test_a_transaction_whose_block_fails_has_changed_nothing(notes: Database) -> None:
    with pytest.raises(LookupError):
        async with notes.unit_of_work() as connection:
            await write(connection, 1)
            raise LookupError
    assert await numbers(notes) == []


async def test_a_cancelled_transaction_has_changed_nothing(notes: Database) -> None:
    async def write_and_wait() -> None:
        async with notes.unit_of_work() as connection:
            await write(connection, 1)
            await connection.fetchval("SELECT pg_sleep(60)")

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(write_and_wait(), timeout=0.2)
    assert await numbers(notes) == []


async def test_a_connection_has_forgotten_whose_it_was_when_the_next_one_has_it(database_url: str) -> None:
    somebody = Principal(person_id=PersonId(UUID(int=7)))
    async with Database.open(database_url, size=1) as one:
        async with one.unit_of_work(somebody) as connection:
            assert await connection.fetchval(WHO) == str(somebody.person_id)
            await connection.execute("SELECT pg_advisory_xact_lock(7)")
        async with one.app.acquire() as same:
            assert await same.fetchval(WHO) in (None, "")
            assert await same.fetchval("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0


async def test_a_constraint_broken_at_the_very_end_becomes_its_refusal(notes: Database) -> None:
    with pytest.raises(SaidAlready) as refusal:
        async with notes.unit_of_work() as connection:
            await write(connection, 1)
            await write(connection, 1)
    assert (refusal.value.__cause__, refusal.value.__suppress_context__) == (None, True)
    assert await numbers(notes) == []


async def test_a_constraint_without_a_refusal_stays_unforeseen(notes: Database) -> None:
    with pytest.raises(asyncpg.NotNullViolationError):
        async with notes.unit_of_work() as connection:
            await connection.execute("INSERT INTO notes VALUES (1, NULL)")


async def test_json_goes_in_and_comes_out_as_values(notes: Database) -> None:
    said = {"fi": "päivää", "numbers": [1, 2.5, None]}
    async with notes.unit_of_work() as connection:
        await write(connection, 1, said)
        assert await connection.fetchval("SELECT said FROM notes") == said


async def test_a_read_runs_as_a_role_that_cannot_write(database: Database) -> None:
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT current_user::text") == "ahti_read"
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await connection.execute("CREATE TABLE mine (id int)")


async def test_a_reader_is_stopped_after_a_while(database_url: str) -> None:
    async with Database.open(database_url, statement_timeout_ms=50) as database, database.reading() as connection:
        with pytest.raises(asyncpg.QueryCanceledError):
            await connection.fetchval("SELECT pg_sleep(60)")


@pytest.mark.parametrize(
    ("role", "privileges"),
    [("postgres", "superuser and one past row security and owner"), ("ahti_owner", "owner")],
)
async def test_the_service_refuses_to_serve_above_row_security(
    server: EmbeddedPostgres, database_name: str, role: str, privileges: str
) -> None:
    with pytest.raises(PrivilegedRole, match=f"^the service refuses to serve as {privileges}: connect as ahti_app$"):
        async with Database.open(server.url(role=role, database=database_name)):
            pass


async def test_a_superuser_in_the_clothes_of_the_service_is_refused(
    server: EmbeddedPostgres, database_name: str
) -> None:
    dressed = server.url(role="postgres", database=database_name) + "&role=ahti_app"
    with pytest.raises(PrivilegedRole):
        async with Database.open(dressed):
            pass


async def test_a_role_that_cannot_become_the_reader_is_told_so(server: EmbeddedPostgres, database_name: str) -> None:
    superuser = await asyncpg.connect(server.url(role="postgres"))
    await superuser.execute("CREATE ROLE stranger LOGIN")
    try:
        with pytest.raises(NoReader):
            async with Database.open(server.url(role="stranger", database=database_name)):
                pass
    finally:
        await superuser.execute("DROP ROLE stranger")
        await superuser.close()
