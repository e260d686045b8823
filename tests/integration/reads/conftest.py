"""Two engines on one ground, for the whole session."""

from collections.abc import Iterator

import pytest

from ahti.embedded import EmbeddedPostgres
from tests.integration.reads import ground
from tests.integration.reads.engines import Engines
from tests.integration.reads.sought import compiled


@pytest.fixture(scope="session")
def ground_url(server: EmbeddedPostgres, template_database: str) -> str:
    """Where the service connects to the ground."""
    return ground.make(server, template_database, "ground_of_tests")


@pytest.fixture(scope="session")
def engines(ground_url: str) -> Iterator[Engines]:
    """Graphql-core and the compiled reads."""
    with Engines(ground_url, compiled) as both:
        yield both
