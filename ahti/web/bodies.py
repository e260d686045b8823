"""Knows how a request's body is read: never more than the limit, never longer than the patience."""

import asyncio
from collections.abc import Awaitable, Generator
from dataclasses import dataclass, replace
from typing import Any

from starlette.types import Message, Receive, Scope

from ahti.web.facts import header
from ahti.web.refusals import Refusal
from schema.errors import ErrorCode

# A slow client is cut off. One with a large body is not: the server lets the rest run into nothing, since a client
# whose connection breaks while it is still sending would never read the answer.
_CLOSE = (("connection", "close"),)


class Disconnected(Exception):
    """The client went away before its request was whole; nobody is left to answer."""


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """``size`` in bytes, ``seconds`` for the whole body to arrive; those who are known may send files."""

    size: int = 1024 * 1024
    seconds: float = 15.0
    size_of_known: int = 8 * 1024 * 1024

    def of_known(self) -> "BodyLimits":
        """The limits for somebody who signed in or showed a key."""
        return replace(self, size=max(self.size, self.size_of_known))


async def read_body(scope: Scope, receive: Receive, limits: BodyLimits) -> bytes:
    """The whole body; raises ``Refusal`` (413, 408) or ``Disconnected``."""
    announced = header(scope, b"content-length") or ""
    if announced.isdecimal() and int(announced) > limits.size:
        raise _too_large(limits)
    first = _Begun(receive())
    if first.message is not None and not first.message.get("more_body", False):
        # Nearly every body is there with its head, and a timeout would cost more than all the rest of this.
        return _piece(first.message, 0, limits)
    try:
        async with asyncio.timeout(limits.seconds):
            return await _collect(first, receive, limits)
    except TimeoutError:
        message = f"The body has to arrive within {limits.seconds:g} seconds."
        raise Refusal(408, message, code=ErrorCode.LIMIT_EXCEEDED, headers=_CLOSE) from None


async def _collect(first: Awaitable[Message], receive: Receive, limits: BodyLimits) -> bytes:
    message = await first
    body = bytearray(_piece(message, 0, limits))
    while message.get("more_body", False):
        message = await receive()
        body += _piece(message, len(body), limits)
    return bytes(body)


def _piece(message: Message, so_far: int, limits: BodyLimits) -> bytes:
    if message["type"] == "http.disconnect":
        raise Disconnected
    piece: bytes = message.get("body", b"")
    if so_far + len(piece) > limits.size:
        raise _too_large(limits)
    return piece


class _Begun:
    """A wait for a message that has begun: ``message`` where there was nothing to wait for, else it is awaited."""

    def __init__(self, waiting: Awaitable[Message]) -> None:
        self._steps = waiting.__await__()
        self.message: Message | None = None
        try:
            self._waited_for = next(self._steps)
        except StopIteration as ended:
            self.message = ended.value

    def __await__(self) -> Generator[Any, Any, Message]:
        if self.message is not None:
            return self.message
        try:
            yield self._waited_for
            return (yield from self._steps)
        finally:
            self._steps.close()


def _too_large(limits: BodyLimits) -> Refusal:
    message = f"The body is larger than {limits.size} bytes, the most that is taken."
    return Refusal(413, message, code=ErrorCode.LIMIT_EXCEEDED, limit=limits.size)
