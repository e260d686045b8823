"""Knows what is kept of every request: its id goes back in the head of the answer and into each log line."""

import logging
from dataclasses import dataclass
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ahti.logs import current_request
from ahti.web.facts import facts_of

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Sent:
    """What has gone out so far; a request whose client went away has status 499."""

    status: int = 499
    size: int = 0


class AccessLog:
    """Wraps the whole application. The query string is not logged: a GET holds its document and variables there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = facts_of(scope).request_id
        current_request.set(request_id)
        sent = _Sent()

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode("ascii"))]
                sent.status = message["status"]
            sent.size += len(message.get("body", b""))
            await send(message)

        started = perf_counter()
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            _write(scope, sent, milliseconds=round((perf_counter() - started) * 1000, 1))


def _write(scope: Scope, sent: _Sent, *, milliseconds: float) -> None:
    path = scope.get("raw_path", b"").decode("ascii", "backslashreplace")
    facts = {
        "method": scope["method"],
        "path": path,
        "status": sent.status,
        "milliseconds": milliseconds,
        "bytes": sent.size,
    }
    log.info("%s %s %s %s ms %s B", *facts.values(), extra={"facts": facts})
