"""A large town that a process of its own serves, for the whole session."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ahti.embedded import EmbeddedPostgres
from tests.integration.abuse import large_town
from tests.integration.abuse.served import Served, served


@pytest.fixture(scope="session")
def large_town_url(server: EmbeddedPostgres, template_database: str) -> str:
    """Where the service connects to the large town."""
    return large_town.make(server, template_database, "large_town")


@pytest.fixture(scope="session")
def abused(server: EmbeddedPostgres, large_town_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The process that is abused."""
    log = tmp_path_factory.mktemp("abused") / "log"
    with served(large_town_url, server.url(role="postgres", database="postgres"), log) as process:
        yield process


@pytest.fixture(scope="session")
def linux() -> None:
    """What is known about processes is read where Linux tells it."""
    if not Path("/proc/self/status").is_file():
        pytest.skip("not here: needs Linux, which tells the memory of a process in /proc")
