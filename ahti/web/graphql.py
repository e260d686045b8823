"""Knows GraphQL over HTTP: which requests reach an executor, and how its answers travel back."""

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from ahti.web.bodies import BodyLimits, Disconnected, read_body
from ahti.web.facts import facts_of, header
from ahti.web.negotiation import choose_media_type
from ahti.web.parameters import check_content_type, request_from_body, request_from_url
from ahti.web.refusals import Refusal
from schema.errors import format_refusal
from schema.requests import Answer, Executor, GraphQLRequest

JSON = "application/json"
GRAPHQL_RESPONSE = "application/graphql-response+json"
HTML = "text/html"
_METHODS = ("GET", "HEAD", "POST")


class GraphQLEndpoint:
    """A bare ASGI application: POST and GET at its path; a browser that comes by GET is given ``page``."""

    def __init__(self, executor: Executor, *, page: ASGIApp, path: str, limits: BodyLimits) -> None:
        self._executor = executor
        self._page = page
        self._path = path
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            media_type = self._negotiate(scope)
            if media_type == HTML:
                await self._page(scope, receive, send)
                return
            request = await self._read(scope, receive)
        except Refusal as refusal:
            await _send(send, refuse(refusal), choose_media_type(header(scope, b"accept"), [JSON, GRAPHQL_RESPONSE]))
        except Disconnected:
            return
        else:
            await _send(send, await self._executor.execute(request, facts_of(scope)), media_type)

    def _negotiate(self, scope: Scope) -> str:
        if scope["path"] != self._path:
            raise Refusal(404, "There is nothing here.")
        if scope["method"] not in _METHODS:
            raise Refusal(405, "GraphQL is asked by POST or GET.", headers=(("allow", ", ".join(_METHODS)),))
        offers = [JSON, GRAPHQL_RESPONSE] if scope["method"] == "POST" else [JSON, GRAPHQL_RESPONSE, HTML]
        media_type = choose_media_type(header(scope, b"accept"), offers)
        if media_type is None:
            raise Refusal(406, f"Answers come as {' or '.join(offers)}.")
        return media_type

    async def _read(self, scope: Scope, receive: Receive) -> GraphQLRequest:
        if scope["method"] != "POST":
            return request_from_url(scope["query_string"])
        check_content_type(header(scope, b"content-type"), header(scope, b"content-encoding"))
        return request_from_body(await read_body(scope, receive, self._limits))


def refuse(refusal: Refusal) -> Answer:
    """A refusal in the form that GraphQL gives to errors."""
    body = orjson.dumps({"errors": [format_refusal(refusal)]})
    return Answer(body=body, status=refusal.status, json_status=refusal.status, headers=refusal.headers)


async def _send(send: Send, answer: Answer, media_type: str | None) -> None:
    chosen = media_type or JSON
    status = answer.status if chosen == GRAPHQL_RESPONSE else answer.json_status
    headers = [
        ("content-type", f"{chosen}; charset=utf-8"),
        ("content-length", str(len(answer.body))),
        ("cache-control", "no-store"),
        *answer.headers,
    ]
    raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": answer.body})
