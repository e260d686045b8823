"""A town with an open round: built once a session, and cloned into a database of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import count

import asyncpg
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from tests import harbor_town

_numbers = count(1)


@pytest.fixture(scope="session")
def town_template(server: EmbeddedPostgres, template_database: str) -> str:
    """The name of a database with the town that nobody connects to."""
    asyncio.run(_execute(server, f"CREATE DATABASE town TEMPLATE {template_database} OWNER ahti_owner"))
    asyncio.run(_build(server.url(role="ahti_app", database="town")))
    return "town"


@pytest.fixture
def town_name(server: EmbeddedPostgres, town_template: str) -> Iterator[str]:
    """The name of a database of the test's own with the town."""
    name = f"town_{next(_numbers)}"
    asyncio.run(_execute(server, f"CREATE DATABASE {name} TEMPLATE {town_template} OWNER ahti_owner"))
    yield name
    asyncio.run(_execute(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def town_url(server: EmbeddedPostgres, town_name: str) -> str:
    """Where the service connects to the town."""
    return server.url(role="ahti_app", database=town_name)


@pytest.fixture
async def town(town_url: str) -> AsyncIterator[Database]:
    """The service's pools to the town."""
    async with Database.open(town_url, refusals=REFUSALS) as pools:
        yield pools


async def _build(url: str) -> None:
    async with Database.open(url, size=1) as pools, pools.unit_of_work() as connection:
        await harbor_town.build(connection)


async def _execute(server: EmbeddedPostgres, statement: str) -> None:
    connection = await asyncpg.connect(server.url(role="postgres", database="postgres"))
    await connection.execute(statement)
    await connection.close()
