"""The town with a program, served, for each test of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.clocks import StoppedClock
from tests.integration.authorization.served import Town, serving


@pytest.fixture
async def town_served(town_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with serving(town_url, tmp_path, StoppedClock()) as town:
        yield town
