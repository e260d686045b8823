"""A worker process that renews leases at one price; it works until it is killed: ``python -m ... URL``."""

import asyncio
import sys
from datetime import timedelta
from functools import partial

from ahti.chance import SystemChance
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.gateways.mail.carriers import Carriers
from ahti.worker.renewing import renew_leases
from ahti.worker.running import Worker
from ahti.worker.tasks import Tools
from harbors.jobs.records import Job
from tests.clocks import StoppedClock
from tests.integration.renewals.conftest import SENT, flat


async def work(url: str) -> None:
    """Do nothing else than renewals, in December."""
    async with Database.open(url, size=4, refusals=REFUSALS) as database:
        tools = Tools(database=database, clock=StoppedClock(SENT), chance=SystemChance(), carriers=Carriers())
        worker = Worker(url, tools, handlers={Job.RENEW_LEASES: partial(renew_leases, prices=flat)})
        worker.attempts.wait = lambda _attempt: timedelta(0)
        worker.rounds.timetable = {}
        await worker.run(asyncio.Event(), on_working=lambda: None)


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1]))
