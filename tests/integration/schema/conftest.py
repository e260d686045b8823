"""The bay in a database that no test writes to, and a reader of it."""

import asyncio
from collections.abc import Iterator

import asyncpg
import pytest

from ahti.embedded import EmbeddedPostgres
from tests.integration.schema import bay
from tests.integration.schema.reader import Reader


@pytest.fixture(scope="session")
def bay_url(server: EmbeddedPostgres, template_database: str) -> str:
    """Where the service connects to the bay."""
    superuser = server.url(role="postgres", database="postgres")
    asyncio.run(_execute(superuser, f"CREATE DATABASE bay TEMPLATE {template_database} OWNER ahti_owner"))
    url = server.url(role="ahti_app", database="bay")
    asyncio.run(_build(url))
    return url


@pytest.fixture(scope="session")
def reader(bay_url: str) -> Iterator[Reader]:
    """Asks about the bay."""
    with Reader(bay_url) as reader:
        yield reader


async def _build(url: str) -> None:
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await bay.build(connection)
    await connection.close()


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()
