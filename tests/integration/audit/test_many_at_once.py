"""Many connections write at once, and the server is killed meanwhile: nothing that was committed is lost."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.losses import UNANSWERED
from ahti.migrations import migrate
from ahti.sealing import seal_all
from harbors.audit.commands import seal, write
from tests.integration.audit.entries import CHANCE, an_entry, verdict_of
from tests.integration.durability.striking import kill
from tests.integration.embedded.holders import postmaster_of

WRITERS, EACH = 50, 20


@asynccontextmanager
async def connections(url: str, count: int) -> AsyncIterator[list[Any]]:
    opened = await asyncio.gather(*(asyncpg.connect(url) for _ in range(count)))
    try:
        yield opened
    finally:
        for connection in opened:
            with suppress(*UNANSWERED):
                await connection.close(timeout=5)


class Kept(set[UUID]):
    """The entries whose commit was confirmed; ``many`` is set when there are a hundred."""

    def __init__(self) -> None:
        super().__init__()
        self.many = asyncio.Event()

    def note(self, id: UUID) -> None:
        self.add(id)
        if len(self) >= 100:
            self.many.set()


async def keep_writing(connection: Any, numbers: Iterator[int], kept: Kept) -> None:
    """An entry a transaction."""
    for number in numbers:
        async with connection.transaction():
            id = await write(connection, an_entry(number), chance=CHANCE)
        kept.note(id)


async def keep_sealing(connection: Any, enough: asyncio.Event) -> None:
    while not enough.is_set():
        await seal(connection, at_most=7)


async def chained(database: Database) -> set[UUID]:
    async with database.unit_of_work() as connection:
        await connection.execute("SELECT set_config('ahti.act', 'staff', true)")
        return {row["entry_id"] for row in await connection.fetch("SELECT entry_id FROM audit_chain")}


async def test_fifty_write_and_four_seal_and_every_entry_is_in_the_chain(
    database: Database, server: EmbeddedPostgres, database_name: str
) -> None:
    kept = Kept()
    enough = asyncio.Event()
    url = server.url(role="ahti_app", database=database_name)
    async with connections(url, WRITERS + 4) as opened, asyncio.TaskGroup() as everybody:
        for sealer in opened[WRITERS:]:
            everybody.create_task(keep_sealing(sealer, enough))
        shares = [iter(range(number * EACH, (number + 1) * EACH)) for number in range(WRITERS)]
        await asyncio.gather(*(keep_writing(*one, kept) for one in zip(opened, shares, strict=False)))
        enough.set()
    await seal_all(database)
    assert len(kept) == WRITERS * EACH
    assert await chained(database) == kept
    verdict = await verdict_of(database)
    assert (verdict.entries, verdict.unsealed, verdict.faults) == (WRITERS * EACH, 0, [])


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where a durable server of our own keeps an empty, migrated database."""
    with EmbeddedPostgres(tmp_path) as server:
        migrate(server.url(role="ahti_owner"))
    return tmp_path


async def write_until_killed(url: str, data_dir: Path) -> set[UUID]:
    """Writers and sealers at work, and the server killed in the middle of it; what had been confirmed."""
    kept = Kept()
    async with connections(url, 22) as opened:
        working = [asyncio.create_task(keep_sealing(one, asyncio.Event())) for one in opened[:2]]
        working += [asyncio.create_task(keep_writing(one, iter(range(10_000)), kept)) for one in opened[2:]]
        async with asyncio.timeout(30):
            await kept.many.wait()
        kill(postmaster_of(data_dir))
        ended = await asyncio.gather(*working, return_exceptions=True)
    assert all(isinstance(one, UNANSWERED) for one in ended), ended
    return kept


async def test_a_server_that_is_killed_leaves_a_trail_that_verifies(data_dir: Path) -> None:
    kept: set[UUID] = set()
    for _ in range(2):
        with EmbeddedPostgres(data_dir) as server:
            kept |= await write_until_killed(server.url(), data_dir)
    with EmbeddedPostgres(data_dir) as server:
        async with Database.open(server.url()) as database:
            before = await verdict_of(database)
            assert before.faults == []
            await seal_all(database)
            after = await verdict_of(database, published=before.head)
            assert (after.faults, after.unsealed) == ([], 0)
            assert kept <= await chained(database)
