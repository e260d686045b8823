"""Knows how Ahti itself is measured: the application as it is served, on a database that is there already."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from graphql import GraphQLSchema

from ahti.clock import SystemClock
from ahti.db import Database
from ahti.service import context_opener, readiness_of
from ahti.web.app import Service, create_app
from ahti.web.server import fastest_loop, open_socket, serve
from benchmarks.reads.peers.serving import arguments
from schema import extent
from schema.document_cache import Documents
from schema.execution import ReferenceExecutor
from schema.reads.running import compiled
from schema.root import build

OpenService = Callable[[str, GraphQLSchema], AbstractAsyncContextManager[Service]]

# Every berth of ten catalogues is more than a stranger is given at once; here it is weighed all the same, and given.
_EVERYTHING = 10_000_000
# Two of those at once leave the database waiting for whoever reads; a stranger would be told that it took too long.
_LONG_MS = 600_000


def serve_ahti(open_service: OpenService) -> None:
    """Serve what ``open_service`` opens, through the whole of the web application."""
    given = arguments()
    if given.raise_limits:
        extent.MOST_VALUES = compiled.MOST_COST = _EVERYTHING

    async def run() -> None:
        async with open_service(given.url, build()) as service:
            await serve(create_app(service), listener)

    with open_socket("127.0.0.1", given.port) as listener, asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(run())


def serve_resolvers(make_documents: Callable[[GraphQLSchema], Documents]) -> None:
    """Serve the schema through its own resolvers alone: graphql-core runs every request."""
    open_database = partial(Database.open, statement_timeout_ms=_LONG_MS) if arguments().raise_limits else Database.open

    @asynccontextmanager
    async def open_resolvers(url: str, schema: GraphQLSchema) -> AsyncIterator[Service]:
        async with open_database(url) as database:
            opener = context_opener(database, SystemClock())
            executor = ReferenceExecutor(schema, opener, documents=make_documents(schema))
            yield Service(executor=executor, is_ready=readiness_of(database))

    serve_ahti(open_resolvers)
