"""Knows how the unlucky of a round are carried into the next: one in each transaction, so that a restart goes on."""

from uuid import UUID

from ahti.worker.tasks import Task
from harbors.applications.carrying import carry, unlucky_before
from harbors.rounds.records import RoundId


async def carry_applications(task: Task) -> None:
    """The job ``CARRY_APPLICATIONS``, into a ``round``: whom it carried is noted, and not there again."""
    now, chance = task.tools.clock.now(), task.tools.chance
    round_id = RoundId(UUID(task.ids["round"]))
    async with task.unit_of_work() as connection:
        unlucky = await unlucky_before(connection, round_id)
    for id in unlucky:
        async with task.unit_of_work() as connection:
            await carry(connection, id, round_id, now=now, chance=chance)
    async with task.finishing():
        pass
