"""Knows how offers are looked up by those who may see them: row security decides who that is."""

from collections.abc import Sequence

from harbors.access.commands import act_as_system
from harbors.applications.reads import present_capability
from harbors.errors import NotFound
from harbors.leases.records import LeasedBoat, Period, Tenant
from harbors.offers.records import Offer, OfferChannel, OfferId, OfferKind, OfferStatus, OfferTerms
from harbors.offers.refusals import unknown_offer
from harbors.orders.records import OrderId
from harbors.places.records import ProviderId
from harbors.rounds.records import RoundId, Season
from harbors.sql import Connection, Row, Statements
from harbors.text import Language

STATEMENTS = Statements(__package__)


async def offers_with(connection: Connection, ids: Sequence[OfferId]) -> dict[OfferId, Offer]:
    """The offers that this transaction sees, by id."""
    rows = await STATEMENTS.offers_with_ids.rows(connection, ids=list(ids))
    return {row["id"]: offer_from_row(row) for row in rows}


async def offer_with(connection: Connection, id: OfferId) -> Offer:
    """One offer. Raises ``NotFound``."""
    if (found := (await offers_with(connection, [id])).get(id)) is None:
        raise unknown_offer()
    return found


async def require_answerable(connection: Connection, id: OfferId, token: str | None) -> None:
    """Raise ``NotFound`` unless the offer is the acting person's, or the capability's. Acts as the system then."""
    try:
        await present_capability(connection, token)
    except NotFound:
        raise unknown_offer() from None
    if not await STATEMENTS.is_answerable.value(connection, id=id):
        raise unknown_offer()
    await act_as_system(connection)


async def provider_of_offer(connection: Connection, id: OfferId) -> ProviderId | None:
    """Whose place is offered; ``None`` for an offer that this transaction does not see."""
    found = await STATEMENTS.provider_of_offer.value(connection, id=id)
    return None if found is None else ProviderId(found)


async def offer_of_order(connection: Connection, order_id: OrderId) -> OfferId | None:
    """The offer that an order is for, as far as this transaction sees it."""
    found = await STATEMENTS.offer_of_order.value(connection, order_id=order_id)
    return None if found is None else OfferId(found)


async def terms_of(
    connection: Connection, provider_id: ProviderId, *, round_id: RoundId | None = None
) -> OfferTerms | None:
    """How a provider offers what a round gives; ``None`` where its places are given without any offer."""
    row = await STATEMENTS.terms_of.row(connection, provider_id=provider_id, round_id=round_id)
    return None if row is None else _terms(row, offer_days=row["offer_days"])


def offer_from_row(row: Row) -> Offer:
    """An offer from the columns of ``offers_with_ids``."""
    return Offer(
        id=row["id"],
        provider_id=row["provider_id"],
        kind=OfferKind(row["kind"]),
        status=OfferStatus(row["status"]),
        reference=row["reference"],
        order_id=row["order_id"],
        place_id=row["place_id"],
        occupancy_id=row["occupancy_id"],
        season=Season(row["season_starts"], row["season_ends"]),
        period=Period(row["starts_at"], row["ends_at"]),
        tenant=_tenant(row),
        boat=_boat(row),
        channel=OfferChannel(row["channel"]),
        terms=_terms(row, offer_days=max(1, (row["due_at"] - row["created_at"]).days)),
        due_at=row["due_at"],
        created_at=row["created_at"],
        application_id=row["application_id"],
        queue_entry_id=row["queue_entry_id"],
        previous_lease_id=row["previous_lease_id"],
        replaces_id=row["replaces_id"],
        lease_id=row["lease_id"],
        accepted_at=row["accepted_at"],
        reminded_days=row["reminded_days"],
    )


def _tenant(row: Row) -> Tenant:
    return Tenant(
        name=row["tenant_name"],
        email=row["tenant_email"],
        language=Language(row["tenant_language"]),
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
    )


def _boat(row: Row) -> LeasedBoat:
    return LeasedBoat(
        beam_mm=row["beam_mm"],
        length_mm=row["length_mm"],
        draught_mm=row["draught_mm"],
        mass_kg=row["mass_kg"],
        type_id=row["boat_type_id"],
        registration=row["registration"],
    )


def _terms(row: Row, *, offer_days: int) -> OfferTerms:
    return OfferTerms(
        offer_days=offer_days,
        grace_days=row["grace_days"],
        reminder_days=tuple(row["reminder_days"]),
        by_invoice=row["by_invoice"],
    )
