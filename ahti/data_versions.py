"""Knows in which state each group of tables is: told by the database at every commit that changes one.

A trigger notifies ``ahti_data`` of ``<group>:<transaction>``. An answer that is kept under the versions that were
current *before* it was read is never older than they say.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Self

import asyncpg

from ahti.losses import UNANSWERED
from ahti.readers import READ_SETTINGS, close
from harbors.chance import Chance

CHANNEL = "ahti_data"

_SECONDS_TO_ANSWER = 5.0
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 10.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Versions(Mapping[str, str]):
    """The version of every group there could be: that of the session for one of which nothing was heard in it."""

    session: str
    heard: Mapping[str, str]

    def __getitem__(self, group: str) -> str:
        return self.heard.get(group, self.session)

    def __iter__(self) -> Iterator[str]:
        return iter(self.heard)

    def __len__(self) -> int:
        return len(self.heard)

    def with_change(self, group: str, transaction: str) -> "Versions":
        """The versions after a change. They differ from those of every other session, also of a restored database."""
        return Versions(self.session, {**self.heard, group: f"{self.session}.{transaction}"})


class DataVersions:
    """Listens on a connection of its own, and opens another one when it breaks."""

    def __init__(self, url: str, *, chance: Chance, heartbeat: float) -> None:
        self._url = url
        self._chance = chance
        self._heartbeat = heartbeat
        self._current: Versions | None = None
        self._tried = asyncio.Event()
        self._failures = 0

    @classmethod
    @asynccontextmanager
    async def listening(cls, url: str, *, chance: Chance, heartbeat: float = 15.0) -> AsyncIterator[Self]:
        """Listen at ``url``, which has been tried once by then; ask it every ``heartbeat`` seconds whether it lives."""
        versions = cls(url, chance=chance, heartbeat=heartbeat)
        listening = asyncio.create_task(versions._keep_listening())
        try:
            await versions._tried.wait()
            yield versions
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    def current(self) -> Versions | None:
        """The version of every group as of now, in a mapping that never changes; ``None`` while nobody listens."""
        return self._current

    async def _keep_listening(self) -> None:
        while True:
            try:
                await self._listen()
            except UNANSWERED as error:
                _log.warning("Nobody hears of changes of the data, so no answer is kept: %r", error)
            finally:
                self._tried.set()
            await asyncio.sleep(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(self._failures, 16)))
            self._failures += 1

    async def _listen(self) -> None:
        """Listen until the connection breaks, which is raised."""
        settings = READ_SETTINGS | {"application_name": "ahti versions"}
        connection = await asyncpg.connect(self._url, timeout=_SECONDS_TO_ANSWER, server_settings=settings)
        broken = asyncio.Event()
        connection.add_termination_listener(lambda _connection: broken.set())
        try:
            async with asyncio.timeout(_SECONDS_TO_ANSWER):
                await connection.add_listener(CHANNEL, self._hear)
            self._begin()
            while True:
                await self._await_heartbeat(connection, broken)
        except UNANSWERED:
            connection.terminate()
            raise
        finally:
            self._current = None
            await close(connection)

    def _begin(self) -> None:
        """What was changed before is not known: no version of now is one of before."""
        self._current = Versions(self._chance.bytes(8).hex(), {})
        if self._failures:
            _log.info("Changes of the data are heard of again")
        self._failures = 0
        self._tried.set()

    async def _await_heartbeat(self, connection: Any, broken: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(self._heartbeat):
                await broken.wait()
        except TimeoutError:
            async with asyncio.timeout(_SECONDS_TO_ANSWER):
                await connection.fetchval("SELECT 1")
        else:
            raise ConnectionResetError("the connection has broken")

    def _hear(self, _connection: object, _sender: int, _channel: str, payload: object) -> None:
        if self._current is not None:
            group, _, transaction = str(payload).partition(":")
            self._current = self._current.with_change(group, transaction)
