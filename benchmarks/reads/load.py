"""Knows how a server is kept busy at next to no cost: prepared bytes over a few connections that stay open."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import orjson

# GraphQL puts errors first or last; so much of a body is looked at on either side.
_LOOKED_AT = 1024
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = b"content-length:"
_ERRORS = b'"errors"'
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


def post(port: int, body: object) -> bytes:
    """A request as it goes over the wire."""
    content = orjson.dumps(body)
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode("ascii") + content


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
        self._connections: list[_Connection] = []
        self._again: set[asyncio.Task[None]] = set()

    async def done(self) -> Load:
        connections = [await self._connected() for _ in range(self._pace.connections)]
        start = time.perf_counter()
        self._until = start + self._pace.seconds
        for connection in connections:
            connection.send(self._next())
        await self._done
        return Load(self._answered, time.perf_counter() - start, self._received)

    def answered(self, connection: "_Connection", size: int) -> None:
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

    async def _connected(self) -> "_Connection":
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(lambda: _Connection(self), "127.0.0.1", self._port)
        self._connections.append(connection)
        return connection

    async def _send_again(self, request: bytes) -> None:
        try:
            connection = await self._connected()
        except OSError as error:
            self.failed(f"nobody listens any more: {error}")
        else:
            connection.send(request, again=True)


class _Connection(asyncio.Protocol):
    """One connection: it takes an answer apart as far as it must, head, length and whether it holds errors."""

    _transport: asyncio.Transport

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._asked: bytes | None = None
        self._again = False
        self._head = b""
        self._size = self._missing = 0
        self._tail = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are what asyncio's are, and say so nowhere.
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._missing or self._head:
            self._run.failed(f"the connection was closed within an answer: {exc}")
        elif self._asked is not None:
            self._run.hung_up(self._asked, again=self._again)

    def send(self, request: bytes, *, again: bool = False) -> None:
        self._asked, self._again = request, again
        self._transport.write(request)

    def close(self) -> None:
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        if not self._missing:
            data = self._head + data
            end = data.find(_END_OF_HEAD)
            if end < 0:
                self._head = data
                return
            self._head = b""
            self._begin(data[:end])
            data = data[end + len(_END_OF_HEAD) :]
            if _ERRORS in data[:_LOOKED_AT]:
                self._run.failed(f"the answer holds errors: {data[:_LOOKED_AT]!r}")
        self._continue(data)

    def _begin(self, head: bytes) -> None:
        if not head.startswith(b"HTTP/1.1 200"):
            self._run.failed(f"the answer begins {head[:200]!r}")
        lowered = head.lower()
        start = lowered.find(_LENGTH)
        if start < 0:
            self._run.failed(f"the answer does not tell its length: {head!r}")
            return
        self._size = self._missing = int(lowered[start + len(_LENGTH) :].split(b"\r\n", 1)[0])

    def _continue(self, data: bytes) -> None:
        self._missing -= len(data)
        self._tail = data[-_LOOKED_AT:] if len(data) >= _LOOKED_AT else (self._tail + data)[-_LOOKED_AT:]
        if self._missing:
            return
        if _ERRORS in self._tail:
            self._run.failed(f"the answer holds errors: {self._tail!r}")
        self._tail, self._asked = b"", None
        self._run.answered(self, self._size)
