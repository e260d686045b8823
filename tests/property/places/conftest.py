"""PostgreSQL for properties: one migrated database a module, asked from tests that are not asynchronous themselves."""

from collections.abc import Iterator

import pytest

from ahti.embedded import EmbeddedPostgres
from tests.property.places.asking import Asked


@pytest.fixture(scope="module")
def postgres(server: EmbeddedPostgres, template_database: str) -> Iterator[Asked]:
    """The functions of the migrations in a database that no test writes to."""
    superuser = Asked(server.url(role="postgres", database="postgres"))
    superuser.rows(f"CREATE DATABASE measured TEMPLATE {template_database}")
    asked = Asked(server.url(role="ahti_app", database="measured"))
    yield asked
    asked.close()
    superuser.rows("DROP DATABASE measured WITH (FORCE)")
    superuser.close()
