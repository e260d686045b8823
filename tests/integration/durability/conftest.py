"""Data directories of their own, durable as those of a user, and the seed of everything that happens to them."""

import asyncio
import shutil
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ahti.clock import SystemClock
from ahti.db import Database
from ahti.running import embedded_database
from tests import harbor_town
from tests.integration.durability.campaign import chosen_seed


@pytest.fixture
def seed() -> int:
    """Told with a failure, so that it can be repeated."""
    seed = chosen_seed()
    sys.stdout.write(f"AHTI_CAMPAIGN_SEED={seed} repeats these lots\n")
    return seed


@pytest.fixture(scope="session")
def migrated_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a migrated and empty database that nobody runs."""
    data_dir = tmp_path_factory.mktemp("migrated")
    with embedded_database(data_dir):
        return data_dir


@pytest.fixture
def empty_dir(migrated_dir: Path, tmp_path: Path) -> Path:
    """A data directory of the test's own with a migrated and empty database."""
    return shutil.copytree(migrated_dir, tmp_path / "data")


@pytest.fixture
def town_dir(empty_dir: Path) -> Path:
    """A data directory of the test's own with the town, whose round is open."""
    with embedded_database(empty_dir) as url:
        asyncio.run(_build(url))
    return empty_dir


async def _build(url: str) -> None:
    now = SystemClock().now()
    a_round = replace(
        harbor_town.A_ROUND,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        publishes_at=now + timedelta(days=30),
    )
    async with Database.open(url, size=1) as database, database.unit_of_work() as connection:
        await harbor_town.build(connection, a_round=a_round)
