"""Knows how staff offer a free place to somebody in the queue, to a tenant, or to whoever came to the desk."""

from dataclasses import dataclass
from datetime import date, datetime

from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.chance import Chance
from harbors.customers.reads import profile_of
from harbors.errors import Refused
from harbors.leases.keeping import hold_places
from harbors.leases.reads import STATEMENTS as LEASES
from harbors.leases.reads import lease_with
from harbors.leases.records import Draft, LeasedBoat, LeasedPlace, LeaseId, Period, Tenant
from harbors.leases.refusals import lease_fault, unknown_lease, unknown_place
from harbors.leases.rules import check_draft, require_active, tidy
from harbors.offers.making import make_offers
from harbors.offers.pricing import Pricing, Wanted, price_one
from harbors.offers.reads import STATEMENTS, terms_of
from harbors.offers.records import Made, OfferChannel, OfferDraft, OfferKind, OfferTerms
from harbors.offers.refusals import offer_invalid, offer_refused
from harbors.offers.rules import due_of
from harbors.orders.records import Line, Payer
from harbors.places.records import PlaceId, ProviderId
from harbors.queues.records import EntryId, EntryMode, EntryStatus
from harbors.rounds.records import Season
from harbors.sql import Connection
from harbors.switching.holding import hold
from harbors.switching.leaving import quote_switch
from harbors.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Direct:
    """A place for a season, and one to whom it is offered: in the queue, a tenant of now, or told with the boat."""

    place_id: PlaceId
    season: Season
    starts: date | None = None
    due_at: datetime | None = None
    channel: OfferChannel = OfferChannel.MAIL
    entry_id: EntryId | None = None
    lease_id: LeaseId | None = None
    tenant: Tenant | None = None
    boat: LeasedBoat | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whom:
    tenant: Tenant
    boat: LeasedBoat
    previous_lease_id: LeaseId | None = None
    kind: OfferKind = OfferKind.DIRECT


async def make_direct_offer(
    connection: Connection,
    wanted: Direct,
    *,
    provider_id: ProviderId,
    pricing: Pricing,
    public_url: str,
    now: datetime,
    chance: Chance,
) -> Made:
    """Offer a place for a season to one. For staff of its provider, who are known already. Acts as the system.

    Raises ``NotFound``, ``Invalid``, ``Refused`` with every reason for which the place is not for the boat; the
    database refuses a place that is taken, and a second offer to who has one.
    """
    await act_as_system(connection)
    whom = await _whom(connection, wanted, provider_id=provider_id)
    place = (await hold_places(connection, [wanted.place_id], provider_id=provider_id)).get(wanted.place_id)
    if place is None:
        raise unknown_place()
    draft = await _draft(connection, wanted, whom, place, pricing=pricing, now=now)
    [made] = await make_offers(connection, [draft], public_url=public_url, now=now, chance=chance)
    return made


async def _draft(
    connection: Connection, wanted: Direct, whom: _Whom, place: LeasedPlace, *, pricing: Pricing, now: datetime
) -> OfferDraft:
    told = tidy(
        Draft(place_id=place.id, season=wanted.season, tenant=whom.tenant, boat=whom.boat, starts=wanted.starts)
    )
    type_known = await LEASES.boat_type_known.value(connection, type_id=told.boat.type_id)
    period = check_draft(told, place, type_known=type_known, now=now)
    if await LEASES.stands_in_a_draw.value(
        connection, provider_id=place.provider_id, place_ids=[place.id], starts=[period.start], ends=[period.end]
    ):
        raise Refused(lease_fault("PLACE_IN_DRAW", field="placeId"))
    terms = await terms_of(connection, place.provider_id) or OfferTerms()
    lines = await _lines(connection, told, whom, period=period, pricing=pricing)
    due_at = wanted.due_at or due_of(terms, place.time_zone, now=now)
    if due_at <= now:
        raise offer_invalid("DUE_NOT_LATER", field="dueAt")
    return OfferDraft(
        provider_id=place.provider_id,
        kind=whom.kind,
        place_id=place.id,
        season=wanted.season,
        period=period,
        tenant=told.tenant,
        boat=told.boat,
        payer=_payer(told.tenant),
        lines=lines,
        due_at=due_at,
        terms=terms,
        channel=wanted.channel,
        queue_entry_id=wanted.entry_id,
        previous_lease_id=whom.previous_lease_id,
    )


