"""Knows HTTP as far as the load needs it: requests as bytes, of an answer its status, length and errors."""

import asyncio
from typing import Protocol, cast

import orjson

# GraphQL puts errors first or last; so much of a body is looked at on either side.
_LOOKED_AT = 1024
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = b"content-length:"
_ERRORS = b'"errors"'


class Asking(Protocol):
    """Whoever has asked, and is told what came of it."""

    def answered(self, connection: "Connection", size: int) -> None: ...

    def hung_up(self, request: bytes, *, again: bool) -> None: ...

    def failed(self, why: str) -> None: ...


def post(port: int, body: object) -> bytes:
    """A request as it goes over the wire."""
    content = orjson.dumps(body)
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode("ascii") + content


class Connection(asyncio.Protocol):
    """One connection, on which one request at a time is under way."""

    _transport: asyncio.Transport

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
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
            self._asking.failed(f"the connection was closed within an answer: {exc}")
        elif self._asked is not None:
            self._asking.hung_up(self._asked, again=self._again)

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
                self._asking.failed(f"the answer holds errors: {data[:_LOOKED_AT]!r}")
        self._continue(data)

    def _begin(self, head: bytes) -> None:
        if not head.startswith(b"HTTP/1.1 200"):
            self._asking.failed(f"the answer begins {head[:200]!r}")
        lowered = head.lower()
        start = lowered.find(_LENGTH)
        if start < 0:
            self._asking.failed(f"the answer does not tell its length: {head!r}")
            return
        self._size = self._missing = int(lowered[start + len(_LENGTH) :].split(b"\r\n", 1)[0])

    def _continue(self, data: bytes) -> None:
        self._missing -= len(data)
        self._tail = data[-_LOOKED_AT:] if len(data) >= _LOOKED_AT else (self._tail + data)[-_LOOKED_AT:]
        if self._missing:
            return
        if _ERRORS in self._tail:
            self._asking.failed(f"the answer holds errors: {self._tail!r}")
        self._tail, self._asked = b"", None
        self._asking.answered(self, self._size)
