"""Knows how differences that are not paid are looked at: one in each transaction, so that a restart goes on."""

from ahti.worker.tasks import Task
from harbors.switching.dues import dues_to_look_at, look_at_due


async def look_at_switch_dues(task: Task) -> None:
    """The job ``LOOK_AT_SWITCH_DUES``: who was reminded, or is on the list of staff, is not looked at again."""
    now, chance = task.tools.clock.now(), task.tools.chance
    async with task.unit_of_work() as connection:
        orders = await dues_to_look_at(connection, now=now)
    for id in orders:
        async with task.unit_of_work() as connection:
            await look_at_due(connection, id, now=now, chance=chance)
    async with task.finishing():
        pass