async def _lines(
    connection: Connection, told: Draft, whom: _Whom, *, period: Period, pricing: Pricing
) -> tuple[Line, ...]:
    """The price of the place; for who leaves another one for it, what it costs more."""
    if whom.kind is OfferKind.SWITCH and whom.previous_lease_id is not None:
        return await quote_switch(connection, whom.previous_lease_id, to=told.place_id, at=period.start)
    wanted = Wanted(
        place_id=told.place_id,
        season=told.season,
        period=period,
        boat=told.boat,
        organisation_id=told.tenant.organisation_id,
    )
    return await price_one(connection, wanted, pricing=pricing)


async def _whom(connection: Connection, wanted: Direct, *, provider_id: ProviderId) -> _Whom:
    if sum(one is not None for one in (wanted.entry_id, wanted.lease_id, wanted.tenant)) != 1:
        raise offer_refused("NOBODY_TO_OFFER_TO", field=None)
    if wanted.entry_id is not None:
        return await _waiting(connection, wanted.entry_id, wanted.season, provider_id=provider_id)
    if wanted.lease_id is not None:
        return await _tenant(connection, wanted.lease_id, wanted.season, provider_id=provider_id)
    if wanted.tenant is None or wanted.boat is None:
        raise offer_refused("NOBODY_TO_OFFER_TO", field="boat")
    return _Whom(tenant=wanted.tenant, boat=wanted.boat)


async def _waiting(connection: Connection, id: EntryId, season: Season, *, provider_id: ProviderId) -> _Whom:
    """Who waits for a place of their own, or for another one in exchange."""
    row = await STATEMENTS.entry_to_offer.row(connection, id=id)
    if row is None or row["provider_id"] != provider_id or row["status"] != EntryStatus.WAITING:
        raise offer_refused("NOT_WAITING", field="entryId")
    if row["mode"] != EntryMode.NEW:
        return await _tenant(connection, LeaseId(row["lease_id"]), season, provider_id=provider_id)
    boat = LeasedBoat(
        beam_mm=row["beam_mm"],
        length_mm=row["length_mm"],
        draught_mm=row["draught_mm"],
        mass_kg=row["mass_kg"],
        type_id=row["boat_type_id"],
        registration=row["registration"],
    )
    tenant = await _person(connection, PersonId(row["person_id"]), otherwise=row["reference"])
    return _Whom(tenant=tenant, boat=boat)


async def _tenant(connection: Connection, id: LeaseId, season: Season, *, provider_id: ProviderId) -> _Whom:
    """A tenant with the boat: for another season, or for a better place in that of the lease, which is left then."""
    lease = await lease_with(connection, id)
    if lease.provider_id != provider_id:
        raise unknown_lease()
    kind = OfferKind.SWITCH if lease.season == season else OfferKind.DIRECT
    if kind is OfferKind.SWITCH:
        # Before the place is held, as everybody does.
        lease = (await hold(connection, [id]))[id].lease
        require_active(lease)
    return _Whom(tenant=lease.tenant, boat=lease.boat, previous_lease_id=lease.id, kind=kind)


async def _person(connection: Connection, id: PersonId, *, otherwise: str) -> Tenant:
    """The person by the name of the profile, where that tells one."""
    profile = await profile_of(connection, id)
    told = profile and profile.told
    name = " ".join(filter(None, (told.first_name, told.last_name))) if told else ""
    return Tenant(name=name or otherwise, language=told.language if told else None, person_id=id)


def _payer(tenant: Tenant) -> Payer:
    return Payer(
        name=tenant.name or "",
        email=tenant.email,
        language=tenant.language or Language.FI,
        person_id=tenant.person_id,
        organisation_id=tenant.organisation_id,
    )
