"""Recurring jobs are put once a tick, by however many workers, also when nobody was there at the time."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from ahti.gateways.mail.carriers import Carriers
from ahti.worker.handlers import HANDLERS
from ahti.worker.meter import JobMeter
from ahti.worker.tasks import Tools
from ahti.worker.timetable import Rounds
from harbors.jobs.commands import put, trim_log
from harbors.jobs.records import TIMETABLE, Daily, Every, Job, Recurrence
from tests.clocks import StoppedClock
from tests.integration.jobs.conftest import NOTHING_LEFT, Working, until

EVERY_HOUR = {Job.TRIM_JOB_LOG: Every(interval=timedelta(hours=1))}
NIGHTLY = {Job.FORGET_MESSAGES: Daily(at=time(3, 20))}
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def rounds_of(database: Database, clock: StoppedClock, timetable: Mapping[Job, Recurrence]) -> Rounds:
    tools = Tools(database=database, clock=clock, chance=SystemChance(), carriers=Carriers())
    return Rounds(tools, JobMeter(), timetable)


async def put_so_far(superuser: Any) -> list[str]:
    rows = await superuser.fetch("SELECT dedupe_key FROM pgqueuer ORDER BY id")
    return [row["dedupe_key"] for row in rows]


async def test_each_tick_is_put_once_however_many_workers_look(database: Database, superuser: Any) -> None:
    clock = StoppedClock(NOON)
    workers = [rounds_of(database, clock, EVERY_HOUR) for _ in range(6)]
    for _ in range(3):
        for minutes in (0, 1, 29):
            clock.move(minutes=minutes)
            await asyncio.gather(*(worker.once() for worker in workers))
        clock.move(minutes=30)
    expected = [f"TRIM_JOB_LOG 2026-11-24T{hour}:00:00+00:00" for hour in (12, 13, 14)]
    assert await put_so_far(superuser) == expected


async def test_tick_is_not_put_again_after_its_job_was_done(database: Database, superuser: Any) -> None:
    clock = StoppedClock(NOON)
    await rounds_of(database, clock, EVERY_HOUR).once()
    await superuser.execute("DELETE FROM pgqueuer")
    clock.move(minutes=59)
    await rounds_of(database, clock, EVERY_HOUR).once()
    assert await put_so_far(superuser) == []


async def test_of_ticks_that_were_missed_the_latest_is_made_up_for(database: Database, superuser: Any) -> None:
    clock = StoppedClock(NOON)
    await rounds_of(database, clock, NIGHTLY).once()
    clock.move(days=5)
    await rounds_of(database, clock, NIGHTLY).once()
    days = ("24", "29")
    assert await put_so_far(superuser) == [f"FORGET_MESSAGES 2026-11-{day}T01:20:00+00:00" for day in days]


async def test_clock_that_is_put_back_repeats_nothing(database: Database, superuser: Any) -> None:
    clock = StoppedClock(NOON)
    await rounds_of(database, clock, EVERY_HOUR).once()
    clock.move(hours=-3)
    await rounds_of(database, clock, EVERY_HOUR).once()
    assert len(await put_so_far(superuser)) == 1


async def test_whatever_recurs_is_done_by_the_real_handlers(
    database: Database, working: Working, superuser: Any
) -> None:
    await rounds_of(database, StoppedClock(NOON), TIMETABLE).once()
    assert len(await put_so_far(superuser)) == len(TIMETABLE)
    async with working(HANDLERS):
        await until(superuser, NOTHING_LEFT)


async def test_old_lines_of_the_log_go_and_those_of_jobs_that_are_there_stay(
    database: Database, superuser: Any
) -> None:
    async with database.unit_of_work() as connection:
        for name in ("done", "held"):
            await put(connection, Job.SEND_MESSAGE, {"name": name})
    await superuser.execute("DELETE FROM pgqueuer WHERE id = 1; UPDATE pgqueuer SET status = 'failed'")
    for days, left in ((29, [1, 2]), (31, [2])):
        async with database.unit_of_work() as connection:
            await trim_log(connection, now=SystemClock().now() + timedelta(days=days))
        rows = await superuser.fetch("SELECT job_id FROM pgqueuer_log ORDER BY job_id")
        assert [row["job_id"] for row in rows] == left
