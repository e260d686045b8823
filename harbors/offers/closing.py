"""Knows how an offer ends without a lease: declined, withdrawn, or not paid in time; the place is free then."""

from collections.abc import Sequence
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.allocations.declining import give_up
from harbors.allocations.reads import STATEMENTS as ALLOCATIONS
from harbors.allocations.records import DeclineReason
from harbors.applications.records import ApplicationStatus
from harbors.chance import Chance
from harbors.offers.holding import Held, hold
from harbors.offers.ordering import cancel_order, expire_order
from harbors.offers.reads import STATEMENTS, offer_with, require_answerable
from harbors.offers.records import Offer, OfferId, OfferKind, OfferStatus
from harbors.offers.rules import over_at, require_open
from harbors.offers.telling import tell_of_expiry, tell_of_withdrawal
from harbors.rounds.rules import require_reason
from harbors.sql import Connection
from harbors.text import Translated

MOST_AT_ONCE = 200


async def decline_offer(
    connection: Connection, id: OfferId, *, token: str | None, reason: DeclineReason, now: datetime, chance: Chance
) -> Offer:
    """Say no to an offer, as whoever it is for: the place is given on. Acts as the system.

    To decline twice has no second effect. Raises ``NotFound``, or ``Refused`` for what was answered otherwise.
    """
    await require_answerable(connection, id, token)
    held = await hold(connection, id)
    if held.offer.status is OfferStatus.DECLINED:
        return held.offer
    require_open(held.offer)
    await close_declined(connection, held, now=now, chance=chance)
    await _free(connection, held.offer, reason=reason, now=now)
    if held.offer.application_id is not None:
        await ALLOCATIONS.note_declined.run(connection, id=held.offer.application_id, reason=reason, now=now)
    return await offer_with(connection, id)


async def close_declined(connection: Connection, held: Held, *, now: datetime, chance: Chance) -> None:
    """Have an open offer and its order stand no more because it is not wanted, whatever becomes of the place."""
    await cancel_order(connection, held.order, now=now, chance=chance)
    await _close(connection, held.offer, OfferStatus.DECLINED, reason=None, now=now)


async def withdraw_offer(
    connection: Connection, id: OfferId, *, reason: str, now: datetime, chance: Chance
) -> tuple[Offer, Offer]:
    """Take an offer back, for a reason that is told; before and after. For staff of its provider, who are known.

    Acts as the system. Raises ``Refused`` for what was answered, ``Invalid`` without a reason.
    """
    words = require_reason(reason)
    await act_as_system(connection)
    held = await hold(connection, id)
    require_open(held.offer)
    await close_for_good(connection, held, reason=words, now=now, chance=chance)
    await _free(connection, held.offer, reason=DeclineReason.NOT_WANTED, now=now)
    told = Translated(fi=words, sv=words, en=words)
    await tell_of_withdrawal(connection, held.offer, reason=told, now=now, chance=chance)
    return held.offer, await offer_with(connection, id)


async def close_for_good(connection: Connection, held: Held, *, reason: str, now: datetime, chance: Chance) -> None:
    """Have an open offer and its order stand no more, whatever becomes of the place; money that comes is given back."""
    await cancel_order(connection, held.order, now=now, chance=chance)
    await _close(connection, held.offer, OfferStatus.WITHDRAWN, reason=reason, now=now)


async def offers_over(connection: Connection, *, now: datetime) -> Sequence[OfferId]:
    """Some of the offers that nobody paid in time, the first first. Acts as the system."""
    await act_as_system(connection)
    return [row["id"] for row in await STATEMENTS.over.rows(connection, now=now, most=MOST_AT_ONCE)]


async def expire_offer(connection: Connection, id: OfferId, *, now: datetime, chance: Chance) -> bool:
    """End an offer that nobody paid in time, with its order, what a draw gave, and the application; whether it was so.

    Acts as the system. Money that is under way meanwhile is heard of later: ``confirming.paid_late``.
    """
    await act_as_system(connection)
    held = await hold(connection, id)
    offer = held.offer
    if offer.status is not OfferStatus.OPEN or now < over_at(offer.due_at, grace_days=offer.terms.grace_days):
        return False
    await expire_order(connection, held.order, now=now, chance=chance)
    await _close(connection, offer, OfferStatus.EXPIRED, reason=None, now=now)
    await _free(connection, offer, reason=DeclineReason.NOT_PAID, now=now)
    if offer.application_id is not None:
        await STATEMENTS.mark_applications.run(
            connection, ids=[offer.application_id], status=ApplicationStatus.EXPIRED, now=now
        )
    await tell_of_expiry(connection, offer, now=now, chance=chance)
    return True


async def _close(
    connection: Connection, offer: Offer, status: OfferStatus, *, reason: str | None, now: datetime
) -> None:
    await STATEMENTS.close_offers.run(connection, ids=[offer.id], status=status, reason=reason, now=now)


async def _free(connection: Connection, offer: Offer, *, reason: DeclineReason, now: datetime) -> None:
    """The place is free from now on; what a round gave goes on by its next batch."""
    if offer.application_id is not None and offer.kind is OfferKind.AWARD:
        await give_up(connection, offer.application_id, reason=reason, now=now)
    await STATEMENTS.end_occupancies.run(connection, ids=[offer.occupancy_id], now=now)
