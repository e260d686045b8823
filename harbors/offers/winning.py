"""Knows how everybody is offered what a draw or a correction gave them: some at a time, each once, whoever is killed.

Who was offered something and was given something better since is offered that, for as long or longer, and the first
offer is withdrawn.
"""

from datetime import datetime
from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.allocations.records import DrawId
from harbors.chance import Chance
from harbors.errors import HarborError
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.leases.records import LeasedBoat, Period, Tenant
from harbors.offers.closing import close_for_good
from harbors.offers.holding import hold
from harbors.offers.making import make_offers
from harbors.offers.pricing import Pricing, Wanted
from harbors.offers.reads import STATEMENTS, terms_of
from harbors.offers.records import OfferChannel, OfferDraft, OfferKind, OfferTerms
from harbors.offers.rules import due_of
from harbors.orders.records import Line, Payer
from harbors.rounds.reads import hold_round
from harbors.rounds.records import RoundId, Season
from harbors.sql import Connection, Row
from harbors.text import Language

MOST_AT_ONCE = 100
FIRST = UUID(int=0)
# Why an offer is withdrawn in whose stead a better place is offered; kept, and told to staff.
BETTER = "A better place is offered."


async def offer_to_some(
    connection: Connection,
    draw_id: DrawId,
    *,
    after: UUID,
    pricing: Pricing,
    public_url: str,
    now: datetime,
    chance: Chance,
) -> UUID | None:
    """Offer the next winners of a draw, in order of their ids, what they were given; after whom to go on, if at all.

    A winner whose place has no price is noted and left out. Acts as the system.
    """
    await act_as_system(connection)
    rows = await STATEMENTS.winners_to_hold.rows(connection, draw_id=draw_id, after=after, most=MOST_AT_ONCE)
    ids: list[UUID] = [row["id"] for row in rows]
    terms = await _terms(connection, draw_id) if ids else None
    if terms is None:
        return None
    winners = await STATEMENTS.winners.rows(connection, draw_id=draw_id, ids=ids)
    wanted = [_wanted(row) for row in winners]
    drafts = []
    for row, one, price in zip(winners, wanted, await pricing(connection, wanted), strict=True):
        if isinstance(price, HarborError):
            await _note_fault(connection, row, price, draw_id=draw_id, now=now)
        else:
            drafts.append(_draft(row, one, price, terms, now=now))
    for draft in drafts:
        if draft.replaces_id is not None:
            await close_for_good(
                connection, await hold(connection, draft.replaces_id), reason=BETTER, now=now, chance=chance
            )
    await make_offers(connection, drafts, public_url=public_url, now=now, chance=chance)
    await STATEMENTS.forget_faults.run(connection, application_ids=[draft.application_id for draft in drafts])
    return ids[-1] if len(ids) == MOST_AT_ONCE else None


async def put_makings(connection: Connection, *, now: datetime) -> None:
    """Promise offers to winners who have none: the terms or the price came after the results. Acts as the system."""
    await act_as_system(connection)
    for row in await STATEMENTS.draws_to_offer.rows(connection, now=now):
        await put(connection, Job.MAKE_OFFERS, {"draw": str(row["id"])}, key=f"offer {row['id']}")


async def _terms(connection: Connection, draw_id: DrawId) -> OfferTerms | None:
    """On which terms it is offered, and no other draw of the round is published meanwhile; ``None`` where on none."""
    told = await STATEMENTS.round_of_draw.row(connection, draw_id=draw_id)
    if told is None:
        return None
    await hold_round(connection, RoundId(told["id"]))
    if await STATEMENTS.newest_draw.value(connection, draw_id=draw_id) != draw_id:
        return None
    return await terms_of(connection, told["provider_id"], round_id=told["id"])


async def _note_fault(
    connection: Connection, row: Row, refusal: HarborError, *, draw_id: DrawId, now: datetime
) -> None:
    id, code = row["application_id"], refusal.problems[0].code
    await STATEMENTS.note_fault.run(connection, application_id=id, draw_id=draw_id, code=code, now=now)


def _wanted(row: Row) -> Wanted:
    return Wanted(
        place_id=row["place_id"],
        season=Season(row["season_starts"], row["season_ends"]),
        period=Period(row["starts_at"], row["ends_at"]),
        boat=_boat(row),
        organisation_id=row["organisation_id"],
    )


def _draft(row: Row, wanted: Wanted, price: tuple[Line, ...], terms: OfferTerms, *, now: datetime) -> OfferDraft:
    due_at, replaced = due_of(terms, row["time_zone"], now=now), row["standing_id"]
    return OfferDraft(
        provider_id=row["provider_id"],
        kind=OfferKind.AWARD,
        place_id=wanted.place_id,
        season=wanted.season,
        period=wanted.period,
        tenant=_tenant(row),
        boat=wanted.boat,
        payer=_payer(row),
        lines=price,
        due_at=due_at if replaced is None else max(due_at, row["standing_due_at"]),
        terms=terms,
        channel=OfferChannel.PAPER if row["email"] is None else OfferChannel.MAIL,
        occupancy_id=row["occupancy_id"],
        application_id=row["application_id"],
        previous_lease_id=row["previous_lease_id"],
        replaces_id=replaced,
    )


def _boat(row: Row) -> LeasedBoat:
    return LeasedBoat(
        beam_mm=row["beam_mm"],
        length_mm=row["length_mm"],
        draught_mm=row["draught_mm"],
        mass_kg=row["mass_kg"],
        type_id=row["boat_type_id"],
        registration=row["boat_registration"],
    )


def _tenant(row: Row) -> Tenant:
    """An organisation where one applied, else the person."""
    return Tenant(
        name=_name(row),
        email=row["email"],
        language=Language(row["language"]),
        person_id=row["person_id"] if row["organisation_id"] is None else None,
        organisation_id=row["organisation_id"],
    )


def _payer(row: Row) -> Payer:
    tenant = _tenant(row)
    return Payer(
        name=_name(row),
        email=tenant.email,
        language=Language(row["language"]),
        person_id=tenant.person_id,
        organisation_id=tenant.organisation_id,
    )


def _name(row: Row) -> str:
    return row["organisation_name"] or f"{row['first_name']} {row['last_name']}"
