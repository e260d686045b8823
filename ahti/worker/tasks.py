"""Knows what a handler is given: one job, and transactions in which it cannot be taken away or done twice."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from ahti.clock import Clock
from ahti.db import Database
from ahti.gateways.mail.carriers import Carriers
from ahti.gateways.payments.records import Gateways
from ahti.public import LOCAL
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, Principal
from harbors.beacons.records import BeaconSource
from harbors.chance import Chance
from harbors.jobs.commands import finish, lock_claim
from harbors.jobs.records import JobId, WorkerId
from harbors.sql import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What handlers work with; ``beacons`` are the sources that the rules of rounds may name.

    ``gateways`` are those that take money; ``public_url`` is where they, and the links in mail, find us.
    """

    database: Database
    clock: Clock
    chance: Chance
    carriers: Carriers
    beacons: Sequence[BeaconSource] = ()
    gateways: Gateways = field(default_factory=dict)
    public_url: str = LOCAL.url


class NeverFinished(Exception):
    """A handler has ended without the transaction of its effect: a fault in our own code."""


@dataclass(slots=True, kw_only=True)
class Task:
    """A job that a worker has picked; ``finished`` once it is out of the queue."""

    id: JobId
    worker: WorkerId
    ids: Mapping[str, str]
    tools: Tools
    finished: bool = False

    @asynccontextmanager
    async def unit_of_work(self, principal: Principal | None = None) -> AsyncIterator[Connection]:
        """A transaction on the way to the effect: of the system, or of whoever asked. Raises ``ClaimLost``."""
        async with self.tools.database.unit_of_work(principal or NOBODY) as connection:
            if principal is None:
                await act_as_system(connection)
            await lock_claim(connection, self.id, worker=self.worker)
            yield connection

    @asynccontextmanager
    async def finishing(self) -> AsyncIterator[Connection]:
        """The transaction of the effect, which takes the job out of the queue. Raises ``ClaimLost``."""
        async with self.unit_of_work() as connection:
            yield connection
            await finish(connection, self.id, worker=self.worker)
        self.finished = True


# Does a job: at the end it has been in ``finishing`` once. It may be cut off anywhere, and is begun again then.
Handler = Callable[[Task], Awaitable[None]]


def in_one_transaction(act: Callable[[Connection, Task], Awaitable[None]]) -> Handler:
    """A handler for what needs nobody but the database."""

    async def handle(task: Task) -> None:
        async with task.finishing() as connection:
            await act(connection, task)

    return handle
