"""Knows how exchanges are looked for: a look at the market, the engine beside the loop, and what it finds proposed."""

import asyncio
from uuid import UUID

from ahti.worker.tasks import Task
from harbors.exchanges.rules import find_cycles
from harbors.exchanges.searching import open_market, propose
from harbors.places.records import ProviderId


async def search_exchanges(task: Task) -> None:
    """The job ``SEARCH_EXCHANGES``, of the id ``provider``. What has changed since the look is not proposed."""
    provider_id, tools = ProviderId(UUID(task.ids["provider"])), task.tools
    async with task.unit_of_work() as connection:
        market = await open_market(connection, provider_id, now=tools.clock.now())
    cycles = () if market is None else await asyncio.to_thread(find_cycles, market)
    async with task.finishing() as connection:
        await propose(connection, cycles, provider_id=provider_id, now=tools.clock.now(), chance=tools.chance)
