"""Knows how the peers of other libraries are run: one pool of connections that read as Ahti's do, one route."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from benchmarks.reads.peers.serving import arguments, serve_app
from benchmarks.reads.peers.shared_catalogue import Catalogue

POOL_SIZE = 10
SESSION = {"role": "ahti_read", "default_transaction_read_only": "on", "application_name": "peer"}

MakeApp = Callable[[Catalogue], ASGIApp]


def serve(make_app: MakeApp) -> None:
    """Serve what ``make_app`` makes at /graphql, as ``--url`` and ``--port`` say."""
    given = arguments()

    @asynccontextmanager
    async def opened() -> AsyncIterator[Starlette]:
        async with asyncpg.create_pool(
            given.url, min_size=POOL_SIZE, max_size=POOL_SIZE, reset=_leave_as_is, server_settings=SESSION
        ) as pool:
            yield Starlette(routes=[Route("/graphql", make_app(Catalogue(pool)), methods=["POST"])])

    serve_app(opened, given.port)


async def _leave_as_is(_connection: Any) -> None:
    """A read leaves nothing behind in its session, so the round trip of a reset is saved, as Ahti saves it."""
