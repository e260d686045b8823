"""Real parts for tests: one PostgreSQL a session, a migrated template, a database of its own for whoever asks."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.migrations import migrate
from ahti.settings import load_settings
from harbors.sql import Connection

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    """PostgreSQL for the whole session, not durable; ``AHTI_PG_BIN`` chooses which."""
    with EmbeddedPostgres.temporary(pg_bin=load_settings().pg_bin) as running:
        yield running


@pytest.fixture(scope="session")
def template_database(server: EmbeddedPostgres) -> str:
    """The name of a migrated database that nobody connects to, so that it can be cloned."""
    migrate(server.url(role="ahti_owner"))
    return "ahti"


@pytest.fixture
def database_name(server: EmbeddedPostgres, template_database: str) -> Iterator[str]:
    """The name of a migrated database of the test's own, empty but for what the migrations bring."""
    name = f"test_{next(_numbers)}"
    superuser = server.url(role="postgres", database="postgres")
    asyncio.run(_execute(superuser, f"CREATE DATABASE {name} TEMPLATE {template_database} OWNER ahti_owner"))
    yield name
    asyncio.run(_execute(superuser, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def database_url(server: EmbeddedPostgres, database_name: str) -> str:
    """Where the service connects to the test's database."""
    return server.url(role="ahti_app", database=database_name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The service's pools to the test's database."""
    async with Database.open(database_url) as pools:
        yield pools


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[Connection]:
    """A transaction of the service in the test's database, committed at the end."""
    async with database.unit_of_work() as one:
        yield one


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
