"""The town with a program, served, for each test of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.authorization.served import Hands, Town, serving
from tests.integration.issuer.conftest import made_keys

__all__ = ["made_keys"]


@pytest.fixture
async def town_served(town_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with serving(town_url, tmp_path, Hands()) as town:
        yield town
