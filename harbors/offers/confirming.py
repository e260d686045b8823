"""Knows what becomes true when an offer is paid: there is a lease, on the occupancy that kept its place.

The fulfilment of orders whose purpose is an offer; ``harbors/settlements`` calls it with the order held.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from harbors.allocations.refusals import place_taken
from harbors.applications.records import ApplicationStatus
from harbors.chance import Chance, draw_id
from harbors.leases.reads import STATEMENTS as LEASES
from harbors.leases.records import LeaseId, OccupancyId, Origin, Period
from harbors.offers.reads import STATEMENTS, offer_of_order, offer_with
from harbors.offers.records import Offer, OfferId, OfferKind, OfferStatus
from harbors.offers.refusals import unknown_offer
from harbors.offers.rules import require_step
from harbors.offers.telling import tell_of_confirmation
from harbors.orders.records import NOTHING, Order
from harbors.queues.reads import STATEMENTS as QUEUES
from harbors.queues.records import EntryStatus
from harbors.sql import Connection
from harbors.stickers.commands import give_lease_stickers
from harbors.switching.leaving import leave_for
from harbors.switching.records import Left

ORIGINS = {
    OfferKind.AWARD: Origin.AWARDED,
    OfferKind.RENEWAL: Origin.RENEWED,
    OfferKind.DIRECT: Origin.OFFERED,
    OfferKind.SWITCH: Origin.SWITCHED,
}
NOTHING_LEFT = Left(NOTHING)


async def paid(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> None:
    """The order is paid: its place is let. For the system, which holds the order."""
    offer = await _held(connection, order)
    moved = await STATEMENTS.moved_up.row(connection, id=offer.id)
    if moved is not None:
        # A batch has given something better meanwhile, and the money counts for that.
        await STATEMENTS.follow.run(connection, id=offer.id, **moved)
        offer = replace(offer, **moved)
    elif not await STATEMENTS.keeps_its_place.value(connection, id=offer.id):
        raise place_taken()
    await confirm(connection, [offer], now=now, chance=chance)


async def paid_late(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> bool:
    """Money came for an offer that has expired: whether the place was still to be had, and is let now."""
    offer = await _held(connection, order)
    if offer.status is not OfferStatus.EXPIRED or offer.period.end <= now:
        return False
    if await STATEMENTS.has_another.value(connection, id=offer.id):
        return False
    occupancy_id = await _retaken(connection, offer, now=now, chance=chance)
    if occupancy_id is None:
        return False
    await STATEMENTS.mark_retaken.run(connection, id=offer.id, occupancy_id=occupancy_id)
    await confirm(connection, [replace(offer, occupancy_id=occupancy_id)], now=now, chance=chance)
    return True


async def confirm(connection: Connection, offers: Sequence[Offer], *, now: datetime, chance: Chance) -> None:
    """Let what was offered, tell the tenants, and see to it that nobody waits for it any more. For the system.

    The boats have their stickers last of all: who takes a number is waited for until the transaction ends.
    """
    if not offers:
        return
    for offer in offers:
        require_step(offer, OfferStatus.ACCEPTED)
    carried = await _end_previous(connection, offers, now=now, chance=chance)
    lease_ids = [LeaseId(draw_id(chance)) for _ in offers]
    await STATEMENTS.let_offered.run(
        connection,
        ids=[offer.id for offer in offers],
        lease_ids=lease_ids,
        origins=[ORIGINS[offer.kind] for offer in offers],
        worths=[carried.get(offer.id, NOTHING_LEFT).worth for offer in offers],
        paid=[carried.get(offer.id, NOTHING_LEFT).paid for offer in offers],
        now=now,
    )
    applications = sorted(offer.application_id for offer in offers if offer.application_id is not None)
    await STATEMENTS.mark_applications.run(connection, ids=applications, status=ApplicationStatus.HANDLED, now=now)
    served = [offer.queue_entry_id for offer in offers if offer.queue_entry_id is not None]
    await QUEUES.leave.run(connection, ids=served, status=EntryStatus.SERVED, now=now)
    for offer in offers:
        await tell_of_confirmation(connection, offer, now=now, chance=chance)
    await give_lease_stickers(connection, lease_ids, now=now, chance=chance)


async def _held(connection: Connection, order: Order) -> Offer:
    id = await offer_of_order(connection, order.id)
    if id is None:
        raise unknown_offer()
    await STATEMENTS.hold_offers.rows(connection, ids=[id])
    return await offer_with(connection, OfferId(id))


async def _end_previous(
    connection: Connection, offers: Sequence[Offer], *, now: datetime, chance: Chance
) -> dict[OfferId, Left]:
    """Who accepts another place in the stead of the own leaves that at the instant at which the new lease begins.

    What is left of what that cost counts for the new one.
    """
    return {
        offer.id: await leave_for(
            connection,
            offer.previous_lease_id,
            to=offer.place_id,
            at=max(now, offer.period.start),
            since=offer.period.start,
            now=now,
            chance=chance,
        )
        for offer in sorted(offers, key=lambda offer: offer.id)
        if offer.kind is OfferKind.SWITCH and offer.previous_lease_id is not None
    }


async def _retaken(connection: Connection, offer: Offer, *, now: datetime, chance: Chance) -> OccupancyId | None:
    """The place once more, unless somebody has it by now, it is out of use, or a frozen round is giving it."""
    period = Period(max(offer.period.start, now), offer.period.end)
    if await LEASES.stands_in_a_draw.value(
        connection,
        provider_id=offer.provider_id,
        place_ids=[offer.place_id],
        starts=[period.start],
        ends=[period.end],
    ):
        return None
    found = await STATEMENTS.retake_place.value(
        connection,
        id=draw_id(chance),
        place_id=offer.place_id,
        starts_at=period.start,
        ends_at=period.end,
        now=now,
    )
    return None if found is None else OccupancyId(found)
