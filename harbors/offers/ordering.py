"""Knows what follows for the money when an offer ends: its order moves, and what was invoiced is credited."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from harbors.chance import Chance
from harbors.errors import Refused
from harbors.invoices.commands import credit_what_changed, issue_invoice
from harbors.leases.telling import called
from harbors.offers.records import Offer
from harbors.orders.commands import mark_cancelled, mark_expired
from harbors.orders.records import Order, OrderStatus
from harbors.payments.balancing import settle_balance
from harbors.payments.records import RefundReason
from harbors.sql import Connection

_A_MICROSECOND = timedelta(microseconds=1)


async def cancel_order(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> None:
    """Nobody has to pay any more; what came is given back. One that could not be fulfilled is cancelled already."""
    if order.status is OrderStatus.OPEN:
        await _settle(connection, await mark_cancelled(connection, order, now=now), now=now, chance=chance)


async def expire_order(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> None:
    """Nobody paid in time."""
    if order.status is OrderStatus.OPEN:
        await _settle(connection, await mark_expired(connection, order, now=now), now=now, chance=chance)


async def invoice(connection: Connection, offer: Offer, order: Order, *, now: datetime, chance: Chance) -> None:
    """Give the invoice by which an offer is accepted, due with the offer. Raises ``Refused``."""
    zone = (await called(connection, offer.place_id)).time_zone
    await issue_invoice(connection, order, due_on=last_day(offer, zone), now=now, chance=chance)


async def invoice_if_possible(
    connection: Connection, offer: Offer, order: Order, *, now: datetime, chance: Chance
) -> None:
    """The invoice of an offer that goes out as a letter: without an account there is none, and the desk takes money."""
    try:
        await invoice(connection, offer, order, now=now, chance=chance)
    except Refused:
        return


def last_day(offer: Offer, time_zone: str) -> date:
    """The last day on which an offer can be paid, there: the due date is the midnight after it."""
    return (offer.due_at - _A_MICROSECOND).astimezone(ZoneInfo(time_zone)).date()


async def _settle(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> None:
    await credit_what_changed(connection, order, now=now, chance=chance)
    reason = RefundReason.CANCELLED if order.status is OrderStatus.CANCELLED else RefundReason.LATE
    await settle_balance(connection, order, reason=reason, now=now, chance=chance)
