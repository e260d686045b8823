"""Knows how requests under one key take turns: one acts, the others wait outside the database, and not for ever."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from typing import TypeVar

from harbors.idempotency.commands import UnderWay
from schema.errors import InFlight

T = TypeVar("T")

PATIENCE = 10.0
# Between two looks at what another process is doing, in seconds.
_LOOKS = (0.02, 0.05, 0.1, 0.2)
_LAST_LOOK = 0.4


class Turns:
    """The keys for which this process is acting. ``patience``: how many seconds a request waits for an equal one."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._acting: dict[Hashable, asyncio.Event] = {}
        self._patience = patience

    async def take(self, name: Hashable, act: Callable[[], Awaitable[T]]) -> T:
        """What ``act`` gives, once nobody else acts under this name.

        ``act`` has to find what others left before; it raises ``UnderWay`` while another process is at work. Raises
        ``InFlight`` when that takes too long; an ``act`` of our own is never cut short.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + self._patience
        for pause in chain(_LOOKS, repeat(_LAST_LOOK)):
            await self._wait(name, seconds=until - loop.time())
            try:
                with self._acting_as(name):
                    return await act()
            except UnderWay:
                await asyncio.sleep(min(pause, max(0.0, until - loop.time())))
        raise AssertionError("the looks never end")

    async def _wait(self, name: Hashable, *, seconds: float) -> None:
        """Until the one who is acting here has ended. All who waited go on at once: there is an answer to be found."""
        if seconds <= 0:
            raise _too_long()
        if (ended := self._acting.get(name)) is not None:
            try:
                async with asyncio.timeout(seconds):
                    await ended.wait()
            except TimeoutError:
                raise _too_long() from None

    @contextmanager
    def _acting_as(self, name: Hashable) -> Iterator[None]:
        if name in self._acting:
            yield
            return
        ended = self._acting[name] = asyncio.Event()
        try:
            yield
        finally:
            del self._acting[name]
            ended.set()


def _too_long() -> InFlight:
    message = "The same request, with this idempotency key, is still under way: come back for its answer."
    return InFlight(message, retry_after=1)
