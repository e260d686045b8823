"""Knows how jobs that are not done are looked up."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from harbors.jobs.records import JobId, JobRow, JobStatus
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class JobCount:
    """How many jobs of a kind stand where, and since when the oldest of those that are due has waited."""

    kind: str
    status: JobStatus
    count: int
    due_since: datetime | None


async def list_jobs(connection: Connection, statuses: Iterable[JobStatus] = JobStatus) -> Sequence[JobRow]:
    """The oldest thousand jobs that stand so."""
    rows = await STATEMENTS.list_jobs.rows(connection, statuses=list(statuses), most=_MOST)
    return [_job(row) for row in rows]


async def count_jobs(connection: Connection) -> Sequence[JobCount]:
    """All jobs, by kind and status."""
    return [
        JobCount(row["kind"], JobStatus(row["status"]), row["count"], row["due_since"])
        for row in await STATEMENTS.count_jobs.rows(connection)
    ]


def _job(row: Row) -> JobRow:
    return JobRow(
        id=JobId(row["id"]),
        kind=row["kind"],
        status=JobStatus(row["status"]),
        ids=json.loads(row["ids"]),
        attempts=row["attempts"],
        created_at=row["created_at"],
        due_at=row["due_at"],
        last_error=row["last_error"],
    )
