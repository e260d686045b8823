"""Knows the worker's round: put what has become due, free the jobs of workers that are gone, look at the queue."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from ahti.worker.meter import JobMeter
from ahti.worker.tasks import Tools
from harbors.jobs.commands import free_orphans, put_tick
from harbors.jobs.reads import count_jobs
from harbors.jobs.records import TIMETABLE, Job, Recurrence
from harbors.jobs.rules import latest_tick

SECONDS_A_ROUND = 1.0
ROUNDS_A_COUNT = 10


@dataclass(slots=True)
class Rounds:
    """The rounds of one worker; ``put`` is what it knows to have been put, by itself or by another."""

    tools: Tools
    meter: JobMeter
    timetable: Mapping[Job, Recurrence] = field(default_factory=lambda: TIMETABLE)
    put: dict[Job, datetime] = field(default_factory=dict)

    async def keep(self, end: asyncio.Event) -> None:
        """Go round until the end."""
        for number in count():
            if end.is_set():
                return
            await self.once(counting=number % ROUNDS_A_COUNT == 0)
            with suppress(TimeoutError):
                await asyncio.wait_for(end.wait(), SECONDS_A_ROUND)

    async def once(self, *, counting: bool = True) -> None:
        """One round, with a look at the whole queue if it is ``counting``. Raises what the database raises."""
        now = self.tools.clock.now()
        ticks = {job: latest_tick(recurrence, now=now) for job, recurrence in self.timetable.items()}
        for job, tick in ticks.items():
            if self.put.get(job) != tick:
                async with self.tools.database.unit_of_work() as connection:
                    await put_tick(connection, job, tick)
                self.put[job] = tick
        async with self.tools.database.unit_of_work() as connection:
            await free_orphans(connection)
            if counting:
                self.meter.counted(await count_jobs(connection), now=now)
