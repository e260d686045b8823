"""Knows how a listing is decided: the city approves or rejects it, its provider takes it back; once and for good."""

from collections.abc import Sequence
from datetime import datetime

from harbors.access.records import Principal
from harbors.chance import Chance
from harbors.errors import Invalid
from harbors.forms import tidy_text
from harbors.listings.faults import fault
from harbors.listings.kinds import ListingState
from harbors.listings.publishing import publish
from harbors.listings.reads import STATEMENTS
from harbors.listings.records import BatchId, Listing, ListingId
from harbors.listings.refusals import listing_decided, own_listing, reason_required, unknown_listing
from harbors.listings.telling import tell
from harbors.notices.records import Template
from harbors.sql import Connection

MOST_LISTINGS = 1_000
_LONGEST_REASON = 2_000


async def listings_of_batch(connection: Connection, batch_id: BatchId) -> list[ListingId]:
    """What of a batch waits for a decision. Raises ``NotFound`` when that is nothing."""
    rows = await STATEMENTS.waiting_in_batch.rows(connection, batch_id=batch_id)
    if not rows:
        raise unknown_listing()
    return [row["id"] for row in rows]


async def approve_listings(
    connection: Connection, ids: Sequence[ListingId], *, by: Principal, now: datetime, chance: Chance
) -> list[Listing]:
    """Publish listings, all of them or none. Raises ``NotFound``, ``Refused``, and what ``publish`` raises."""
    listings = await _lock(connection, ids)
    _check_another(listings, by)
    await _decide(connection, listings, ListingState.PUBLISHED, by=by, now=now)
    await publish(connection, listings, now=now)
    await tell(connection, listings, Template.LISTING_APPROVED, now=now, chance=chance, told={})
    return listings


async def reject_listings(
    connection: Connection, ids: Sequence[ListingId], *, reason: str, by: Principal, now: datetime, chance: Chance
) -> list[Listing]:
    """Refuse listings, for a reason that their provider reads. Raises ``Invalid``, ``NotFound``, ``Refused``."""
    words = _reason(reason)
    listings = await _lock(connection, ids)
    _check_another(listings, by)
    await _decide(connection, listings, ListingState.REJECTED, by=by, now=now, reason=words)
    await tell(connection, listings, Template.LISTING_REJECTED, now=now, chance=chance, told={"reason": words})
    return listings


async def withdraw_listing(connection: Connection, id: ListingId, *, by: Principal, now: datetime) -> Listing:
    """Take back a listing that waits. Raises ``NotFound`` or ``Refused``."""
    (listing,) = await _lock(connection, [id])
    await _decide(connection, [listing], ListingState.WITHDRAWN, by=by, now=now)
    return listing


async def _lock(connection: Connection, ids: Sequence[ListingId]) -> list[Listing]:
    """The listings, all of which wait: nothing else has anywhere to go. Raises ``NotFound`` or ``Refused``."""
    named = list(dict.fromkeys(ids))
    if not named:
        raise Invalid(fault("LISTINGS_REQUIRED", "listingIds"))
    rows = await STATEMENTS.lock_listings.rows(connection, ids=named)
    if len(rows) < len(named):
        there = await STATEMENTS.existing_listings.value(connection, ids=named)
        raise listing_decided() if there == len(named) else unknown_listing()
    return [Listing.from_row(row) for row in rows]


def _check_another(listings: Sequence[Listing], by: Principal) -> None:
    if any(listing.submitted_by == by.person_id for listing in listings):
        raise own_listing()


async def _decide(
    connection: Connection,
    listings: Sequence[Listing],
    state: ListingState,
    *,
    by: Principal,
    now: datetime,
    reason: str | None = None,
) -> None:
    ids = [listing.id for listing in listings]
    await STATEMENTS.decide.run(connection, ids=ids, state=state, person_id=by.person_id, reason=reason, now=now)


def _reason(text: str) -> str:
    words = tidy_text(text)
    if not words:
        raise reason_required()
    if len(words) > _LONGEST_REASON:
        raise Invalid(fault("TOO_LONG", "reason", most=_LONGEST_REASON))
    return words
