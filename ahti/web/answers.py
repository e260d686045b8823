"""Knows how an answer travels back: its media type and status, who may keep it and how long, packed or plain."""

from starlette.types import Scope, Send

from ahti.web.facts import header
from ahti.web.packing import Packer
from schema.requests import Answer, Kept

JSON = "application/json"
GRAPHQL_RESPONSE = "application/graphql-response+json"

_NOT_MODIFIED = 304
_CONTENT_TYPES = {
    media_type: (b"content-type", f"{media_type}; charset=utf-8".encode()) for media_type in (JSON, GRAPHQL_RESPONSE)
}
_NO_STORE = (b"cache-control", b"no-store")
_VARY = (b"vary", b"Accept, Accept-Encoding, Accept-Language, Authorization")

Headers = list[tuple[bytes, bytes]]


class Answers:
    """Sends answers; it holds what is being packed."""

    def __init__(self) -> None:
        self._packer = Packer()

    async def send(self, scope: Scope, send: Send, answer: Answer, media_type: str) -> None:
        """Send the whole answer in ``media_type``."""
        body, headers = answer.body, _caching(scope, answer.kept)
        if answer.headers:
            headers += [(name.encode("ascii"), value.encode("latin-1")) for name, value in answer.headers]
        if answer.status == _NOT_MODIFIED:
            await _send(send, _NOT_MODIFIED, headers, b"")
            return
        if answer.kept is not None:
            body = await self._pack(scope, answer.body, answer.kept, headers)
        headers += (_CONTENT_TYPES[media_type], (b"content-length", b"%d" % len(body)))
        await _send(send, answer.status if media_type == GRAPHQL_RESPONSE else answer.json_status, headers, body)

    async def _pack(self, scope: Scope, body: bytes, kept: Kept, headers: Headers) -> bytes:
        """The body as the client takes it. One that asks by GET is packed at once: caches between us will repeat it."""
        wanted = header(scope, b"accept-encoding")
        at_once = scope["method"] != "POST"
        packed, coding = await self._packer.pack(body, kept, accept_encoding=wanted, at_once=at_once)
        if coding:
            headers.append((b"content-encoding", coding.encode("ascii")))
        return packed


def may_be_shared(scope: Scope) -> bool:
    """Whether this is a request whose answer others may be given: by GET, and from nobody in particular."""
    return scope["method"] != "POST" and header(scope, b"authorization") is None


def _caching(scope: Scope, kept: Kept | None) -> Headers:
    if kept is None:
        return [_NO_STORE]
    if not may_be_shared(scope):
        return [_NO_STORE, _VARY]
    lifetime = (b"cache-control", b"public, max-age=%d" % kept.seconds)
    return [lifetime, (b"etag", b'W/"%b"' % kept.key.encode("ascii")), _VARY]


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
