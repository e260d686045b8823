"""Knows how leases are renewed, some in one transaction: an offer of the same place, its order, and the invoice."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from harbors.chance import Chance
from harbors.errors import HarborError, Problem
from harbors.offers.making import make_offers
from harbors.offers.pricing import Pricing
from harbors.offers.reads import terms_of
from harbors.offers.records import Made, OfferDraft, OfferTerms
from harbors.orders.records import Line
from harbors.renewals.invoicing import invoice
from harbors.renewals.reads import STATEMENTS
from harbors.renewals.records import Candidate, Item, RenewalOutcome, RunId, Seasons
from harbors.renewals.rules import draft_of, problem_of, wanted_of
from harbors.sql import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What it takes to renew: prices, where links in mail begin, now, and chance."""

    connection: Connection
    seasons: Seasons
    prices: Pricing
    public_url: str
    now: datetime
    chance: Chance


async def judged(
    making: Making, candidates: Sequence[Candidate]
) -> list[tuple[Line, ...] | HarborError | Problem | None]:
    """Of each lease the lines of its price, or why it is not renewed; ``None`` for one that is skipped."""
    faults = [None if one.skip else problem_of(one) for one in candidates]
    asked = [one for one, fault in zip(candidates, faults, strict=True) if not one.skip and fault is None]
    wanted = [wanted_of(one, making.seasons.after) for one in asked]
    prices = dict(zip((one.lease.id for one in asked), await making.prices(making.connection, wanted), strict=True))
    return [fault or prices.get(one.lease.id) for one, fault in zip(candidates, faults, strict=True)]


async def renew(making: Making, candidates: Sequence[Candidate]) -> tuple[list[Item], list[Made]]:
    """Make the offers of leases that are held; what became of each, and the offers themselves."""
    prices = await judged(making, candidates)
    terms = await terms_of(making.connection, making.seasons.after.provider_id) or OfferTerms()
    items: list[Item] = []
    drafts: list[OfferDraft] = []
    for candidate, price in zip(candidates, prices, strict=True):
        match price:
            case HarborError():
                items.append(_failed(candidate, price.problems[0]))
            case Problem():
                items.append(_failed(candidate, price))
            case None:
                items.append(Item(lease_id=candidate.lease.id, outcome=RenewalOutcome.SKIPPED, skip=candidate.skip))
            case lines:
                drafts.append(draft_of(candidate, making.seasons.after, lines, terms))
    offered, made = await _offer_all(making, drafts)
    return [*items, *offered], made


async def note(connection: Connection, run_id: RunId, items: Sequence[Item], *, now: datetime) -> None:
    """Keep what became of leases of a run."""
    await STATEMENTS.note_items.run(
        connection,
        run_id=run_id,
        lease_ids=[item.lease_id for item in items],
        outcomes=[item.outcome for item in items],
        offer_ids=[item.offer_id for item in items],
        codes=[item.skip or (item.problem and item.problem.code) for item in items],
        problems=[item.problem and json.dumps(item.problem.kept(), ensure_ascii=False) for item in items],
        now=now,
    )


async def _offer_all(making: Making, drafts: Sequence[OfferDraft]) -> tuple[list[Item], list[Made]]:
    """All at once; where one is refused, one by one, so that it fails alone."""
    try:
        async with making.connection.transaction():
            return await _offer(making, drafts)
    except HarborError:
        items: list[Item] = []
        made: list[Made] = []
        for draft in drafts:
            one, offer = await _offer_one(making, draft)
            items.append(one)
            made.extend(offer)
        return items, made


async def _offer_one(making: Making, draft: OfferDraft) -> tuple[Item, list[Made]]:
    assert draft.previous_lease_id is not None
    try:
        async with making.connection.transaction():
            [item], made = await _offer(making, [draft])
            return item, made
    except HarborError as refusal:
        return Item(lease_id=draft.previous_lease_id, outcome=RenewalOutcome.FAILED, problem=refusal.problems[0]), []


async def _offer(making: Making, drafts: Sequence[OfferDraft]) -> tuple[list[Item], list[Made]]:
    if not drafts:
        return [], []
    made = await make_offers(
        making.connection, drafts, public_url=making.public_url, now=making.now, chance=making.chance
    )
    await invoice(making.connection, made, making.seasons.after, now=making.now, chance=making.chance)
    items = []
    for one in made:
        assert one.offer.previous_lease_id is not None
        items.append(Item(lease_id=one.offer.previous_lease_id, outcome=RenewalOutcome.OFFERED, offer_id=one.offer.id))
    return items, made


def _failed(candidate: Candidate, problem: Problem) -> Item:
    return Item(lease_id=candidate.lease.id, outcome=RenewalOutcome.FAILED, problem=problem)
