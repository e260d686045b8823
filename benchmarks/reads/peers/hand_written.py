"""Knows the limit: the five documents as SQL written by hand, in a bare ASGI route without GraphQL."""

from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from benchmarks.reads.peers import hand_written_sql as sql
from benchmarks.reads.peers.serving import arguments, serve_app

# A third faster on Q3 than plans that are made anew, and as fast on the others.
_SETTINGS = {"plan_cache_mode": "force_generic_plan"}
_FIRST = UUID(int=0)
_NOT_FOUND = [{"type": "http.response.start", "status": 404, "headers": []}, {"type": "http.response.body"}]

Ask = Callable[[dict[str, Any]], Awaitable[bytes]]


def main() -> None:
    given = arguments()
    serve_app(partial(open_app, given.url), given.port)


@asynccontextmanager
async def open_app(url: str) -> AsyncIterator["HandWritten"]:
    options = {"init": _text_as_bytes, "reset": _leave_as_is, "server_settings": _SETTINGS}
    async with asyncpg.create_pool(url, min_size=4, max_size=4, **options) as pool:
        yield HandWritten(pool)


class HandWritten:
    """One route: the body's ``operationName`` says which statement to run."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._answers: dict[str, Ask] = {
            "Q1": lambda _: pool.fetchval(sql.Q1),
            "Q2": lambda given: pool.fetchval(sql.Q2, _key(given["id"])),
            "Q3": lambda given: pool.fetchval(sql.Q3, given["w"], given["l"], _after(given.get("after"))),
            "Q4": lambda given: pool.fetchval(sql.Q4, _key(given["id"])),
            "Q5": lambda _: pool.fetchval(sql.Q5),
        }

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] != "/graphql" or scope["method"] != "POST":
            for message in _NOT_FOUND:
                await send(message)
            return
        asked = orjson.loads(await _body(receive))
        body = await self._answers[asked["operationName"]](asked.get("variables") or {})
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _body(receive: Any) -> bytes:
    message = await receive()
    body: bytes = message["body"]
    while message["more_body"]:
        message = await receive()
        body += message["body"]
    return body


def _key(identifier: str) -> UUID:
    return UUID(urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4))[-36:].decode())


def _after(cursor: str | None) -> UUID:
    return UUID(cursor) if cursor else _FIRST


async def _text_as_bytes(connection: Any) -> None:
    """The answer goes out as it comes in: nothing is decoded and encoded again."""
    await connection.set_type_codec("text", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary")


async def _leave_as_is(_connection: Any) -> None:
    """A read leaves nothing behind, so the round trip of a reset is saved."""


if __name__ == "__main__":
    main()
