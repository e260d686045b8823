"""Knows how tests that are not asynchronous themselves ask PostgreSQL."""

import asyncio
from typing import Any

import asyncpg


class Asked:
    """A connection with an event loop of its own."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._connection = self._runner.run(asyncpg.connect(url))

    def rows(self, statement: str, *values: object) -> list[Any]:
        return list(self._runner.run(self._connection.fetch(statement, *values)))

    def close(self) -> None:
        self._runner.run(self._connection.close())
        self._runner.close()
