"""Knows how a job comes into the queue in the transaction of its cause, and out of it in the transaction of its effect.

A worker that is killed at any moment leaves a job either in the queue and without effect, or done and out of the queue.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from harbors.jobs.reads import STATEMENTS
from harbors.jobs.records import AWAITED, Job, JobId, WorkerId
from harbors.jobs.refusals import ClaimLost, job_not_held
from harbors.jobs.rules import MOST_LOSSES
from harbors.sql import Connection

_LOG_KEPT = timedelta(days=30)


async def put(
    connection: Connection, job: Job, ids: Mapping[str, str], *, key: str | None = None, due: datetime | None = None
) -> None:
    """Promise a job: it is there once this transaction is committed, and done some time after ``due``.

    While a job with the same ``key`` waits or runs, there is no second one. What somebody waits for goes first.
    """
    priority = int(job in AWAITED)
    await STATEMENTS.put_job.run(connection, kind=job, ids=json.dumps(dict(ids)), key=key, due=due, priority=priority)


async def lock_claim(connection: Connection, id: JobId, *, worker: WorkerId) -> None:
    """Keep others from picking the job until this transaction ends. Raises ``ClaimLost``."""
    if not await STATEMENTS.lock_claim.value(connection, id=id, worker=worker):
        raise ClaimLost


async def finish(connection: Connection, id: JobId, *, worker: WorkerId) -> None:
    """Take the job out of the queue, in the transaction of its effect. Raises ``ClaimLost``."""
    if await STATEMENTS.finish_job.value(connection, id=id, worker=worker) is None:
        raise ClaimLost


async def postpone(connection: Connection, id: JobId, *, worker: WorkerId, wait: timedelta, failure: str) -> None:
    """Have the job tried again after ``wait``; ``failure`` is kept as what went wrong."""
    await STATEMENTS.postpone_job.run(connection, id=id, worker=worker, wait=wait, failure=_told(failure))
    await STATEMENTS.tell_workers.run(connection)


async def hold(connection: Connection, id: JobId, *, worker: WorkerId, failure: str) -> None:
    """Have nobody try the job again until somebody has looked at it."""
    await STATEMENTS.hold_job.run(connection, id=id, worker=worker, failure=_told(failure))


async def give_back(connection: Connection, id: JobId, *, worker: WorkerId) -> None:
    """Have another worker do the job."""
    await STATEMENTS.give_back_job.run(connection, id=id, worker=worker)
    await STATEMENTS.tell_workers.run(connection)


async def be_alive(connection: Connection, worker: WorkerId) -> None:
    """Tell others that the worker lives, for as long as this session lasts."""
    await STATEMENTS.be_alive.run(connection, worker=worker)


async def free_orphans(connection: Connection) -> int:
    """Put the jobs of workers that are gone back into the queue; how many that were.

    It is no failed attempt; but a job that takes worker after worker with it is held in the end, too.
    """
    failure = _told("the worker was gone")
    freed = await STATEMENTS.free_orphans.rows(connection, most_losses=MOST_LOSSES, failure=failure)
    if freed:
        await STATEMENTS.tell_workers.run(connection)
    return len(freed)


async def retry(connection: Connection, id: JobId) -> None:
    """Have a held job tried again. Raises ``NotFound``."""
    if await STATEMENTS.retry_job.value(connection, id=id) is None:
        raise job_not_held(id)
    await STATEMENTS.tell_workers.run(connection)


async def put_tick(connection: Connection, job: Job, tick: datetime) -> bool:
    """Put a recurring job for the time at which it was due: once, however many workers ask; whether it was now.

    A tick that lies before the latest one is not made up for.
    """
    is_new: bool | None = await STATEMENTS.tick.value(connection, name=job, tick=tick)
    if is_new:
        await put(connection, job, {}, key=f"{job} {tick.isoformat()}")
    return bool(is_new)


async def trim_log(connection: Connection, *, now: datetime) -> None:
    """Forget what became of jobs that were done long ago."""
    await STATEMENTS.trim_job_log.run(connection, before=now - _LOG_KEPT)


def _told(failure: str) -> str:
    """As text of JSON, which cannot hold the character 0."""
    return json.dumps({"message": failure.replace("\0", "")})
