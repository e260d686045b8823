"""Knows how long a connection may keep the server waiting, and how much it may say before it says what it wants.

The framework waits without end for the head of a request and for a client to read its answer, and takes a head of any
size. For each request it is only noted when its head begins and ends: the clock is looked at by ``look``, which the
server calls for all connections once a second.
"""

from contextlib import suppress

import orjson
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from schema.errors import LimitExceeded, format_refusal

# In bytes: the line of the request with its URL, and all headers. Proxies take 8 to 64 KiB.
LARGEST_HEAD = 64 * 1024
# For a head to arrive, and for all that comes after an answer: a body that nobody wants, or nothing.
SECONDS_FOR_HEAD = 10
# For a client to read what it was sent. The largest answers take a slow mobile line a minute.
SECONDS_TO_READ = 120
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\n"


class _HeadTooLarge(Exception):
    """Stops the parser."""


class PatientProtocol(HttpToolsProtocol):
    """A connection that is refused when its head is too large, and closed when it takes too long."""

    _heard = 0  # bytes since the last head began; there may be a body among them
    _piece = 0
    _in_head = True
    _refused = False
    _waiting_since: float | None = None
    _unread_since: float | None = None

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        self._piece = len(data)
        self._heard += self._piece
        super().data_received(data)
        if self._in_head and self._heard > LARGEST_HEAD:
            self._refuse_size()

    def on_message_begin(self) -> None:
        self._heard = self._piece
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        if self._heard > LARGEST_HEAD and self._head_size() > LARGEST_HEAD:
            raise _HeadTooLarge
        self._in_head = False
        self._waiting_since = None
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """What the framework answers when the parser stops."""
        if self._heard > LARGEST_HEAD and self._in_head:
            self._refuse_size()
        elif not self._refused:
            super().send_400_response(msg)

    def look(self, now: float) -> None:
        """Close the connection if it has kept us waiting for too long."""
        if self.transport.get_write_buffer_size():
            self._unread_since = self._unread_since or now
            if now - self._unread_since > SECONDS_TO_READ:
                self.transport.abort()
            return
        self._unread_since = None
        if self.cycle is None or self.cycle.response_complete:
            self._waiting_since = self._waiting_since or now
            if now - self._waiting_since > SECONDS_FOR_HEAD:
                self._give_up()

    def _give_up(self) -> None:
        """Say why to whoever has begun to speak; one that was refused has had its answer."""
        if self._heard and self._in_head and not self._refused:
            message = f"The head of a request has to arrive within {SECONDS_FOR_HEAD} seconds."
            told = LimitExceeded(message, limit=SECONDS_FOR_HEAD)
            self.transport.write(_refusal(_TOO_SLOW, told))
        self.transport.close()

    def _refuse_size(self) -> None:
        """Answer, then let the rest run into nothing: whose connection breaks while it sends would read no answer."""
        if self._refused:
            return
        self._refused = True
        told = LimitExceeded(f"The head of the request is larger than {LARGEST_HEAD:,} bytes.", limit=LARGEST_HEAD)
        self.transport.write(_refusal(_TOO_LARGE, told))
        if self.transport.can_write_eof():
            # The client may have gone while it was told.
            with suppress(RuntimeError, OSError):
                self.transport.write_eof()

    def _head_size(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)


def _refusal(status: bytes, told: LimitExceeded) -> bytes:
    body = orjson.dumps({"errors": [format_refusal(told)]})
    head = b"content-type: application/json; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
    return status + head % len(body) + body
