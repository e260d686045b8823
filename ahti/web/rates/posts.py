"""Knows that whatever is posted counts against the address that it comes from: codes, secrets and images, too."""

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from ahti.web.rates.limits import Limits
from ahti.web.refusals import Refusal
from harbors.access.records import NOBODY
from schema.errors import format_refusal


class Posts:
    """Wraps what stands beside GraphQL; to look at a page costs nothing."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
            try:
                self._limits.admit(scope, NOBODY)
            except Refusal as refusal:
                await _refuse(send, refusal)
                return
        await self._app(scope, receive, send)


async def _refuse(send: Send, refusal: Refusal) -> None:
    body = orjson.dumps({"errors": [format_refusal(refusal)]})
    headers = [(name.encode("ascii"), value.encode("ascii")) for name, value in refusal.headers]
    headers += [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
