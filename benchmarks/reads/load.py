"""Knows how a server is kept busy at next to no cost: prepared bytes over a few connections that stay open."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.reads.wire import Connection

_PATIENCE_SECONDS = 300


class LoadFailed(Exception):
    """A server answered something other than what it was asked for."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of keeping a server busy: ``seconds`` from the first request to the last answer."""

    requests: int
    seconds: float
    received: int


@dataclass(frozen=True, slots=True)
class Pace:
    """For how long a server is kept busy, with at least how many requests, over how many connections."""

    seconds: float
    least: int
    connections: int


async def keep_busy(port: int, requests: Iterator[bytes], pace: Pace) -> Load:
    """Send requests, the next one on a connection when the last is answered. Raises ``LoadFailed``."""
    run = _Run(port, requests, pace)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await run.done()
    finally:
        run.close()


class _Run:
    """What the connections of one run share."""

    def __init__(self, port: int, requests: Iterator[bytes], pace: Pace) -> None:
        self._port = port
        self._requests = requests
        self._pace = pace
        self._sent = self._answered = self._received = 0
        self._done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._connections: list[Connection] = []
        self._again: set[asyncio.Task[None]] = set()

    async def done(self) -> Load:
        connections = [await self._connected() for _ in range(self._pace.connections)]
        start = time.perf_counter()
        self._until = start + self._pace.seconds
        for connection in connections:
            connection.send(self._next())
        await self._done
        return Load(self._answered, time.perf_counter() - start, self._received)

    def answered(self, connection: Connection, size: int) -> None:
        self._answered += 1
        self._received += size
        if self._sent < self._pace.least or time.perf_counter() < self._until:
            connection.send(self._next())
        elif self._answered == self._sent and not self._done.done():
            self._done.set_result(None)

    def hung_up(self, request: bytes, *, again: bool) -> None:
        """A server may close a connection that looks idle to it just when a request comes: that one is sent again."""
        if again:
            self.failed("the connection was closed before the answer, twice")
        elif not self._done.done():
            task = asyncio.create_task(self._send_again(request))
            self._again.add(task)
            task.add_done_callback(self._again.discard)

    def failed(self, why: str) -> None:
        if not self._done.done():
            self._done.set_exception(LoadFailed(why))

    def close(self) -> None:
        for task in self._again:
            task.cancel()
        for connection in self._connections:
            connection.close()

    def _next(self) -> bytes:
        self._sent += 1
        return next(self._requests)

    async def _connected(self) -> Connection:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(lambda: Connection(self), "127.0.0.1", self._port)
        self._connections.append(connection)
        return connection

    async def _send_again(self, request: bytes) -> None:
        try:
            connection = await self._connected()
        except OSError as error:
            self.failed(f"nobody listens any more: {error}")
        else:
            connection.send(request, again=True)
