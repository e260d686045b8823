"""Knows how the service is opened on a database: its pools, what resolvers are given, and whether it is ready."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from graphql import GraphQLSchema

from ahti.chance import SystemChance
from ahti.clock import Clock
from ahti.db import UNANSWERED, Database, DatabaseLost, Refusals
from ahti.revisions import REVISION, newest_revision
from ahti.web.app import Service
from ahti.web.health import IsReady
from harbors.sql import Row
from schema.context import Context
from schema.execution import ReferenceExecutor
from schema.requests import RequestFacts


@asynccontextmanager
async def open_service(
    url: str, *, schema: GraphQLSchema, clock: Clock, refusals: Refusals | None = None
) -> AsyncIterator[Service]:
    """The service on the database at ``url``; raises ``OperatorError`` where it must not serve."""
    async with Database.open(url, refusals=refusals) as database:
        executor = ReferenceExecutor(schema, context_opener(database, clock))
        yield Service(executor=executor, is_ready=readiness_of(database))


def context_opener(database: Database, clock: Clock) -> Callable[[RequestFacts], AbstractAsyncContextManager[Context]]:
    """What resolvers are given: connections are borrowed per statement and per transaction, none for a request."""

    async def fetch(query: str, *args: object) -> Sequence[Row]:
        async with database.reading() as connection:
            return await connection.fetch(query, *args)

    @asynccontextmanager
    async def open_context(facts: RequestFacts) -> AsyncIterator[Context]:
        yield Context(
            facts=facts, now=clock.now(), fetch=fetch, unit_of_work=database.unit_of_work, chance=SystemChance()
        )

    return open_context


def readiness_of(database: Database) -> IsReady:
    """Whether the database answers and is at the revision that this code is written for."""
    wanted = newest_revision()

    async def is_ready() -> bool:
        try:
            async with database.reading() as connection:
                return bool(await connection.fetchval(REVISION) == wanted)
        except (DatabaseLost, *UNANSWERED):
            return False

    return is_ready
