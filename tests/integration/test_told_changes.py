"""What the database tells of its changes: the group of tables, once a transaction, and only when that is done."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from ahti.db import Database
from harbors.places.commands import load_catalogue
from tests.sites import catalogue, key

NOW = datetime(2026, 11, 24, tzinfo=UTC)
GROUPS = """
    SELECT tgrelid::regclass::text AS relation, split_part(encode(tgargs, 'escape'), '\\000', 1) AS told
    FROM pg_trigger WHERE tgname = 'data_version'
"""
HELD = """
    INSERT INTO occupancies (place_id, period, span, kind, state, created_at)
    VALUES ($2, tstzrange($1::timestamptz, $1 + interval '1 day'), '[0,1)', 'AWARD', 'HOLDING', $1)
"""


class Listener:
    """Who hears what is told, in order."""

    def __init__(self, connection: Any) -> None:
        self._connection, self._heard = connection, asyncio.Queue[str]()

    async def start(self) -> None:
        await self._connection.add_listener("ahti_data", lambda *told: self._heard.put_nowait(told[-1]))

    async def heard(self) -> list[str]:
        """Everything that was told until now."""
        await self._connection.execute("NOTIFY ahti_data, 'now'")
        told = []
        while (message := await asyncio.wait_for(self._heard.get(), timeout=10)) != "now":
            told.append(message)
        return told


@pytest.fixture
async def listener(database_url: str) -> AsyncIterator[Listener]:
    connection = await asyncpg.connect(database_url)
    listening = Listener(connection)
    await listening.start()
    yield listening
    await connection.close()


async def load(database: Database) -> str:
    """Load the catalogue and give the number of the transaction."""
    async with database.unit_of_work() as connection:
        await load_catalogue(connection, catalogue(), now=NOW)
        number: str = await connection.fetchval("SELECT pg_current_xact_id()::text")
        return number


async def test_a_load_is_told_once_with_the_number_of_its_transaction(database: Database, listener: Listener) -> None:
    number = await load(database)
    assert await listener.heard() == [f"catalogue:{number}"]


async def test_a_load_that_changes_nothing_tells_nothing(database: Database, listener: Listener) -> None:
    await load(database)
    await listener.heard()
    await load(database)
    assert await listener.heard() == []


async def test_a_place_that_is_taken_leaves_the_catalogue_as_it_was(database: Database, listener: Listener) -> None:
    await load(database)
    await listener.heard()
    async with database.unit_of_work() as connection:
        await connection.execute(HELD, NOW, key("place", "1"))
        number = await connection.fetchval("SELECT pg_current_xact_id()::text")
        assert await listener.heard() == []
    assert await listener.heard() == [f"occupancy:{number}"]


async def test_what_is_undone_is_not_told(database: Database, listener: Listener) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.unit_of_work() as connection:
            await load_catalogue(connection, catalogue(), now=NOW)
            raise ZeroDivisionError
    assert await listener.heard() == []


async def test_a_statement_that_finds_no_row_tells_nothing(database: Database, listener: Listener) -> None:
    async with database.unit_of_work() as connection:
        await connection.execute("UPDATE places SET is_active = false WHERE number = 'none'")
    assert await listener.heard() == []


async def test_every_table_that_the_reading_role_sees_tells_its_changes(database: Database) -> None:
    async with database.reading() as connection:
        told = {row["relation"]: row["told"] for row in await connection.fetch(GROUPS)}
        seen = await connection.fetch(
            "SELECT oid::regclass::text AS relation FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT')"
        )
    assert told.keys() == {row["relation"] for row in seen} - {"alembic_version"}
    assert set(told.values()) == {"catalogue", "occupancy", "rounds", "draws", "odds"}
    assert [relation for relation, group in told.items() if group == "occupancy"] == ["occupancies"]


async def test_what_is_missing_is_told_under_a_code_of_our_own(database: Database) -> None:
    async with database.reading() as connection:
        with pytest.raises(asyncpg.PostgresError) as refusal:
            await connection.fetchval("SELECT coalesce((SELECT code FROM rounds), missing('Round.code'))")
        assert (refusal.value.sqlstate, refusal.value.args[0]) == ("AH001", "Round.code")


async def test_what_is_there_is_never_missing(database: Database) -> None:
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT coalesce('here', missing('Round.code'))") == "here"
