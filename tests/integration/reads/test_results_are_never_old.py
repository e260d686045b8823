"""Writers and readers at once: whoever asks after a change was heard of never sees what was before it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random  # noqa: TID251 - seeded, of one test

import asyncpg
import orjson
import pytest

from ahti.chance import SystemChance
from ahti.data_versions import DataVersions
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.metrics import Metrics
from ahti.service import body_fetcher, context_opener, own_body_fetcher
from ahti.table_versions import table_groups, table_versions
from schema.document_cache import Documents
from schema.execution import ReferenceExecutor
from schema.reads.running.compiled import CompiledExecutor, ReadTools
from schema.reads.running.results import Results
from schema.requests import GraphQLRequest, RequestFacts
from tests.clocks import StoppedClock
from tests.integration.reading.asking import until
from tests.integration.schema.reader import SCHEMA

# What is written is a number that only grows: in the catalogue, and in the rounds.
WIDTH = "{ berths(first: 1) { nodes { widthMm } } }"
CODE = "{ rounds { nodes { code } } }"
BOTH = "{ rounds { nodes { code } } berths(first: 1) { nodes { widthMm } } }"
WRITES = {
    "catalogue": "UPDATE places SET width_mm = greatest(width_mm, $1::integer)",
    "rounds": "UPDATE rounds SET code = greatest(code::integer, $1::integer)::text",
}


@dataclass(slots=True)
class Sea:
    """An engine that keeps answers, its versions, and what was committed and heard of, by group."""

    executor: CompiledExecutor
    versions: DataVersions
    chance: Random
    sent: list[str]
    heard: dict[str, int] = field(default_factory=lambda: {"catalogue": 10_000, "rounds": 10_000})
    started: dict[str, int] = field(default_factory=lambda: {"catalogue": 10_000, "rounds": 10_000})
    reads: int = 0

    def told(self) -> Mapping[str, str]:
        current = self.versions.current()
        assert current is not None
        return current.heard

    async def ask(self, document: str) -> dict[str, int]:
        """The numbers in an answer."""
        answer = await self.executor.execute(GraphQLRequest(document), RequestFacts("test"))
        data = orjson.loads(answer.body)["data"]
        found = {}
        if "rounds" in data:
            found["rounds"] = int(data["rounds"]["nodes"][0]["code"])
        if "berths" in data:
            found["catalogue"] = data["berths"]["nodes"][0]["widthMm"]
        return found

    async def write(self, connection: asyncpg.Connection, group: str) -> None:
        """Write a larger number than any before; keep it or not."""
        self.started[group] += 1
        number = self.started[group]
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(WRITES[group], number)
        await asyncio.sleep(self.chance.random() * 0.01)
        if self.chance.random() < 0.3:
            await transaction.rollback()
            return
        await transaction.commit()
        # Messages come in the order in which they were committed: who hears this one has heard of the change.
        await connection.execute("SELECT pg_notify('ahti_data', $1 || ':')", f"{group} {number}")
        await until(lambda: f"{group} {number}" in self.told())
        self.heard[group] = max(self.heard[group], number)

    async def read(self) -> None:
        least = dict(self.heard)
        found = await self.ask(self.chance.choice((WIDTH, CODE, BOTH)))
        self.reads += 1
        for group, number in found.items():
            assert least[group] <= number <= self.started[group], (group, least, found)


@asynccontextmanager
async def open_sea(url: str, chance: Random) -> AsyncIterator[Sea]:
    async with Database.open(url) as database, DataVersions.listening(url, chance=SystemChance()) as changes:
        sent: list[str] = []
        fetch = body_fetcher(database)

        async def fetch_body(sql: str, parameters: Sequence[object]) -> bytes:
            sent.append(sql)
            body = await fetch(sql, parameters)
            await asyncio.sleep(chance.random() * 0.01)
            return body

        metrics = Metrics()
        versions = table_versions(await table_groups(database.reads), changes.current)
        results = Results(versions=versions, seconds=lambda: 0.0, meter=metrics)
        tools = ReadTools(fetch_body, own_body_fetcher(database), StoppedClock().now, lambda _table: 5, results)
        documents = Documents(SCHEMA, metrics)
        reference = ReferenceExecutor(SCHEMA, context_opener(database, StoppedClock()), documents=documents)
        yield Sea(CompiledExecutor(SCHEMA, reference, documents, tools, metrics), changes, chance, sent)


@pytest.mark.parametrize("seed", range(3))
async def test_a_read_after_a_change_was_heard_of_never_sees_what_was_before(
    server: EmbeddedPostgres, town_name: str, town_url: str, seed: int
) -> None:
    chance, over = Random(seed), asyncio.Event()
    writers = [await asyncpg.connect(server.url(role="postgres", database=town_name)) for _ in range(3)]
    for statement in WRITES.values():
        await writers[0].execute("UPDATE rounds SET code = '0' WHERE code LIKE 'b%'")
        await writers[0].execute(statement, 10_000)

    async with open_sea(town_url, chance) as sea:

        async def write(connection: asyncpg.Connection) -> None:
            for _ in range(15):
                await sea.write(connection, chance.choice(("catalogue", "rounds")))
                await asyncio.sleep(chance.random() * 0.02)

        async def read() -> None:
            while not over.is_set():
                await sea.read()
                await asyncio.sleep(chance.random() * 0.005)

        async with asyncio.TaskGroup() as readers:
            reading = [readers.create_task(read()) for _ in range(6)]
            async with asyncio.TaskGroup() as writing:
                for connection in writers:
                    writing.create_task(write(connection))
            over.set()
        assert all(one.done() for one in reading)
        # There was something to be wrong about: many answers were kept ones, and the numbers have grown.
        assert len(sea.sent) < sea.reads
        assert min(sea.heard.values()) > 10_000
        assert await sea.ask(BOTH) == {group: await _stored(writers[0], group) for group in WRITES}
    for connection in writers:
        await connection.close()


async def _stored(connection: asyncpg.Connection, group: str) -> int:
    stored = {"catalogue": "SELECT max(width_mm) FROM places", "rounds": "SELECT max(code::integer) FROM rounds"}
    number: int = await connection.fetchval(stored[group])
    return number
