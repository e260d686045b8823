"""Knows one attempt at a job: how it is begun for pgqueuer, what its end means, and how it is cut off."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter

import orjson
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job as PickedJob

from ahti.losses import DatabaseLost
from ahti.worker.meter import JobMeter
from ahti.worker.queue import owned
from ahti.worker.tasks import Handler, NeverFinished, Task, Tools
from harbors.jobs.commands import give_back, hold, postpone
from harbors.jobs.records import Job
from harbors.jobs.refusals import ClaimLost
from harbors.jobs.rules import is_last, wait_after

log = logging.getLogger(__name__)

SECONDS_A_JOB = 120.0
_LONGEST_REASON = 500


class Held(Exception):
    """The last attempt has failed."""


@dataclass(slots=True)
class Attempts:
    """All attempts of one worker. ``wait`` tells how long a job that failed has to wait after which attempt."""

    tools: Tools
    meter: JobMeter
    wait: Callable[[int], timedelta] = wait_after
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    async def make(self, kind: Job, handler: Handler, picked: PickedJob) -> None:
        """Try a job. Raises ``RetryRequested`` or ``Held`` where it failed, for pgqueuer to note."""
        started = perf_counter()
        try:
            await self._cuttable(handler, self._task(picked))
        except ClaimLost as left:
            log.warning("Job %s %s is left to others: %s", kind, picked.id, left)
        except DatabaseLost as lost:
            await self._note_loss(kind, picked, lost)
        except asyncio.CancelledError:
            await self._give_back(picked)
        except Exception as error:  # whatever it is, the job is tried again or held
            raise self._failure(kind, picked, error) from error
        else:
            self.meter.done(kind, perf_counter() - started)
            log.debug("Job %s %s is done", kind, picked.id)

    def cut_off(self) -> None:
        """End all attempts at once; their jobs are given back."""
        for task in self._running:
            task.cancel()

    def _task(self, picked: PickedJob) -> Task:
        id, worker = owned(picked)
        return Task(id=id, worker=worker, ids=orjson.loads(picked.payload or b"{}"), tools=self.tools)

    async def _cuttable(self, handler: Handler, task: Task) -> None:
        async def run() -> None:
            async with asyncio.timeout(SECONDS_A_JOB):
                await handler(task)
            if not task.finished:
                raise NeverFinished

        attempt = asyncio.create_task(run())
        self._running.add(attempt)
        try:
            await attempt
        finally:
            attempt.cancel()
            self._running.discard(attempt)

    def _failure(self, kind: Job, picked: PickedJob, error: Exception) -> RetryRequested | Held:
        attempt, reason = picked.attempts + 1, _reason(error)
        self.meter.failed(kind)
        if is_last(attempt):
            log.error("Job %s %s is held after attempt %s: %s", kind, picked.id, attempt, reason)
            return Held(reason)
        wait = self.wait(attempt)
        log.warning("Job %s %s has failed, attempt %s; the next in %s: %s", kind, picked.id, attempt, wait, reason)
        return RetryRequested(wait, reason)

    async def _note_loss(self, kind: Job, picked: PickedJob, lost: DatabaseLost) -> None:
        """Have the job tried again or held, if the database is there for that; else it is free when we are gone."""
        (id, worker), attempt, reason = owned(picked), picked.attempts + 1, _reason(lost)
        self.meter.failed(kind)
        log.warning("Job %s %s has lost the database, attempt %s: %s", kind, picked.id, attempt, reason)
        with suppress(DatabaseLost):
            async with self.tools.database.unit_of_work() as connection:
                if is_last(attempt):
                    await hold(connection, id, worker=worker, failure=reason)
                else:
                    await postpone(connection, id, worker=worker, wait=self.wait(attempt), failure=reason)

    async def _give_back(self, picked: PickedJob) -> None:
        id, worker = owned(picked)
        with suppress(DatabaseLost):
            async with self.tools.database.unit_of_work() as connection:
                await give_back(connection, id, worker=worker)


def _reason(error: Exception) -> str:
    """The first line: in the others a database quotes rows, and rows may be somebody's."""
    said = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {said}"[:_LONGEST_REASON]
