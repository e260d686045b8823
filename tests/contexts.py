"""Knows what resolvers are given in tests that have no database."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from ahti.chance import SystemChance
from harbors.sql import Connection, Row
from schema.context import Context
from schema.requests import RequestFacts
from tests.clocks import StoppedClock


@asynccontextmanager
async def without_database(facts: RequestFacts) -> AsyncIterator[Context]:
    """What is known of the request, and nothing that could be read or done."""
    yield Context(
        facts=facts,
        now=StoppedClock().now(),
        fetch=_fetch,
        fetch_own=_fetch,
        unit_of_work=_unit_of_work,
        chance=SystemChance(),
    )


async def _fetch(query: str, *args: object) -> Sequence[Row]:
    raise AssertionError("there is no database")


def _unit_of_work() -> AbstractAsyncContextManager[Connection]:
    raise AssertionError("there is no database")
