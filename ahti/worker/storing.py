"""Knows the job of boats on unmarked ground: what is due is reminded of, what is overdue is told to staff."""

from ahti.worker.tasks import Task
from harbors.storage_notices.reminding import remind_of_some


async def remind_of_storage(task: Task) -> None:
    """The job ``REMIND_OF_STORAGE``: of each day once, also where a worker was killed in between."""
    tools, more = task.tools, True
    while more:
        async with task.unit_of_work() as connection:
            more = await remind_of_some(
                connection, public_url=tools.public_url, now=tools.clock.now(), chance=tools.chance
            )
    async with task.finishing():
        pass
