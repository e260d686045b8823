"""Knows how heavy work is done beside the event loop: one at a time, and the same work once for all who want it."""

import asyncio
import gc
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
            under_way = asyncio.get_running_loop().run_in_executor(self._thread, lambda: _undisturbed(work))
            self._under_way[key] = under_way
            under_way.add_done_callback(lambda done: self._end(key, done))
        return await asyncio.shield(under_way)

    def _end(self, key: Hashable, done: "asyncio.Future[T]") -> None:
        """Nobody may be waiting any more: then an exception is of no interest."""
        del self._under_way[key]
        if not done.cancelled():
            done.exception()


def _undisturbed(work: Callable[[], T]) -> T:
    """Run ``work`` without the garbage collector, and collect then what it left, which is still young.

    Otherwise its garbage grows old while it runs, and is found only by walking through all there is in the process:
    the event loop stands still for ten times as long as the work itself lets it wait. (An exception would hold all
    that its frames hold: work returns what is expected to go wrong.)
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return work()
    finally:
        if was_on:
            gc.enable()
        gc.collect(0)
