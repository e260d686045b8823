"""Knows how a worker runs: on a connection of its own to the queue, and on another when that breaks, until its end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import asyncpg
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import FailingListenerError

from ahti.losses import UNANSWERED, DatabaseLost
from ahti.worker.attempts import Attempts
from ahti.worker.handlers import HANDLERS
from ahti.worker.meter import JobMeter
from ahti.worker.queue import CHANNEL, OwnQueue
from ahti.worker.tasks import Handler, Tools
from ahti.worker.timetable import Rounds
from harbors.jobs.commands import be_alive
from harbors.jobs.records import Job, WorkerId

log = logging.getLogger(__name__)
# We say ourselves what becomes of jobs, and without tracebacks that quote them.
logging.getLogger("pgqueuer").setLevel(logging.CRITICAL)

JOBS_AT_ONCE = 10
_JOBS_A_LOOK = 5
_SECONDS_TO_CONNECT = 5.0
_SECONDS_A_LOOK = 30.0
# A worker that is gone is noticed by its session; this is for one that hangs.
_HEARTBEAT_TIMEOUT = timedelta(seconds=30)
# New jobs are told of; this is for what was not.
_LOOK_AGAIN = timedelta(seconds=5)
_SECONDS_UNTIL_ANOTHER = 1.0
_SECONDS_TO_FINISH = 5.0
_SECONDS_TO_STOP = 20.0


@dataclass(slots=True)
class Worker:
    """One worker on the database at ``url``. What it is given beside is for tests."""

    url: str
    tools: Tools
    meter: JobMeter = field(default_factory=JobMeter)
    handlers: Mapping[Job, Handler] = field(default_factory=lambda: HANDLERS)
    attempts: Attempts = field(init=False)
    rounds: Rounds = field(init=False)

    def __post_init__(self) -> None:
        self.attempts = Attempts(self.tools, self.meter)
        self.rounds = Rounds(self.tools, self.meter)

    async def run(self, end: asyncio.Event, *, on_working: Callable[[], None] = lambda: None) -> None:
        """Work until the end, and finish what is begun or give it back."""
        while not end.is_set():
            try:
                await self._work(end, on_working)
            except* (DatabaseLost, FailingListenerError, *UNANSWERED) as lost:
                log.warning("The worker has lost the database and tries again: %s", lost.exceptions[0])
            except* Exception:
                log.exception("The worker has failed and begins anew")
            with suppress(TimeoutError):
                await asyncio.wait_for(end.wait(), _SECONDS_UNTIL_ANOTHER)

    async def _work(self, end: asyncio.Event, on_working: Callable[[], None]) -> None:
        async with self._connected() as connection, asyncio.TaskGroup() as group:
            manager = QueueManager(OwnQueue.on(connection, self.tools.database), channel=CHANNEL)
            for kind, handler in self.handlers.items():
                make = partial(self.attempts.make, kind, handler)
                manager.entrypoint(kind.value, on_failure="hold", accepts_context=False)(make)
            connection.add_termination_listener(partial(self._let_go, manager))
            group.create_task(self._watch(manager, connection))
            await be_alive(connection, WorkerId(manager.queue_manager_id))
            group.create_task(self._pick(manager))
            group.create_task(self.rounds.keep(manager.shutdown))
            group.create_task(self._stop(manager, end))
            on_working()

    def _let_go(self, manager: QueueManager, _connection: Any) -> None:
        """Without its connection the worker counts as gone, and others do what it has begun."""
        if not manager.shutdown.is_set():
            log.warning("The worker has lost its connection to the queue and takes another")
        manager.shutdown.set()
        self.attempts.cut_off()

    async def _watch(self, manager: QueueManager, connection: Any) -> None:
        """A connection that breaks in the middle of an operation may tell no listener: so we look, too."""
        while not manager.shutdown.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(manager.shutdown.wait(), _SECONDS_UNTIL_ANOTHER)
            if connection.is_closed():
                self._let_go(manager, connection)

    async def _pick(self, manager: QueueManager) -> None:
        """Raises when the connection breaks; ends at the end."""
        try:
            await manager.run(
                dequeue_timeout=_LOOK_AGAIN,
                batch_size=_JOBS_A_LOOK,
                max_concurrent_tasks=JOBS_AT_ONCE,
                heartbeat_timeout=_HEARTBEAT_TIMEOUT,
                log_aggregation_interval=timedelta(0),
                shutdown_on_listener_failure=True,
            )
        finally:
            manager.shutdown.set()

    async def _stop(self, manager: QueueManager, end: asyncio.Event) -> None:
        """At the end nothing more is picked, and what runs has a while to finish."""
        waiting = [asyncio.create_task(event.wait()) for event in (end, manager.shutdown)]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
        manager.shutdown.set()
        if end.is_set():
            asyncio.get_running_loop().call_later(_SECONDS_TO_FINISH, self.attempts.cut_off)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        """A connection for the queue alone; the worker counts as alive for as long as it lasts."""
        connection = await asyncpg.connect(
            self.url,
            timeout=_SECONDS_TO_CONNECT,
            command_timeout=_SECONDS_A_LOOK,
            server_settings={"application_name": "ahti worker"},
        )
        try:
            yield connection
        finally:
            connection.terminate()


@asynccontextmanager
async def working_beside(worker: Worker) -> AsyncIterator[None]:
    """Work for as long as the block runs."""
    end = asyncio.Event()
    running = asyncio.create_task(worker.run(end))
    try:
        yield
    finally:
        await stop(running, end)


async def stop(running: "asyncio.Task[None]", end: asyncio.Event) -> None:
    """Tell a worker to stop, and wait for it; not for ever, should the database not answer any more."""
    end.set()
    await asyncio.wait([running], timeout=_SECONDS_TO_STOP)
    if running.cancel():
        log.warning("The worker does not stop and is left: others do what it has begun")
    await asyncio.wait([running])
