"""Price lists in the harbor town and on its winter areas."""

from collections.abc import AsyncIterator

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from tests import winter_town
from tests.cast import settle


@pytest.fixture
async def shop(town_url: str) -> AsyncIterator[Database]:
    async with Database.open(town_url, size=4, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
            await winter_town.build(connection)
        yield database
