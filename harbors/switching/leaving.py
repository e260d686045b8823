"""Knows how a tenant leaves a place for a better one that was offered: what is left of it counts for the new one."""

from datetime import datetime
from decimal import Decimal

from harbors.chance import Chance
from harbors.errors import Refused
from harbors.leases.keeping import mark_ended
from harbors.leases.records import Ending, LeaseId
from harbors.leases.rules import require_active
from harbors.leases.telling import called
from harbors.orders.records import NOTHING, Line
from harbors.places.records import PlaceId
from harbors.sql import Connection
from harbors.switching.crediting import give_back
from harbors.switching.holding import Held, hold, look_at
from harbors.switching.records import Left
from harbors.switching.settling import difference_lines, left_over, preview, quote_to
from harbors.switching.words import SWITCHED


async def quote_switch(connection: Connection, lease_id: LeaseId, *, to: PlaceId, at: datetime) -> tuple[Line, ...]:
    """What a switch ``at`` costs, as the line of an order: nothing where the other place is no dearer. For the system.

    Raises ``Refused`` where a place has no price.
    """
    held = (await look_at(connection, [lease_id]))[lease_id]
    settlement, there, prices = await quote_to(connection, held, to, at=at)
    due = settlement.due if settlement else NOTHING
    return await difference_lines(connection, held.lease, [there], due, prices)


async def leave_for(
    connection: Connection,
    lease_id: LeaseId,
    *,
    to: PlaceId,
    at: datetime,
    since: datetime,
    now: datetime,
    chance: Chance,
) -> Left:
    """End a lease ``at`` an instant whose tenant has accepted, and paid, what a switch was quoted at ``since`` another.

    The other place is kept for the tenant since then, so that what is left is counted from there; it counts for the new
    lease. What is cheaper is given back. The caller begins the new lease in the same transaction: the old place is free
    ``at`` that instant and no earlier. For the system. Raises ``Refused`` for a lease that has ended meanwhile.
    """
    held = (await hold(connection, [lease_id]))[lease_id]
    require_active(held.lease)
    zone = (await called(connection, held.lease.place_id)).time_zone
    left = await left_over(connection, held, at=since, time_zone=zone) or Left(NOTHING)
    back = await _cheaper(connection, held, to, since=since)
    await mark_ended(connection, [held.lease], at=at, ending=Ending.SWITCHED, now=now)
    if back:
        await give_back(connection, held, back, reason=SWITCHED, now=now, chance=chance)
    return Left(left.worth - back, left.paid - back)


async def _cheaper(connection: Connection, held: Held, to: PlaceId, *, since: datetime) -> Decimal:
    """How much less the other place costs; nothing where it has no price any more: what was accepted stands."""
    try:
        settlement = await preview(connection, held, to, at=since)
    except Refused:
        settlement = None
    return settlement.back if settlement else NOTHING
