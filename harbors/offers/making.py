"""Knows how offers are made, many at once: an order with the price as quoted, the place kept, the people told."""

from collections.abc import Sequence
from datetime import datetime

from harbors.chance import Chance, draw_id, draw_reference, draw_token, token_hash
from harbors.leases.records import OccupancyId
from harbors.offers.confirming import confirm
from harbors.offers.ordering import invoice_if_possible
from harbors.offers.reads import STATEMENTS, offers_with
from harbors.offers.records import Made, OfferChannel, OfferDraft, OfferId, OfferKind
from harbors.offers.rules import over_at
from harbors.offers.telling import tell_of_offer
from harbors.orders.commands import open_orders
from harbors.orders.records import Order, OrderDraft, OrderStatus, Purpose
from harbors.sql import Connection
from harbors.switching.holding import hold


async def make_offers(
    connection: Connection, drafts: Sequence[OfferDraft], *, public_url: str, now: datetime, chance: Chance
) -> list[Made]:
    """Make offers, in the order of their drafts; where there is nothing to pay the lease begins at once.

    For the system. The database refuses a place that is taken, and a second offer for what is offered already.
    ``public_url`` is where the links in mail begin.
    """
    tokens = [draw_token(chance) for _ in drafts]
    orders = await open_orders(
        connection, [_order(draft, token) for draft, token in zip(drafts, tokens, strict=True)], now=now, chance=chance
    )
    await _hold_previous(connection, drafts)
    kept = await _keep_places(connection, drafts, now=now, chance=chance)
    ids = [OfferId(draw_id(chance)) for _ in drafts]
    await _add(connection, drafts, ids, orders, kept, tokens, now=now, chance=chance)
    made = await offers_with(connection, ids)
    free = [made[id] for id, order in zip(ids, orders, strict=True) if order.status is OrderStatus.PAID]
    for id, order, token in zip(ids, orders, tokens, strict=True):
        if order.status is not OrderStatus.OPEN:
            continue
        if made[id].channel is OfferChannel.MAIL:
            await tell_of_offer(connection, Made(made[id], token), order, public_url=public_url, now=now, chance=chance)
        else:
            await invoice_if_possible(connection, made[id], order, now=now, chance=chance)
    # Last, as stickers are given with it.
    await confirm(connection, free, now=now, chance=chance)
    after = await offers_with(connection, ids)
    return [Made(after[id], token) for id, token in zip(ids, tokens, strict=True)]


def _order(draft: OfferDraft, token: str) -> OrderDraft:
    return OrderDraft(
        provider_id=draft.provider_id,
        purpose=Purpose.OFFER,
        payer=draft.payer,
        lines=draft.lines,
        expires_at=over_at(draft.due_at, grace_days=draft.terms.grace_days),
        application_id=draft.application_id,
        access_token=token,
    )


async def _hold_previous(connection: Connection, drafts: Sequence[OfferDraft]) -> None:
    """Hold the leases that tenants leave for what is offered, before the places, as everybody does."""
    switches = [draft.previous_lease_id for draft in drafts if draft.kind is OfferKind.SWITCH]
    if left := {id for id in switches if id is not None}:
        await hold(connection, sorted(left))


async def _keep_places(
    connection: Connection, drafts: Sequence[OfferDraft], *, now: datetime, chance: Chance
) -> list[OccupancyId]:
    """What keeps each place: what keeps it already, or what does from now on."""
    kept = [draft.occupancy_id or OccupancyId(draw_id(chance)) for draft in drafts]
    taken = [(id, draft) for id, draft in zip(kept, drafts, strict=True) if draft.occupancy_id is None]
    await STATEMENTS.take_places.run(
        connection,
        ids=[id for id, _ in taken],
        place_ids=[draft.place_id for _, draft in taken],
        starts=[draft.period.start for _, draft in taken],
        ends=[draft.period.end for _, draft in taken],
        now=now,
    )
    return kept


async def _add(
    connection: Connection,
    drafts: Sequence[OfferDraft],
    ids: Sequence[OfferId],
    orders: Sequence[Order],
    kept: Sequence[OccupancyId],
    tokens: Sequence[str],
    *,
    now: datetime,
    chance: Chance,
) -> None:
    tenants, boats = [draft.tenant for draft in drafts], [draft.boat for draft in drafts]
    await STATEMENTS.add_offers.run(
        connection,
        ids=list(ids),
        provider_ids=[draft.provider_id for draft in drafts],
        kinds=[draft.kind for draft in drafts],
        references=[draw_reference(chance) for _ in drafts],
        application_ids=[draft.application_id for draft in drafts],
        queue_entry_ids=[draft.queue_entry_id for draft in drafts],
        previous_lease_ids=[draft.previous_lease_id for draft in drafts],
        replaces_ids=[draft.replaces_id for draft in drafts],
        order_ids=[order.id for order in orders],
        place_ids=[draft.place_id for draft in drafts],
        occupancy_ids=list(kept),
        season_starts=[draft.season.starts for draft in drafts],
        season_ends=[draft.season.ends for draft in drafts],
        starts=[draft.period.start for draft in drafts],
        ends=[draft.period.end for draft in drafts],
        person_ids=[tenant.person_id for tenant in tenants],
        organisation_ids=[tenant.organisation_id for tenant in tenants],
        names=[tenant.name for tenant in tenants],
        emails=[tenant.email for tenant in tenants],
        languages=[tenant.language or draft.payer.language for tenant, draft in zip(tenants, drafts, strict=True)],
        type_ids=[boat.type_id for boat in boats],
        registrations=[boat.registration for boat in boats],
        beams=[boat.beam_mm for boat in boats],
        lengths=[boat.length_mm for boat in boats],
        draughts=[boat.draught_mm for boat in boats],
        masses=[boat.mass_kg for boat in boats],
        channels=[draft.channel for draft in drafts],
        by_invoices=[draft.terms.by_invoice for draft in drafts],
        dues=[draft.due_at for draft in drafts],
        graces=[draft.terms.grace_days for draft in drafts],
        reminders=[_array(draft.terms.reminder_days) for draft in drafts],
        access_hashes=[token_hash(token) for token in tokens],
        now=now,
    )


def _array(days: Sequence[int]) -> str:
    """As PostgreSQL writes an array: an array of arrays cannot hold some of other lengths."""
    return f"{{{','.join(map(str, days))}}}"
