"""Knows how money that was paid for a lease is given back: credit lines on its orders, the newest first."""

from datetime import datetime
from decimal import Decimal

from harbors.chance import Chance
from harbors.leases.telling import called
from harbors.orders.commands import SYSTEM, add_lines, mark_paid
from harbors.orders.reads import orders_with
from harbors.orders.records import NOTHING, Line, LineKind, Order, OrderStatus
from harbors.orders.rules import contained_vat
from harbors.payments.balancing import settle_balance
from harbors.payments.reads import balance_of
from harbors.sql import Connection
from harbors.switching.holding import Held
from harbors.switching.rules import for_places
from harbors.text import Translated

_CREDIT = Translated(fi="Hyvitys: {place}", sv="Kreditering: {place}", en="Credit: {place}")


async def to_give_back(connection: Connection, held: Held) -> Decimal:
    """The most that can be given back: what the orders of a lease, which are held, come to without their services."""
    return sum((for_places(order) for order in await _orders(connection, held)), NOTHING)


async def give_back(
    connection: Connection, held: Held, amount: Decimal, *, reason: str, now: datetime, chance: Chance
) -> None:
    """Take an amount off the orders of a lease, which are held; what was paid too much is owed. For the system."""
    place = (await called(connection, held.lease.place_id)).everywhere
    for order in await _orders(connection, held):
        taken = min(amount, for_places(order))
        if taken > 0:
            line = _credit(order, taken, place=place, reason=reason)
            changed = await add_lines(connection, order, [line], by=SYSTEM, now=now)
            await _settle(connection, changed, now=now, chance=chance)
            amount -= taken


async def _orders(connection: Connection, held: Held) -> list[Order]:
    found = await orders_with(connection, held.orders)
    return [found[id] for id in held.orders if found[id].status in (OrderStatus.OPEN, OrderStatus.PAID)]


async def _settle(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> None:
    """What was paid too much by now is owed; an order of which nothing is due any more is paid."""
    balance = await balance_of(connection, order.id)
    if order.status is OrderStatus.OPEN and balance.due <= 0:
        order = await mark_paid(connection, order, now=now)
    await settle_balance(connection, order, now=now, chance=chance)


def _credit(order: Order, amount: Decimal, *, place: Translated, reason: str) -> Line:
    """VAT as of the line that was paid for the place."""
    paid = next(line for line in order.lines if line.kind is not LineKind.SERVICE)
    return Line(
        kind=LineKind.CREDIT,
        product=paid.product,
        text=_CREDIT.with_figures(place=place),
        amount=-amount,
        vat_rate=paid.vat_rate,
        vat_amount=contained_vat(-amount, paid.vat_rate),
        reason=reason,
    )
