"""Knows what becomes of a difference that is not paid: two reminders, then the list of staff.

A lease does not end by itself. The tenant has paid for a place and holds a boat in it; what is missing is the rest of a
price, and who evicts a boat for that should be a person who has looked at it. A provider whose terms say otherwise
has it so by its policy: then the lease ends, and what is left of it is taken off what is owed first.
"""

from datetime import datetime, timedelta

from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.leases.reads import lease_with
from harbors.leases.records import Lease, LeaseId, LeaseStatus
from harbors.leases.telling import called, recipients
from harbors.notices.commands import notify
from harbors.notices.records import Template
from harbors.orders.reads import order_with
from harbors.orders.records import Order, OrderId, OrderStatus
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row
from harbors.switching.ending import end_for_nonpayment
from harbors.switching.holding import hold
from harbors.switching.reads import STATEMENTS, switch_policy
from harbors.switching.records import Unpaid, UnpaidDue
from harbors.switching.settling import Settled
from harbors.switching.words import euros

REMINDED_BEFORE = timedelta(days=3)
MOST = 500


async def dues_to_look_at(connection: Connection, *, now: datetime) -> list[OrderId]:
    """Orders of differences for which it is time to remind somebody, or to do more. Acts as the system."""
    await act_as_system(connection)
    rows = await STATEMENTS.dues_to_look_at.rows(connection, soon=now + REMINDED_BEFORE, now=now, most=MOST)
    return [OrderId(row["order_id"]) for row in rows]


async def unpaid_dues(connection: Connection, provider_id: ProviderId) -> list[UnpaidDue]:
    """Differences that are not paid, the longest due first, as far as who acts sees them."""
    rows = await STATEMENTS.unpaid_dues.rows(connection, provider_id=provider_id, most=MOST)
    return [UnpaidDue(**dict(row)) for row in rows]


async def tell_of_due(connection: Connection, settled: Settled, *, now: datetime, chance: Chance) -> None:
    """Have a tenant told of a difference that nothing else tells of. For the system."""
    if settled.order is not None and settled.due_at is not None:
        lease = settled.leases[0]
        await _tell(connection, settled.order, lease, settled.due_at, number=0, now=now, chance=chance)


async def look_at_due(connection: Connection, order_id: OrderId, *, now: datetime, chance: Chance) -> None:
    """Remind of a difference that is not paid, or list it once its grace is over. Acts as the system.

    To look twice has no second effect.
    """
    await act_as_system(connection)
    lease_id = await STATEMENTS.lease_of_due.value(connection, order_id=order_id)
    await hold(connection, [lease_id])
    row = await STATEMENTS.lock_due.row(connection, order_id=order_id)
    order = await order_with(connection, order_id)
    if row is None or order.status is not OrderStatus.OPEN:
        return
    if row["grace_until"] <= now:
        await _give_to_staff(connection, row, now=now, chance=chance)
        return
    reminders = 2 if row["due_at"] <= now else 1
    if row["reminders"] < reminders:
        await STATEMENTS.mark_reminded.run(connection, order_id=order_id, reminders=reminders)
        lease = await lease_with(connection, lease_id)
        await _tell(connection, order, lease, row["due_at"], number=reminders, now=now, chance=chance)


async def _give_to_staff(connection: Connection, row: Row, *, now: datetime, chance: Chance) -> None:
    await STATEMENTS.mark_overdue.run(connection, order_id=row["order_id"], now=now)
    policy = await switch_policy(connection, row["provider_id"])
    lease = await lease_with(connection, LeaseId(row["lease_id"]))
    if policy.unpaid is Unpaid.END and lease.status is LeaseStatus.ACTIVE and lease.period.end > now:
        await end_for_nonpayment(connection, lease.id, now=now, chance=chance)


async def _tell(
    connection: Connection,
    order: Order,
    lease: Lease,
    due_at: datetime,
    *,
    number: int,
    now: datetime,
    chance: Chance,
) -> None:
    place = await called(connection, lease.place_id)
    async for recipient in recipients(connection, lease.tenant):
        figures = {
            "place": place.in_language(recipient.language),
            "amount": euros(order.total).in_language(recipient.language) or "",
            "day": place.day(due_at),
            "order": order.reference,
        }
        key = f"switch unpaid {number} {order.id} {recipient.key}"
        await notify(connection, recipient, Template.SWITCH_UNPAID, figures, key=key, now=now, chance=chance)
