"""A worker on a database of the test's own, and jobs whose effect can be counted."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from ahti.chance import SystemChance
from ahti.clock import Clock, SystemClock
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.gateways.mail.carriers import Carriers
from ahti.worker.running import Worker
from ahti.worker.tasks import Handler, Task, Tools
from harbors.jobs.records import Job
from harbors.sql import Connection

# The job that tests do: which it is does not matter to the queue.
KIND = Job.SEND_MESSAGE
_NOTE = "INSERT INTO effects (name) VALUES ($1)"

Working = Callable[..., AbstractAsyncContextManager[Worker]]


@pytest.fixture
async def superuser(server: EmbeddedPostgres, database_name: str) -> AsyncIterator[Any]:
    """Somebody from whom nothing is hidden; there is a table of effects."""
    connection = await asyncpg.connect(server.url(role="postgres", database=database_name))
    await connection.execute("CREATE TABLE effects (name text NOT NULL); GRANT SELECT, INSERT ON effects TO ahti_app")
    yield connection
    await connection.close()


async def note(connection: Connection, task: Task) -> None:
    """The effect of a job: a line in the table of effects."""
    await connection.execute(_NOTE, task.ids["name"])


@pytest.fixture
def working(database: Database, database_url: str, superuser: Any) -> Working:
    """Runs a worker while the block runs; what fails is tried again at once."""
    return working_on(database, database_url)


def working_on(database: Database, database_url: str) -> Working:
    """The same on any database."""

    @asynccontextmanager
    async def run(
        handlers: Mapping[Job, Handler], *, clock: Clock | None = None, carriers: Carriers | None = None
    ) -> AsyncIterator[Worker]:
        tools = Tools(
            database=database,
            clock=clock or SystemClock(),
            chance=SystemChance(),
            carriers=carriers or Carriers(),
        )
        worker = Worker(database_url, tools, handlers=handlers)
        worker.attempts.wait = lambda _attempt: timedelta(0)
        worker.rounds.timetable = {}
        end, begun = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(worker.run(end, on_working=begun.set))
        await asyncio.wait_for(begun.wait(), 20)
        try:
            yield worker
        finally:
            end.set()
            await task

    return run


async def effects(superuser: Any) -> list[str]:
    """All effects so far, in order."""
    return [row["name"] for row in await superuser.fetch("SELECT name FROM effects ORDER BY name")]


async def until(superuser: Any, condition: str, *args: object) -> None:
    """Wait until a condition of the database holds."""
    async with asyncio.timeout(30):
        while not await superuser.fetchval(f"SELECT {condition}", *args):
            await superuser.execute("SELECT pg_sleep(0.02)")


NOTHING_LEFT = "NOT EXISTS (SELECT FROM pgqueuer)"
