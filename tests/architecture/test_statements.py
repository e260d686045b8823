"""Every statement of every room, held against the migrated database."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from harbors.sql import Statement, Statements

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def session(database_url: str) -> AsyncIterator[Any]:
    """A session of the service in which each statement stands for itself."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


def rooms() -> list[Path]:
    return sorted(queries for top in ("ahti", "harbors") for queries in (ROOT / top).rglob("queries.sql"))


def every_statement() -> Iterator[tuple[str, Statement]]:
    for queries in rooms():
        room = ".".join(queries.parent.relative_to(ROOT).parts)
        yield from ((f"{room}.{statement.name}", statement) for statement in Statements(room))


async def refusals(session: Any, before: str) -> dict[str, str]:
    """What the database says against each statement with ``before`` put before it."""
    refused = {}
    for name, statement in every_statement():
        try:
            await session.execute(f"{before} {statement.text}")
            await session.execute("DEALLOCATE ALL")
        except asyncpg.PostgresError as refusal:
            refused[name] = str(refusal)
    return refused


async def test_the_database_understands_every_statement(session: Any) -> None:
    assert await refusals(session, "PREPARE statement AS") == {}


async def test_the_service_may_run_every_statement(session: Any) -> None:
    if session.get_server_version() < (16,):
        pytest.skip("not here: PostgreSQL before 16 plans no statement without its parameters")
    assert await refusals(session, "EXPLAIN (GENERIC_PLAN)") == {}


def test_every_heading_stands_for_one_statement() -> None:
    headings = [line for queries in rooms() for line in queries.read_text().splitlines() if line.startswith("-- name:")]
    assert len(headings) == len(list(every_statement())) > 0
