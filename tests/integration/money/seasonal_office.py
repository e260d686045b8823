"""The city's office on a moved clock: the real worker does what is due, staff and tenants act, money comes in."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from ahti.allocating import Allocating
from ahti.db import Database
from ahti.worker.handlers import HANDLERS
from ahti.worker.meter import JobMeter
from ahti.worker.running import Worker
from ahti.worker.timetable import Rounds
from harbors.access.commands import act_as_system
from harbors.allocations.batching import publish_batch
from harbors.allocations.records import DeclineReason
from harbors.applications.records import Submitted
from harbors.jobs.reads import STATEMENTS
from harbors.leases.records import LeaseId
from harbors.offers.answering import withdraw_application
from harbors.offers.closing import decline_offer
from harbors.orders.records import OrderId
from harbors.payments.reconciling import Report, reconcile
from harbors.payments.records import Method, Received
from harbors.payments.refunding import note_refund_paid
from harbors.settlements.commands import receive
from harbors.sql import Connection
from tests import harbor_town as at
from tests.cast import CAST
from tests.clocks import StoppedClock
from tests.drawing import RELEASER, RUNNER, published
from tests.integration.jobs.conftest import working_on
from tests.integration.money.mailbox import Mailbox
from tests.integration.money.seasonal_town import PEOPLE, ROUND, address, apply, furnish, organisation
from tests.signed_in import CHANCE

_HOUR = timedelta(hours=1)
# The queue goes by the database's clock: what lies ahead of that, and not of ours, is due.
_DUE = "UPDATE pgqueuer SET execute_after = now() WHERE execute_after > now() AND execute_after <= $1 RETURNING id"
_LEFT = "SELECT entrypoint, status FROM pgqueuer WHERE execute_after <= now() OR execute_after <= $1"
# Of whom the newest order is, with what is to be paid for it.
_TO_PAY = """
    SELECT orders.id, (SELECT sum(amount) FROM order_lines WHERE order_id = orders.id) AS total
    FROM orders WHERE payer_email = $1 ORDER BY created_at DESC, status DESC LIMIT 1
"""
_LEASE = "SELECT id FROM leases WHERE tenant_email = $1 AND status = 'ACTIVE' AND season_starts = $2"
_HOLDERS = """
    SELECT coalesce(lease.tenant_email, held.kind) AS holder
    FROM occupancies AS held LEFT JOIN leases AS lease ON lease.occupancy_id = held.id
    WHERE held.state = 'HOLDING' AND held.period @> $1::timestamptz
"""
_OWED = """
    SELECT refunds.id, orders.payer_email, refunds.amount FROM refunds JOIN orders ON orders.id = refunds.order_id
    WHERE refunds.status = 'OWED' ORDER BY refunds.created_at
