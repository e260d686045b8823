"""Knows what clerks do to an order's money by hand: another price, and refunds that they paid. As the system."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.errors import Invalid
from harbors.orders.records import Line, LineKind, Order, OrderId, Unit
from harbors.orders.refusals import order_fault
from harbors.orders.rules import cents, contained_vat
from harbors.payments.records import Refund, RefundId
from harbors.payments.refunding import note_refund_paid
from harbors.settlements.commands import change_price, hold_for_settling
from harbors.settlements.refusals import line_unknown, reason_unfit
from harbors.sql import Connection

_LONGEST = 2_000


async def adjust_price(
    connection: Connection,
    id: OrderId,
    *,
    line_number: int,
    amount: Decimal,
    reason: str,
    by: str,
    now: datetime,
    chance: Chance,
) -> Order:
    """Change the price of an order by a line like one that it has. Raises ``HarborError``."""
    words = _words(reason, "reason")
    if amount != cents(amount) or amount == 0:
        raise Invalid(order_fault("AMOUNT_WRONG", field="amount"))
    order = await hold_for_settling(connection, id)
    if not 1 <= line_number <= len(order.lines):
        raise line_unknown()
    line = _adjusted(order.lines[line_number - 1], cents(amount), words)
    return await change_price(connection, order, [line], by=by, now=now, chance=chance)


async def note_refund(connection: Connection, id: RefundId, *, note: str, by: str, now: datetime) -> Refund:
    """Note that people paid a refund. Raises ``HarborError``."""
    words = _words(note, "note")
    await act_as_system(connection)
    return await note_refund_paid(connection, id, note=words, by=by, now=now)


def _adjusted(line: Line, amount: Decimal, reason: str) -> Line:
    return replace(
        line,
        kind=LineKind.ADJUSTMENT,
        amount=amount,
        vat_amount=contained_vat(amount, line.vat_rate),
        quantity=Decimal(1),
        unit=Unit.PIECE,
        ground=None,
        reason=reason,
    )


def _words(text: str, field: str) -> str:
    words = text.strip()
    if not 1 <= len(words) <= _LONGEST:
        raise reason_unfit(field)
    return words
