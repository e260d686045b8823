"""The harbor town with two clubs whose people list."""

import pytest

from ahti.db import Database
from tests import listed_town
from tests.listed_town import Listed


@pytest.fixture
async def listed(town: Database) -> Listed:
    """Nothing is listed yet."""
    return await listed_town.build(town)
