"""Knows the run: a burst in parts, each once over the API and once by plain SQL, one after the other."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import uvloop

from ahti.settings import load_settings
from benchmarks.burst.applying import Ground, bodies, open_round
from benchmarks.burst.captured import captured, mark
from benchmarks.burst.comparing import require_same
from benchmarks.burst.replaying import replay, writes
from benchmarks.burst.serving import served
from benchmarks.reads.catalogue import published
from benchmarks.reads.databases import Databases
from benchmarks.reads.figures import Spread, spread
from benchmarks.reads.load import Pace, keep_busy
from benchmarks.reads.servers import cpu_seconds
from benchmarks.reads.wire import post

_WARM_UP = 200


@dataclass(frozen=True, slots=True)
class Part:
    """How long a part of the burst took over the API and by plain SQL; processor seconds of service and database."""

    applications: int
    service: float
    plain: float
    service_cpu: float
    database_cpu: float
    plain_database_cpu: float

    @property
    def ratio(self) -> float:
        """The throughput of the API, in that of plain SQL."""
        return self.plain / self.service


@dataclass(frozen=True, slots=True)
class Burst:
    """What came of it: ``rows`` by table, the same in both databases."""

    parts: Sequence[Part]
    rows: dict[str, int]
    connections: int
    postgres: str

    @property
    def ratio(self) -> Spread:
        return spread(part.ratio for part in self.parts)


def burst(folder: Path, *, applications: int, parts: int, connections: int) -> Burst:
    """Apply so many times in so many parts. Raises ``NotTheSame``, ``LoadFailed`` and ``NotServing``."""
    with Databases.running(load_settings().pg_bin) as databases:
        url = databases.filled(published(folder), 1)
        ground = asyncio.run(open_round(url))
        databases.copied("bench_1", to="bench_plain")
        with served(url) as (port, process), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            both = _Both(databases, ("bench_1", "bench_plain"), ground, port, process, connections)
            found = runner.run(both.run(applications=applications, parts=parts))
        return Burst(*found, connections=connections, postgres=databases.version())


class _Both:
    """The service on one database, plain SQL on a copy of it as it was before anybody applied."""

    def __init__(
        self,
        databases: Databases,
        names: tuple[str, str],
        ground: Ground,
        port: int,
        process: int,
        connections: int,
    ) -> None:
        self._databases = databases
        self._names = names
        self._ground = ground
        self._port = port
        self._process = process
        self._connections = connections

    async def run(self, *, applications: int, parts: int) -> tuple[Sequence[Part], dict[str, int]]:
        """All parts, each over the API first: what it has written there is what plain SQL writes after it."""
        ours, theirs = [await asyncpg.connect(self._databases.owner_url(name)) for name in self._names]
        try:
            since = (await mark(ours), await mark(theirs))
            sizes = [_WARM_UP, *[applications // parts] * parts]
            found = [await self._part(ours, sizes[0], seed=0)]
            for one in (ours, theirs):
                # So does the server by itself a minute later: plans made for empty tables are made anew.
                await one.execute("ANALYZE")
            found += [await self._part(ours, size, seed=seed) for seed, size in enumerate(sizes[1:], 1)]
            rows = await require_same(ours, theirs, since=since, count=sum(sizes))
        finally:
            await ours.close()
            await theirs.close()
        return found[1:], rows

    async def _part(self, ours: asyncpg.Connection, size: int, *, seed: int) -> Part:
        at, before = await mark(ours), self._spent()
        service = await self._apply(size, seed=seed)
        after = self._spent()
        wrote = [writes(one) for one in await captured(ours, since=at)]
        plain_before = self._spent()
        plain = await replay(self._databases.owner_url(self._names[1]), wrote, connections=self._connections)
        part = Part(
            applications=size,
            service=service,
            plain=plain,
            service_cpu=after[0] - before[0],
            database_cpu=after[1] - before[1],
            plain_database_cpu=self._spent()[1] - plain_before[1],
        )
        print(f"  {size:,} applications: {part.ratio:.2f}", flush=True)
        return part

    async def _apply(self, size: int, *, seed: int) -> float:
        requests = [post(self._port, body) for body in bodies(self._ground, count=size, seed=seed)]
        return (await keep_busy(self._port, iter(requests), Pace(0, size, self._connections))).seconds

    def _spent(self) -> tuple[float, float]:
        return cpu_seconds(self._process), cpu_seconds(self._databases.postmaster)
