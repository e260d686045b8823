"""``ahti jobs ...``: staff look at jobs that are not done, and have held ones tried again."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from ahti.commandline.acts import as_json
from ahti.db import Database
from ahti.refusal import OperatorError
from ahti.running import migrated_database
from ahti.settings import Settings
from harbors.errors import HarborError
from harbors.jobs.commands import retry
from harbors.jobs.reads import list_jobs
from harbors.jobs.records import JobId, JobRow, JobStatus
from harbors.text import Language


class JobRefused(OperatorError):
    """What staff asked for cannot be."""


def register(subparsers: Any) -> list[ArgumentParser]:
    """Adds the parsers and gives those of the acts: each takes settings."""
    parser = subparsers.add_parser(
        "jobs",
        help="look at jobs that are not done",
        description="Lists jobs that are not done, and has held ones tried again. What an act came to is JSON.",
    )
    acts = parser.add_subparsers(metavar="ACT", required=True)
    listed = acts.add_parser("list", help="jobs that are not done, the oldest first")
    listed.add_argument("--held", action="store_true", help="only those that failed ten times and wait for you")
    listed.set_defaults(run=run, act=_list)
    retried = acts.add_parser("retry", help="have held jobs tried again")
    retried.add_argument("ids", metavar="ID", type=int, nargs="*", help="the number of a held job")
    retried.add_argument("--held", action="store_true", help="all that are held")
    retried.set_defaults(run=run, act=_retry)
    return [listed, retried]


def run(arguments: Namespace, settings: Settings) -> int:
    with migrated_database(settings) as url:
        answer = asyncio.run(_run(url, arguments))
    sys.stdout.write(as_json(answer))
    return 0


async def _run(url: str, arguments: Namespace) -> Any:
    async with Database.open(url, size=1) as database:
        try:
            return await arguments.act(database, arguments)
        except HarborError as error:
            raise JobRefused("\n".join(problem.in_language(Language.EN) for problem in error.problems)) from None


async def _list(database: Database, arguments: Namespace) -> Any:
    statuses = [JobStatus.HELD] if arguments.held else list(JobStatus)
    async with database.unit_of_work() as connection:
        return [_shown(job) for job in await list_jobs(connection, statuses)]


async def _retry(database: Database, arguments: Namespace) -> Any:
    """All of them or, when one is not held, none."""
    async with database.unit_of_work() as connection:
        held = [job.id for job in await list_jobs(connection, [JobStatus.HELD])] if arguments.held else []
        ids = [*held, *(JobId(id) for id in arguments.ids if id not in held)]
        for id in ids:
            await retry(connection, id)
    return {"retried": ids}


def _shown(job: JobRow) -> dict[str, object]:
    return {
        "id": job.id,
        "kind": job.kind,
        "status": job.status.name,
        "ids": dict(job.ids),
        "attempts": job.attempts,
        "createdAt": job.created_at.isoformat(),
        "dueAt": job.due_at.isoformat(),
        "lastError": job.last_error,
    }
