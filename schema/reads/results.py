"""Knows the answers that are kept, each under what was asked and under the state of the tables that were read.

Whoever asks while the same is being read waits for that. An answer under versions that have passed is never asked for
again, and makes room in time; one that is older than a minute is read again, should a version ever have been missed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from schema.bounded import Bounded
from schema.reads.plans import Plan
from schema.requests import Meter

# The state of these tables, or None while it is not known or never told.
Versions = Callable[[frozenset[str]], tuple[str, ...] | None]
Seconds = Callable[[], float]
Key = tuple[str, tuple[object, ...], tuple[str, ...]]

MOST_RESULTS = 50_000
# In bytes, variants included.
RESULTS_ROOM = 128_000_000
LONGEST_LIFE = 60.0
# How long others may give an answer on without asking: a berth that is taken looks free for so long at most.
PUBLIC_SECONDS = 10
_OVERHEAD = 1_000


class Result:
    """One answer that is kept; ``key`` is its name outside."""

    __slots__ = ("_grow", "_name", "asked", "body", "seconds", "until", "variants")

    def __init__(self, asked: Key, body: bytes, *, until: float, grow: Callable[["Result"], None]) -> None:
        self.asked = asked
        self._name: str | None = None
        self._grow = grow
        self.body = body
        self.seconds = PUBLIC_SECONDS
        self.until = until
        self.variants: dict[str, bytes] = {}

    @property
    def key(self) -> str:
        if self._name is None:
            self._name = name_of(self.asked)
        return self._name

    def keep(self, encoding: str, body: bytes) -> None:
        self.variants[encoding] = body
        self._grow(self)

    @property
    def size(self) -> int:
        return _OVERHEAD + len(self.body) + sum(map(len, self.variants.values()))


@dataclass(frozen=True, slots=True)
class Held:
    """An answer that the client has."""

    key: str
    seconds: int = PUBLIC_SECONDS
    variants: Mapping[str, bytes] = field(default_factory=dict)

    def keep(self, encoding: str, body: bytes) -> None:
        """There is nothing to keep."""


class Results:
    """The answers of one service."""

    def __init__(self, *, versions: Versions, seconds: Seconds, meter: Meter) -> None:
        self._versions = versions
        self._seconds = seconds
        self._meter = meter
        self._kept: Bounded[Key, Result] = Bounded(most=MOST_RESULTS, room=RESULTS_ROOM)
        self._under_way: dict[Key, asyncio.Event] = {}

    def key(self, plan: Plan, parameters: tuple[object, ...]) -> Key | None:
        """What an answer is kept under; None where none is: it depends on the time, or the state is not known."""
        if plan.timed:
            return None
        versions = self._versions(plan.tables)
        return None if versions is None else (plan.sql, parameters, versions)

    async def get(self, key: Key, read: Callable[[], Awaitable[bytes]]) -> Result:
        """The answer that is kept, or what ``read`` gives, once for all who want it."""
        while True:
            found = self._kept.get(key)
            if found is not None and found.until > self._seconds():
                self._meter.looked_up("results", hit=True)
                return found
            under_way = self._under_way.get(key)
            if under_way is None:
                break
            await under_way.wait()
        self._meter.looked_up("results", hit=False)
        return await self._read(key, read)

    async def _read(self, key: Key, read: Callable[[], Awaitable[bytes]]) -> Result:
        done = self._under_way[key] = asyncio.Event()
        try:
            body = await read()
        finally:
            # Whoever waited looks again, and reads it himself should this have failed.
            del self._under_way[key]
            done.set()
        result = Result(key, body, until=self._seconds() + LONGEST_LIFE, grow=self._keep)
        self._keep(result)
        return result

    def _keep(self, result: Result) -> None:
        self._kept.keep(result.asked, result, size=result.size)


def name_of(key: Key) -> str:
    """A key as a short name: the same for the same question about the same state, in every process."""
    return sha256("\n".join(map(repr, _flat(key))).encode()).hexdigest()[:32]


def _flat(key: Key) -> Iterable[Any]:
    sql, parameters, versions = key
    return sql, *parameters, *versions
