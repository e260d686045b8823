"""A worker on the town's database, and somebody from whom nothing of it is hidden."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from tests.integration.jobs.conftest import Working, working_on


@pytest.fixture
async def superuser_of_the_town(server: EmbeddedPostgres, town_name: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(server.url(role="postgres", database=town_name))
    yield connection
    await connection.close()


@pytest.fixture
def working_in_town(town: Database, town_url: str) -> Working:
    """As ``working``, on the town."""
    return working_on(town, town_url)
