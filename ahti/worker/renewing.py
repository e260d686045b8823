"""Knows the job that renews the leases of a season: some in each transaction, until none is left."""

from uuid import UUID

from ahti.worker.tasks import Task
from harbors.offers.pricing import Pricing
from harbors.offers.quoting import prices_of
from harbors.renewals.commands import renew_some
from harbors.renewals.records import RunId


async def renew_leases(task: Task, *, prices: Pricing = prices_of) -> None:
    """The job ``RENEW_LEASES``, of a ``run``: whoever is killed goes on with the next; no lease is renewed twice."""
    id, tools, more = RunId(UUID(task.ids["run"])), task.tools, True
    while more:
        async with task.unit_of_work() as connection:
            more = await renew_some(
                connection,
                id,
                public_url=tools.public_url,
                now=tools.clock.now(),
                chance=tools.chance,
                prices=prices,
            )
    async with task.finishing():
        pass
