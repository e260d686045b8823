"""Knows how many rows the tables have that anybody may read, so that a request's cost is told before it runs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Self

import orjson

from ahti.losses import UNANSWERED, DatabaseLost
from ahti.read_pool import ReadPool
from schema.errors import ApiError
from schema.reads.emitter.sizes import sizes_of

_log = logging.getLogger(__name__)
_PAUSE = 5.0
UNKNOWN = 10_000
# No state is this one.
_NEVER = object()


class TableSizes:
    """Counted at the start, and again soon after the data have changed."""

    def __init__(self, reads: ReadPool, tables: Collection[str]) -> None:
        self._sql = sizes_of(tables)
        self._reads = reads
        self._sizes: Mapping[str, int] = {}

    @classmethod
    @asynccontextmanager
    async def counted(
        cls, reads: ReadPool, tables: Collection[str], *, state: Callable[[], object], pause: float = _PAUSE
    ) -> AsyncIterator[Self]:
        """The sizes of ``tables``; while this is open, ``state`` is looked at every ``pause`` seconds for changes."""
        sizes, found = cls(reads, tables), state()
        counted = found if await sizes._try_to_count() else _NEVER
        counting = asyncio.create_task(sizes._keep_counting(state, counted, pause))
        try:
            yield sizes
        finally:
            counting.cancel()
            with suppress(asyncio.CancelledError):
                await counting

    def __call__(self, table: str) -> int:
        """How many rows the table has; while that is not known, as many as a city's."""
        return self._sizes.get(table, UNKNOWN)

    async def _try_to_count(self) -> bool:
        try:
            self._sizes = orjson.loads(await self._reads.fetch_body(self._sql, ()))
        except (DatabaseLost, ApiError, *UNANSWERED) as error:
            _log.warning("The tables could not be counted: %s", error)
            return False
        return True

    async def _keep_counting(self, state: Callable[[], object], counted: object, pause: float) -> None:
        while True:
            await asyncio.sleep(pause)
            found = state()
            if found != counted and await self._try_to_count():
                counted = found
