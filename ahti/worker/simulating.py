"""Knows how the odds of one round are worked out: read, simulated on a thread outside any transaction, kept."""

import asyncio
from uuid import UUID

from ahti.worker.tasks import Task
from harbors.odds.commands import keep_odds, standing_round
from harbors.odds.simulating import odds_of
from harbors.rounds.records import RoundId


async def simulate_odds(task: Task) -> None:
    """The job ``SIMULATE_ODDS``, of the id ``round``. A round that is frozen meanwhile keeps the odds that it had."""
    as_of = task.tools.clock.now()
    async with task.unit_of_work() as connection:
        standing = await standing_round(connection, RoundId(UUID(task.ids["round"])))
    odds = None if standing is None else await asyncio.to_thread(odds_of, standing)
    async with task.finishing() as connection:
        if odds is not None:
            await keep_odds(connection, odds, as_of=as_of)
