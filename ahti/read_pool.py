"""Knows who has which of the few connections for compiled reads, and that only a clean one is lent again.

The driver's own pool spends 20 to 30 microseconds on a loan, which is more than many a read takes. Here a loan is a pop
from a list and its return an append: last in, first out, so that the busiest connection has its statements at hand.
Statements that we would prepare ourselves save half a microsecond of the ten that the driver's ``fetchval`` takes.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Self

import asyncpg

from ahti.losses import UNANSWERED, DatabaseLost, is_loss
from ahti.read_queue import ReadQueue, handed_in_vain
from ahti.readers import Reader, close, connect_reader, is_clean
from schema.errors import LimitExceeded

_log = logging.getLogger(__name__)


class ReadPool:
    """At most ``size`` connections, opened when they are needed; ``queue`` holds the reads that wait for one."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[Reader]],
        *,
        size: int,
        queue: ReadQueue,
        statement_timeout_ms: int,
    ) -> None:
        self.size = size
        self.queue = queue
        self._connect = connect
        self._statement_timeout_ms = statement_timeout_ms
        self._readers: set[Reader] = set()
        self._idle: list[Reader] = []
        self._opening: set[asyncio.Task[Reader]] = set()
        self._washing: set[asyncio.Task[None]] = set()
        self._closed = False

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, statement_timeout_ms: int, size: int = 8, waiting: int = 256, patience: float = 3.0
    ) -> AsyncIterator[Self]:
        """A pool for ``url``; at the end its connections are closed, and a read under way is lost."""
        connect = partial(connect_reader, url, statement_timeout_ms=statement_timeout_ms)
        queue = ReadQueue(most=waiting, patience=patience)
        pool = cls(connect, size=size, queue=queue, statement_timeout_ms=statement_timeout_ms)
        try:
            yield pool
        finally:
            await pool._close()

    @property
    def opened(self) -> int:
        """How many connections there are."""
        return len(self._readers)

    @property
    def in_use(self) -> int:
        """How many connections are lent, or not clean yet."""
        return len(self._readers) - len(self._idle)

    @property
    def waiting(self) -> int:
        """How many reads wait for a connection."""
        return len(self.queue)

    async def fetch_body(self, sql: str, parameters: Sequence[object]) -> bytes:
        """The one text that the statement gives, as bytes.

        Raises ``ReadsBusy``, ``LimitExceeded`` when it takes too long, ``DatabaseLost``.
        """
        reader = self._idle.pop() if self._idle else await self._borrow()
        try:
            body = await reader.fetchval(sql, *parameters)
        except BaseException as error:
            self._wash(reader)
            self._explain(error, reader)
            raise
        self._give(reader)
        if not isinstance(body, bytes):
            raise TypeError(f"a read gave {type(body).__name__}, not one text")
        return body

    def _explain(self, error: BaseException, reader: Reader) -> None:
        """Raise what the asker understands of an error, where that is something else."""
        if isinstance(error, asyncpg.QueryCanceledError):
            limit = self._statement_timeout_ms
            raise LimitExceeded(f"An answer may take {limit} ms at most: ask for less.", limit=limit) from None
        if isinstance(error, UNANSWERED) and is_loss(error, reader):
            raise DatabaseLost(error) from None

    async def _borrow(self) -> Reader:
        if self._closed:
            raise DatabaseLost(ConnectionError("the service has let go of it"))
        self._open_one()
        place = self.queue.join()
        try:
            return await self.queue.wait(place)
        except BaseException:
            reader = handed_in_vain(place)
            if reader is not None:
                self._give(reader)
            raise

    def _give(self, reader: Reader) -> None:
        if not self.queue.hand(reader):
            self._idle.append(reader)

    def _open_one(self) -> None:
        if len(self._readers) + len(self._opening) < self.size and not self._closed:
            opening = asyncio.ensure_future(self._connect())
            self._opening.add(opening)
            opening.add_done_callback(self._opened)

    def _opened(self, opening: asyncio.Task[Reader]) -> None:
        self._opening.discard(opening)
        if opening.cancelled():
            return
        error = opening.exception()
        if error is None:
            self._welcome(opening.result())
            return
        _log.warning("A connection for reads could not be opened: %s", error)
        if not (self._readers or self._opening):
            self.queue.refuse(error)

    def _welcome(self, reader: Reader) -> None:
        self._readers.add(reader)
        reader.add_termination_listener(self._bury)
        self._give(reader)

    def _bury(self, reader: Reader) -> None:
        """Forget a connection that has broken; whoever waits may need another one in its place."""
        self._readers.discard(reader)
        if reader in self._idle:
            self._idle.remove(reader)
        if self.queue:
            self._open_one()

    def _wash(self, reader: Reader) -> None:
        """Lend a connection again as soon as it is clean, and never if it is not."""
        if reader.is_closed():
            reader.terminate()
        else:
            washing = asyncio.create_task(self._come_clean(reader))
            self._washing.add(washing)
            washing.add_done_callback(self._washing.discard)

    async def _come_clean(self, reader: Reader) -> None:
        if await is_clean(reader):
            self._give(reader)
        else:
            reader.terminate()

    async def _close(self) -> None:
        self._closed = True
        self.queue.refuse(ConnectionError("the service ends"))
        under_way = [*self._opening, *self._washing]
        for task in under_way:
            task.cancel()
        for reader in self._readers.difference(self._idle):
            reader.terminate()
        await asyncio.gather(*under_way, *map(close, self._idle), return_exceptions=True)
