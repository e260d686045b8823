"""Knows which pages may ask: any, from anywhere, but never with a browser's stored credentials."""

from starlette.types import Receive, Scope, Send

from ahti.web.facts import header

_EXPOSED = b"etag, ratelimit, ratelimit-policy, retry-after, www-authenticate, x-request-id"
# They stand in every answer, so that none depends on where the asking page is from.
OPEN = ((b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", _EXPOSED))

_PERMISSION = [
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", b"authorization, content-type, x-request-id"),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
]


def asks_for_permission(scope: Scope) -> bool:
    """Whether a browser asks before it asks what the page wants (a preflight)."""
    return (
        scope["method"] == "OPTIONS"
        and header(scope, b"origin") is not None
        and header(scope, b"access-control-request-method") is not None
    )


async def permit(_: Scope, __: Receive, send: Send) -> None:
    """Tells a browser what a page from elsewhere may send; the browser holds the page to it."""
    await send({"type": "http.response.start", "status": 200, "headers": _PERMISSION})
    await send({"type": "http.response.body", "body": b""})
