"""Our revision and the installed pgqueuer agree: an upgrade of the library that wants other tables is noticed."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment
from pgqueuer.core.qm import QueueManager

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.worker.queue import NAMES, OwnQueue
from tests.architecture.dumping import schema_of


@pytest.fixture
async def owner(server: EmbeddedPostgres, database_name: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(server.url(role="ahti_owner", database=database_name))
    yield connection
    await connection.close()


def parts_of_the_queue(url: str) -> set[str]:
    """Every statement of a dump that speaks of the queue's own objects, without what is only ours."""
    ours = ("COMMENT", "GRANT", "REVOKE")
    parts = (part.strip() for part in schema_of(url).split("\n\n"))
    return {part for part in parts if "pgqueuer" in part and not part.startswith(ours)}


async def test_the_migrated_tables_are_those_that_the_library_would_make(
    server: EmbeddedPostgres, database_name: str, bare_database_name: str
) -> None:
    bare = server.url(role="ahti_owner", database=bare_database_name)
    connection = await asyncpg.connect(bare)
    await connection.execute(QueryBuilderEnvironment(NAMES).build_install_query())
    await connection.close()
    migrated = parts_of_the_queue(server.url(role="ahti_owner", database=database_name))
    assert migrated == parts_of_the_queue(bare)
    assert len(migrated) > 20


async def test_the_library_finds_nothing_to_upgrade_and_would_say_so(owner: Any, database: Database) -> None:
    queue = OwnQueue.on(owner, database)
    assert not (await queue.plan_upgrade()).statements
    await owner.execute("DROP INDEX pgqueuer_picked_heartbeat_idx")
    assert (await queue.plan_upgrade()).statements


async def test_the_service_finds_all_that_the_library_asks_for(database: Database, database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    await QueueManager(OwnQueue.on(connection, database)).verify_structure()
    await connection.close()
