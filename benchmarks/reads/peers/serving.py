"""Knows what the peers in Python have in common: the command line, and uvicorn at its fastest."""

import argparse
import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import uvicorn

OpenApp = Callable[[], AbstractAsyncContextManager[Any]]


def arguments() -> argparse.Namespace:
    """``--url`` of the database, ``--port`` to serve POST /graphql at, and whether ``--raise-limits`` was said."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True, help="the PostgreSQL database to read")
    parser.add_argument("--port", required=True, type=int, help="the port of 127.0.0.1 to serve POST /graphql at")
    parser.add_argument("--raise-limits", action="store_true", help="answer what is larger than a stranger is given")
    return parser.parse_args()


def serve_app(open_app: OpenApp, port: int) -> None:
    """Serve an ASGI application for as long as it is open; it is opened in the loop that it runs in."""
    config = uvicorn.Config(
        "",
        host="127.0.0.1",
        port=port,
        http="httptools",
        loop="uvloop",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
    )

    async def run() -> None:
        async with open_app() as app:
            config.app = app
            await uvicorn.Server(config).serve()

    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(run())
