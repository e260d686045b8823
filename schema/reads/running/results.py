"""Knows the answers that are kept, each under what was asked and under the state of the tables that were read.

Whoever asks while the same is being read waits for that. An answer under versions that have passed is never asked for
again, and makes room in time; one that is older than a minute is read again, should a version ever have been missed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from sys import getsizeof

from schema.bounded import Bounded
from schema.reads.running.plans import Plan
from schema.requests import Meter

# The state of these tables, or None while it is not known or never told.
TableVersions = Callable[[frozenset[str]], tuple[str, ...] | None]
Seconds = Callable[[], float]
# The digest of the statement, its parameters, and the state of the tables. The statement itself may be longer than
# many answers, and would outlive its plan here.
Key = tuple[bytes, tuple[object, ...], tuple[str, ...]]

MOST_RESULTS = 50_000
# In bytes, with the variants and the parameters, which may be larger than the answer.
RESULTS_ROOM = 128_000_000
# One answer may take this part of the room: what is larger would push out too many that are asked for more.
LARGEST_PART = 8
# Whoever waits for what another one reads is told of the second failure: each might take as long as a read may.
MOST_FAILURES = 2
LONGEST_LIFE = 60.0
# How long others may give an answer on without asking: a berth that is taken looks free for so long at most.
PUBLIC_SECONDS = 10
_OVERHEAD = 1_000
# What a value holds beside itself, such as the number in a UUID.
_OF_A_VALUE = 50


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
        """About how many bytes of memory it takes, with its key."""
        return _OVERHEAD + _weight(self.asked[1]) + len(self.body) + sum(map(len, self.variants.values()))


@dataclass(frozen=True, slots=True)
class Held:
    """An answer that the client has."""

    key: str
    seconds: int = PUBLIC_SECONDS
    variants: Mapping[str, bytes] = field(default_factory=dict)

    def keep(self, encoding: str, body: bytes) -> None:
        """There is nothing to keep."""


@dataclass(slots=True)
class _Reading:
    """A read that others wait for, and why it failed, if it did."""

    done: asyncio.Event = field(default_factory=asyncio.Event)
    failure: Exception | None = None


class Results:
    """The answers of one service."""

    def __init__(self, *, versions: TableVersions, seconds: Seconds, meter: Meter, room: int = RESULTS_ROOM) -> None:
        self._versions = versions
        self._seconds = seconds
        self._meter = meter
        self._kept: Bounded[Key, Result] = Bounded(most=MOST_RESULTS, room=room)
        self._largest = room // LARGEST_PART
        self._under_way: dict[Key, _Reading] = {}

    def key(self, plan: Plan, parameters: tuple[object, ...]) -> Key | None:
        """What an answer is kept under; None where none is: it depends on the time, or the state is not known."""
        if plan.timed:
            return None
        versions = self._versions(plan.tables)
        return None if versions is None else (plan.digest, parameters, versions)

    def held(self, key: Key, names: Collection[str]) -> Held | None:
        """The answer, if it is one of those that a client has, by their names."""
        if not names or (name := name_of(key)) not in names:
            return None
        self._meter.looked_up("results", hit=True)
        return Held(name)

    async def get(self, key: Key, read: Callable[[], Awaitable[bytes]]) -> Result:
        """The answer that is kept, or what ``read`` gives, once for all who want it. Raises what ``read`` raises."""
        found, failures = self._fresh(key), 0
        while found is None and (under_way := self._under_way.get(key)):
            await under_way.done.wait()
            if under_way.failure is not None:
                failures += 1
                if failures == MOST_FAILURES:
                    raise under_way.failure
            found = self._fresh(key)
        self._meter.looked_up("results", hit=found is not None)
        return found or await self._read(key, read)

    def _fresh(self, key: Key) -> Result | None:
        """What is kept, unless it is too old."""
        found = self._kept.get(key)
        return found if found is not None and found.until > self._seconds() else None

    async def _read(self, key: Key, read: Callable[[], Awaitable[bytes]]) -> Result:
        reading = self._under_way[key] = _Reading()
        try:
            body = await read()
        except Exception as failure:  # whatever it is, those who wait are told of it too
            reading.failure = failure
            raise
        finally:
            # Whoever waited looks again, and reads it itself should this have been given up or failed.
            del self._under_way[key]
            reading.done.set()
        result = Result(key, body, until=self._seconds() + LONGEST_LIFE, grow=self._grow)
        if result.size <= self._largest:
            self._keep(result)
        return result

    def _grow(self, result: Result) -> None:
        """Make room for a new variant, unless the answer has made room for others meanwhile."""
        if self._kept.get(result.asked) is result:
            self._keep(result)

    def _keep(self, result: Result) -> None:
        self._kept.keep(result.asked, result, size=result.size)


def name_of(key: Key) -> str:
    """A key as a short name: the same for the same question about the same state."""
    return sha256(repr(key).encode()).hexdigest()[:32]


def _weight(value: object) -> int:
    """About how many bytes of memory a parameter takes."""
    return getsizeof(value) + (sum(map(_weight, value)) if isinstance(value, tuple) else _OF_A_VALUE)
