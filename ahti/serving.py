"""Knows how the service runs on a port, from the first connection to the orderly stop."""

import asyncio
import socket
from collections.abc import Callable

from graphql import GraphQLSchema

from ahti.clock import SystemClock
from ahti.constraints import REFUSALS
from ahti.service import open_service
from ahti.web.app import create_app
from ahti.web.server import fastest_loop, serve


def serve_database(
    url: str,
    listener: socket.socket,
    schema: GraphQLSchema,
    *,
    on_listening: Callable[[], None],
) -> None:
    """Serve the database at ``url`` until SIGINT or SIGTERM, then close ``listener``.

    Raises ``OperatorError`` where it must not serve. Runs an event loop of its own: call it outside one.
    """

    async def run() -> None:
        async with open_service(url, schema=schema, refusals=REFUSALS, clock=SystemClock()) as service:
            await serve(create_app(service), listener, on_listening=on_listening)

    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(run())
