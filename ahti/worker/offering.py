"""Knows the jobs of offers: what a round gave is offered, what is due is reminded of, what is over expires."""

from uuid import UUID

from ahti.worker.tasks import Task
from harbors.allocations.records import DrawId
from harbors.offers.closing import expire_offer, offers_over
from harbors.offers.pricing import Pricing
from harbors.offers.quoting import prices_of
from harbors.offers.reminding import remind_of_some
from harbors.offers.winning import FIRST, offer_to_some


async def make_offers(task: Task, *, pricing: Pricing = prices_of) -> None:
    """The job ``MAKE_OFFERS``, of a ``draw``: some in each transaction; nobody is made two offers."""
    draw_id, tools = DrawId(UUID(task.ids["draw"])), task.tools
    after: UUID | None = FIRST
    while after is not None:
        async with task.unit_of_work() as connection:
            after = await offer_to_some(
                connection,
                draw_id,
                after=after,
                pricing=pricing,
                public_url=tools.public_url,
                now=tools.clock.now(),
                chance=tools.chance,
            )
    async with task.finishing():
        pass


async def remind_of_offers(task: Task) -> None:
    """The job ``REMIND_OF_OFFERS``: of each day once, also where a worker was killed in between."""
    tools, more = task.tools, True
    while more:
        async with task.unit_of_work() as connection:
            more = await remind_of_some(
                connection, public_url=tools.public_url, now=tools.clock.now(), chance=tools.chance
            )
    async with task.finishing():
        pass


async def expire_offers(task: Task) -> None:
    """The job ``EXPIRE_OFFERS``: each in a transaction of its own, so that nobody waits long for what it holds."""
    now, chance = task.tools.clock.now(), task.tools.chance
    while True:
        async with task.unit_of_work() as connection:
            ids = await offers_over(connection, now=now)
        ended = 0
        for id in ids:
            async with task.unit_of_work() as connection:
                ended += await expire_offer(connection, id, now=now, chance=chance)
        if not ended:
            break
    async with task.finishing():
        pass
