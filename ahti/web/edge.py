"""Knows what every request is given, whatever it asks: an id, the same headers, a masked fault, a line in the log."""

from collections.abc import Callable, Iterable
from time import perf_counter

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ahti.logs import current_request
from ahti.web.access import write_line
from ahti.web.facts import facts_of
from ahti.web.origins import OPEN, asks_for_permission, permit
from ahti.web.protection import PROTECTION
from ahti.web.rates.limits import said_of
from schema.errors import format_internal

# The status of a request and the seconds that it took.
Observe = Callable[[int, float], None]

_GONE = 499
_POLICY = b"content-security-policy"
_ALWAYS = (*PROTECTION, *OPEN)


class _Reply:
    """What goes out, and what has gone out so far: a request whose client went away has status 499."""

    __slots__ = ("_headers", "_scope", "_send", "size", "started", "status")

    def __init__(self, scope: Scope, send: Send, request_id: str) -> None:
        self._scope = scope
        self._send = send
        self._headers = (*_ALWAYS, (b"x-request-id", request_id.encode("ascii")))
        self.started = False
        self.status = _GONE
        self.size = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *self._missing(message["headers"]), *said_of(self._scope)]
            self.started = True
            self.status = message["status"]
        else:
            self.size += len(message.get("body", b""))
        await self._send(message)

    def _missing(self, headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
        """What every answer has. A page that says for itself what a browser may do with it is held to that alone."""
        if any(name == _POLICY for name, _ in headers):
            return [header for header in self._headers if header[0] != _POLICY]
        return self._headers


class Edge:
    """Wraps the whole application, in one layer: each costs every request some microseconds."""

    def __init__(self, app: ASGIApp, *, observe: Observe) -> None:
        self._app = app
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        request_id = facts_of(scope).request_id
        current_request.set(request_id)
        reply = _Reply(scope, send, request_id)
        try:
            await (permit if asks_for_permission(scope) else self._app)(scope, receive, reply.send)
        except Exception:  # whatever it is, the client is told its number; the server logs it
            if not reply.started:
                await _answer_unforeseen(scope, reply.send)
            raise
        finally:
            seconds = perf_counter() - started
            self._observe(reply.status, seconds)
            write_line(scope, status=reply.status, size=reply.size, seconds=seconds)


async def _answer_unforeseen(scope: Scope, send: Send) -> None:
    """Says nothing but the id; the server logs the traceback under it."""
    body = orjson.dumps({"errors": [format_internal(facts_of(scope))]})
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": body})
