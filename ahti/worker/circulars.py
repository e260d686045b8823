"""Knows the job that writes to many tenants: some letters in each transaction, each once."""

from uuid import UUID

from ahti.worker.tasks import Task
from harbors.circulars.commands import write_some
from harbors.circulars.records import CircularId


async def write_circular(task: Task) -> None:
    """The job ``WRITE_CIRCULAR``, of a ``circular``; cut off anywhere it goes on with what is left."""
    id, clock, chance = CircularId(UUID(task.ids["circular"])), task.tools.clock, task.tools.chance
    more = True
    while more:
        async with task.unit_of_work() as connection:
            more = await write_some(connection, id, now=clock.now(), chance=chance)
    async with task.finishing():
        pass
