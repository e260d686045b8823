"""Knows how offers are accepted by invoice and extended, and on which terms a provider offers its places."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance, draw_id
from harbors.offers.holding import hold
from harbors.offers.ordering import invoice
from harbors.offers.reads import STATEMENTS, offer_with, require_answerable
from harbors.offers.records import Offer, OfferId, OfferStatus, OfferTerms
from harbors.offers.refusals import offer_refused
from harbors.offers.rules import check_terms, over_at, require_extension, require_open
from harbors.offers.telling import tell_of_extension
from harbors.orders.commands import extend_order
from harbors.places.records import ProviderId
from harbors.rounds.reads import provider_of_round
from harbors.rounds.records import RoundId
from harbors.rounds.refusals import unknown_round
from harbors.rounds.rules import require_reason
from harbors.sql import Connection


async def set_terms(
    connection: Connection, terms: OfferTerms, *, provider_id: ProviderId, round_id: RoundId | None, chance: Chance
) -> None:
    """Keep on which terms a provider offers what all its rounds give, or one of them.

    Offers that are made already stand as they are. Raises ``NotFound`` for a round of others, ``Invalid``.
    """
    check_terms(terms)
    if round_id is not None and await provider_of_round(connection, round_id) != provider_id:
        raise unknown_round(field="roundId")
    await STATEMENTS.keep_terms.run(
        connection,
        id=draw_id(chance),
        provider_id=provider_id,
        round_id=round_id,
        offer_days=terms.offer_days,
        grace_days=terms.grace_days,
        reminder_days=sorted(terms.reminder_days, reverse=True),
        by_invoice=terms.by_invoice,
    )


async def accept_offer(
    connection: Connection, id: OfferId, *, token: str | None, now: datetime, chance: Chance
) -> Offer:
    """Say yes by asking for an invoice: the place is let once that is paid, with the offer due as it was.

    To accept twice has no second effect. Acts as the system. Raises ``NotFound``, or ``Refused`` where no invoices are
    given, and for what was answered otherwise.
    """
    await require_answerable(connection, id, token)
    held = await hold(connection, id)
    if held.offer.accepted_at is not None or held.offer.status is OfferStatus.ACCEPTED:
        return held.offer
    require_open(held.offer)
    if not held.offer.terms.by_invoice:
        raise offer_refused("NOT_BY_INVOICE")
    await invoice(connection, held.offer, held.order, now=now, chance=chance)
    await STATEMENTS.invoice_asked_for.run(connection, id=id, now=now)
    return await offer_with(connection, id)


async def extend_offer(
    connection: Connection, id: OfferId, *, due_at: datetime, reason: str, now: datetime, chance: Chance
) -> tuple[Offer, Offer]:
    """Give more time to pay, for a reason that is told; before and after. For staff of its provider, who are known.

    Acts as the system. Raises ``Refused`` for what was answered, ``Invalid`` for a time that is not later.
    """
    words = require_reason(reason)
    await act_as_system(connection)
    held = await hold(connection, id)
    require_extension(held.offer, due_at, now=now)
    await STATEMENTS.extend.run(connection, id=id, due_at=due_at)
    until = over_at(due_at, grace_days=held.offer.terms.grace_days)
    await extend_order(connection, held.order, expires_at=until)
    after = await offer_with(connection, id)
    await tell_of_extension(connection, after, reason=words, now=now, chance=chance)
    return held.offer, after
