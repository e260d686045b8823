"""Knows how heavy work is done beside the event loop: one at a time, and the same work once for all who want it."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Aside(Generic[T]):
    """One thread: two would share one interpreter, and the loop would wait twice as long for its turn.

    Who stops waiting does not stop the work: others may want it, and it is bounded.
    """

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._under_way: dict[Hashable, asyncio.Future[T]] = {}

    async def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What ``work`` gives or raises. Those who come with the same ``key`` meanwhile are given the same."""
        under_way = self._under_way.get(key)
        if under_way is None:
            under_way = asyncio.get_running_loop().run_in_executor(self._thread, work)
            self._under_way[key] = under_way
            under_way.add_done_callback(lambda done: self._end(key, done))
        return await asyncio.shield(under_way)

    def _end(self, key: Hashable, done: "asyncio.Future[T]") -> None:
        """Nobody may be waiting any more: then an exception is of no interest."""
        del self._under_way[key]
        if not done.cancelled():
            done.exception()