"""


@dataclass(slots=True)
class Office:
    """Nobody but the worker runs what a job does."""

    database: Database
    clock: StoppedClock
    rounds: Rounds
    mailbox: Mailbox
    applied: Mapping[str, Submitted]

    async def passes(self, *, to: datetime) -> None:
        """It is then: all that is due by then is done, and an hour later all is looked at again."""
        for time in (to, to + _HOUR):
            self.clock.time = time
            await self.rounds.once(counting=False)
            await self.done()

    async def done(self) -> None:
        """Whatever was put is done, and what was written is read."""
        left: Any = None
        try:
            async with asyncio.timeout(20):
                while left := await self._left():  # noqa: ASYNC110 - the queue is a table, and tells nobody here
                    await asyncio.sleep(0.005)  # the worker works: it is asked again
        except TimeoutError:
            raise AssertionError(f"not done: {left}") from None
        await self.mailbox.collect()

    async def _left(self) -> list[Any]:
        now = self.clock.now()
        async with self.acting() as connection:
            if await connection.fetch(_DUE, now):
                await STATEMENTS.tell_workers.run(connection)
            return list(await connection.fetch(_LEFT, now))

    async def asked(self, query: str, *values: object) -> list[Any]:
        async with self.acting() as connection:
            return list(await connection.fetch(query, *values))

    @asynccontextmanager
    async def acting(self, who: str | None = None) -> AsyncIterator[Connection]:
        """A transaction of one of the cast, of the system unless said."""
        async with self.database.unit_of_work(CAST[who or "nobody"]) as connection:
            if who is None:
                await act_as_system(connection)
            yield connection

    async def pay(self, name: str) -> Decimal:
        """The money for the newest order of somebody comes to the city's account; how much that is."""
        [row] = await self.asked(_TO_PAY, address(name))
        key = f"{row['id']} {self.clock.now().isoformat()}"
        money = Received(order_id=OrderId(row["id"]), method=Method.BANK, amount=row["total"], transaction_id=key)
        async with self.database.unit_of_work() as connection:
            await receive(connection, money, now=self.clock.now(), chance=CHANCE)
        await self.done()
        return money.amount

    async def decline(self, name: str) -> None:
        """Say no, by the capability of the application."""
        own = self.applied[name]
        [row] = await self.asked(
            "SELECT id FROM offers WHERE application_id = $1 AND status = 'OPEN'", own.application.id
        )
        async with self.database.unit_of_work() as connection:
            await decline_offer(
                connection,
                row["id"],
                token=own.edit_token,
                reason=DeclineReason.NOT_WANTED,
                now=self.clock.now(),
                chance=CHANCE,
            )
        await self.done()

    async def withdraw(self, name: str) -> None:
        """Take the application back, with what is offered."""
        own = self.applied[name]
        async with self.database.unit_of_work() as connection:
            await withdraw_application(
                connection,
                application_id=own.application.id,
                edit_token=own.edit_token,
                now=self.clock.now(),
                chance=CHANCE,
            )
        await self.done()

    async def batch(self) -> None:
        """Give what came free, and have a second person release it."""
        allocating = Allocating(working=self.database.unit_of_work, clock=self.clock, chance=CHANCE)
        await allocating.batch(ROUND.code, by=RUNNER)
        async with self.database.unit_of_work() as connection:
            await publish_batch(connection, ROUND.code, by=RELEASER, now=self.clock.now(), chance=CHANCE)
        await self.done()

    async def lease(self, name: str) -> LeaseId:
        """The lease of the season."""
        [row] = await self.asked(_LEASE, address(name), ROUND.season.starts)
        return LeaseId(row["id"])

    async def holders(self, at: datetime) -> list[str]:
        """Who has a place then, by address, once for each place; what holds one without a lease by its kind."""
        return [row["holder"] for row in await self.asked(_HOLDERS, at)]

    async def give_back(self) -> list[tuple[str, Decimal]]:
        """Staff pay what is owed to who paid by transfer; to whom, and how much."""
        owed = await self.asked(_OWED)
        async with self.acting() as connection:
            for row in owed:
                await note_refund_paid(
                    connection, row["id"], note="To the account.", by="cli:clerk", now=self.clock.now()
                )
        return [(row["payer_email"].partition("@")[0], row["amount"]) for row in owed]

    async def reconciled(self) -> Report:
        async with self.database.unit_of_work() as connection:
            return await reconcile(connection, provider_id=None, now=self.clock.now())


@asynccontextmanager
async def opened(database: Database, url: str) -> AsyncIterator[Office]:
    """The office on the day on which the round's results are published; the worker works beside."""
    async with database.unit_of_work() as connection:
        await furnish(connection)
    applied = {name: await _applied(database, name) for name in PEOPLE}
    clock = StoppedClock(at.AFTER)
    async with working_on(database, url)(HANDLERS, clock=clock) as worker:
        await published(database, ROUND.code, now=at.AFTER, chance=CHANCE)
        office = Office(database, clock, _rounds(worker), Mailbox(database), applied)
        await office.done()
        yield office


async def _applied(database: Database, name: str) -> Submitted:
    wants, organisation_id = PEOPLE[name], None
    if wants.who != "nobody":
        async with database.unit_of_work() as connection:
            organisation_id = await organisation(connection, name, wants)
    async with database.unit_of_work(CAST[wants.who]) as connection:
        return await apply(connection, name, wants, organisation_id=organisation_id)


def _rounds(worker: Worker) -> Rounds:
    """The worker's whole timetable, which goes round when the clock is moved."""
    return Rounds(worker.tools, JobMeter())
