"""Knows pgqueuer's queue as our workers use it: what becomes of a job is written only by the worker whose job it is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.models import Job as PickedJob
from pgqueuer.domain.models import TracebackRecord
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import JOB_STATUS, Channel

from ahti.db import Database
from harbors.jobs.commands import give_back, hold, postpone
from harbors.jobs.records import JobId, WorkerId

CHANNEL = Channel("ch_pgqueuer")
# Said in full, so that no variable of the environment renames anything.
NAMES = DBSettings(
    prefix="",
    db_schema=None,
    channel=CHANNEL,
    function="fn_pgqueuer_changed",
    statistics_table="pgqueuer_statistics",
    queue_status_type="pgqueuer_status",
    queue_table="pgqueuer",
    queue_table_log="pgqueuer_log",
    trigger="tg_pgqueuer_changed",
    schedules_table="pgqueuer_schedules",
)

Ended = tuple[PickedJob, JOB_STATUS, TracebackRecord | None]


@dataclass
class OwnQueue(Queries):
    """The queue on one connection; ``database`` is for what is written."""

    database: Database | None = None

    @classmethod
    def on(cls, connection: Any, database: Database) -> "OwnQueue":
        return cls(
            AsyncpgDriver(connection),
            qbe=QueryBuilderEnvironment(NAMES),
            qbq=QueryQueueBuilder(NAMES),
            qbs=QuerySchedulerBuilder(NAMES),
            database=database,
        )

    async def log_jobs(self, job_status: list[Ended]) -> None:
        """Hold what has failed for good, give back what was cut off; what is done has left the queue already."""
        assert self.database is not None
        for job, status, trace in job_status:
            id, worker = owned(job)
            async with self.database.unit_of_work() as connection:
                if status == "failed":
                    await hold(connection, id, worker=worker, failure=_reason(trace))
                elif status == "canceled":
                    await give_back(connection, id, worker=worker)

    async def retry_job(self, job: PickedJob, delay: timedelta, traceback_record: TracebackRecord | None) -> None:
        """Have the job tried again."""
        assert self.database is not None
        id, worker = owned(job)
        async with self.database.unit_of_work() as connection:
            await postpone(connection, id, worker=worker, wait=delay, failure=_reason(traceback_record))


def owned(job: PickedJob) -> tuple[JobId, WorkerId]:
    """A picked job's id, and whose it is."""
    assert job.queue_manager_id is not None
    return JobId(job.id), WorkerId(job.queue_manager_id)


def _reason(trace: TracebackRecord | None) -> str:
    return trace.exception_message if trace else "no reason was given"
