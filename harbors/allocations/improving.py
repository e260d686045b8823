"""Knows how whoever has paid for a place and is given a better one by a batch has the lease on that, and its money."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from harbors.allocations.reads import STATEMENTS
from harbors.chance import Chance
from harbors.errors import Refused
from harbors.leases.records import Lease, LeaseId, Origin, Period
from harbors.leases.rules import following
from harbors.places.records import PlaceId
from harbors.sql import Connection
from harbors.switching.changing import note_due
from harbors.switching.dues import tell_of_due
from harbors.switching.holding import Held, hold
from harbors.switching.settling import Settled, settle_change
from harbors.switching.words import SWITCHED


async def hold_movers(connection: Connection, *, draw_id: UUID, follows_id: UUID) -> dict[LeaseId, Held]:
    """The leases of those who move up, as they are before places change hands. For the system."""
    rows = await STATEMENTS.leases_that_move.rows(connection, draw_id=draw_id, follows_id=follows_id)
    return await hold(connection, [row["lease_id"] for row in rows]) if rows else {}


async def switch_leases(
    connection: Connection,
    held: Mapping[LeaseId, Held],
    *,
    draw_id: UUID,
    follows_id: UUID,
    now: datetime,
    chance: Chance,
) -> None:
    """End the leases of those who move up, and begin them on the better places; the difference is settled.

    For the system, with the round held; places have changed hands.
    """
    rows = await STATEMENTS.leases_that_move.rows(connection, draw_id=draw_id, follows_id=follows_id)
    done = {
        row["lease_id"]: await _settled(
            connection, held[row["lease_id"]], row["place_id"], zone=row["time_zone"], now=now, chance=chance
        )
        for row in rows
        if row["is_theirs"]
    }
    leases = [one.leases[0] for one in done.values()]
    charges = [lease.charge for lease in leases]
    await STATEMENTS.switch_leases.run(
        connection,
        draw_id=draw_id,
        follows_id=follows_id,
        ids=list(done),
        new_ids=[lease.id for lease in leases],
        order_ids=[charge and charge.order_id for charge in charges],
        worths=[charge and charge.worth for charge in charges],
        paid=[charge and charge.paid for charge in charges],
        now=now,
    )
    for one in done.values():
        await note_due(connection, one, provider_id=one.leases[0].provider_id)
        await tell_of_due(connection, one, now=now, chance=chance)


async def _settled(
    connection: Connection, held: Held, place_id: PlaceId, *, zone: str, now: datetime, chance: Chance
) -> Settled:
    """What the better place costs: without a price what the other one did, since places change hands anyhow."""
    period = Period(max(now, held.lease.period.start), held.lease.period.end)
    after = following(held.lease, place_id, period=period, origin=Origin.AWARDED, chance=chance)
    try:
        return await _settle(connection, held, after, zone=zone, waived=False, now=now, chance=chance)
    except Refused:
        return await _settle(connection, held, after, zone=zone, waived=True, now=now, chance=chance)


async def _settle(
    connection: Connection, held: Held, after: Lease, *, zone: str, waived: bool, now: datetime, chance: Chance
) -> Settled:
    return await settle_change(
        connection, held, [after], at=now, time_zone=zone, reason=SWITCHED, waived=waived, now=now, chance=chance
    )
