"""Knows how the price of a notice follows what happens to it: what is left to pay, what goes back, and on which order.

Orders for differences come before the first order, the newest first: what is taken off is taken off there.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from harbors.chance import Chance
from harbors.orders.commands import add_lines, mark_cancelled
from harbors.orders.records import NOTHING, Line, LineKind, Order, OrderStatus, Product
from harbors.orders.rules import cents, contained_vat
from harbors.payments.balancing import settle_balance
from harbors.payments.records import RefundReason
from harbors.sql import Connection
from harbors.text import Translated

_MEASURED = Translated(fi="Vene mitattiin uudelleen", sv="Båten mättes på nytt", en="The boat was measured anew")
_LEFT = Translated(
    fi="Hyvitys: vene vietiin pois", sv="Gottgörelse: båten hämtades", en="Credit: the boat was taken away"
)


def change_line(kind: LineKind, amount: Decimal, *, vat_rate: Decimal, reason: str) -> Line:
    """A line by which the price changes after the quote."""
    return Line(
        kind=kind,
        product=Product.WINTER_STORAGE,
        text=_LEFT if kind is LineKind.CREDIT else _MEASURED,
        amount=amount,
        vat_rate=vat_rate,
        vat_amount=contained_vat(amount, vat_rate),
        reason=reason,
    )


def charged(orders: Sequence[Order]) -> Decimal:
    """What is owed or paid on orders that stand."""
    return sum((order.total for order in orders if order.status in (OrderStatus.OPEN, OrderStatus.PAID)), NOTHING)


async def take_off(
    connection: Connection,
    orders: Sequence[Order],
    amount: Decimal,
    *,
    kind: LineKind,
    reason: str,
    by: str,
    now: datetime,
    chance: Chance,
) -> None:
    """Take an amount off orders that are held, the first first, and owe what was paid too much. For the system."""
    for order in orders:
        part = min(amount, order.total)
        if part <= 0 or order.status not in (OrderStatus.OPEN, OrderStatus.PAID):
            continue
        line = change_line(kind, -part, vat_rate=order.lines[0].vat_rate, reason=reason)
        changed = await add_lines(connection, order, [line], by=by, now=now)
        await settle_balance(connection, changed, reason=RefundReason.PRICE_CHANGED, now=now, chance=chance)
        amount -= part


async def cancel_all(connection: Connection, orders: Sequence[Order], *, now: datetime, chance: Chance) -> None:
    """Take orders that are held back whole; what was paid on them is owed. For the system."""
    for order in orders:
        if order.status in (OrderStatus.OPEN, OrderStatus.PAID):
            cancelled = await mark_cancelled(connection, order, now=now)
            await settle_balance(connection, cancelled, reason=RefundReason.CANCELLED, now=now, chance=chance)


def share_of(orders: Sequence[Order], share: Decimal) -> Decimal:
    """A share of what was paid."""
    return cents(share * sum((order.total for order in orders if order.status is OrderStatus.PAID), NOTHING))
