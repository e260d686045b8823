"""Two engines on one ground, and the real values that questions about it are made of."""

from collections.abc import Iterator

import pytest

from ahti.embedded import EmbeddedPostgres
from tests.integration.reads import ground
from tests.integration.reads.engines import Engines
from tests.integration.reads.sought import compiled
from tests.property.reads.real import Real


@pytest.fixture(scope="session")
def engines(server: EmbeddedPostgres, template_database: str) -> Iterator[Engines]:
    """Graphql-core and the compiled reads."""
    with Engines(ground.make(server, template_database, "ground_of_properties"), compiled) as both:
        yield both


@pytest.fixture(scope="session")
def real(engines: Engines) -> Real:
    """What is really there to be asked for."""
    return Real(engines)
