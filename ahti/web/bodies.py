"""Knows how a request's body is read: never more than the limit, never longer than the patience."""

import asyncio
from dataclasses import dataclass

from starlette.types import Receive, Scope

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
    """``size`` in bytes, ``seconds`` for the whole body to arrive."""

    size: int = 1024 * 1024
    seconds: float = 15.0


async def read_body(scope: Scope, receive: Receive, limits: BodyLimits) -> bytes:
    """The whole body; raises ``Refusal`` (413, 408) or ``Disconnected``."""
    announced = header(scope, b"content-length") or ""
    if announced.isdecimal() and int(announced) > limits.size:
        raise _too_large(limits)
    try:
        async with asyncio.timeout(limits.seconds):
            return await _collect(receive, limits)
    except TimeoutError:
        message = f"The body has to arrive within {limits.seconds:g} seconds."
        raise Refusal(408, message, code=ErrorCode.LIMIT_EXCEEDED, headers=_CLOSE) from None


async def _collect(receive: Receive, limits: BodyLimits) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > limits.size:
            raise _too_large(limits)
    return bytes(body)


def _too_large(limits: BodyLimits) -> Refusal:
    message = f"The body is larger than {limits.size} bytes, the most that is taken."
    return Refusal(413, message, code=ErrorCode.LIMIT_EXCEEDED, limit=limits.size)
