"""Knows how tests that are not asynchronous themselves ask PostgreSQL."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import asyncpg

from harbors.places.commands import load_catalogue
from harbors.places.figures import Difference, differing_figures
from harbors.places.records import Catalogue


class Asked:
    """A connection with an event loop of its own."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._connection = self._runner.run(asyncpg.connect(url))

    def rows(self, statement: str, *values: object) -> list[Any]:
        return list(self._runner.run(self._connection.fetch(statement, *values)))

    def load(self, catalogue: Catalogue) -> None:
        self._runner.run(load_catalogue(self._connection, catalogue, now=datetime(2026, 11, 24, tzinfo=UTC)))

    def differing_figures(self) -> list[Difference]:
        return self._runner.run(differing_figures(self._connection))

    def close(self) -> None:
        self._runner.run(self._connection.close())
        self._runner.close()
