"""Knows how what was paid too much comes to be owed: by lines that were added, by closing, by paying twice.

Whoever changes an order that is held calls ``settle_balance`` after that, in the same transaction.
"""

from datetime import datetime
from decimal import Decimal

from harbors.chance import Chance, draw_id
from harbors.invoices.commands import credit_what_changed
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.orders.records import Order, OrderStatus
from harbors.payments.reads import STATEMENTS, balance_of
from harbors.payments.records import RefundId, RefundReason
from harbors.payments.refusals import price_above_paid
from harbors.payments.rules import spread, surplus
from harbors.sql import Connection


async def settle_balance(
    connection: Connection,
    order: Order,
    *,
    now: datetime,
    chance: Chance,
    reason: RefundReason = RefundReason.PRICE_CHANGED,
) -> Decimal:
    """Owe whatever an order that is held was paid too much, spread over its payments; how much that is. As the system.

    Where it was invoiced, and has become cheaper or void, its credit note is given.

    Raises ``Refused`` for an order that is paid and has become dearer: the difference is an order of its own.
    """
    balance = await balance_of(connection, order.id)
    if order.status is OrderStatus.PAID and balance.due > 0:
        raise price_above_paid()
    await credit_what_changed(connection, order, now=now, chance=chance)
    owed = surplus(balance, order.status)
    await _owe(connection, order, owed, reason=reason, now=now, chance=chance)
    return owed


async def _owe(
    connection: Connection, order: Order, amount: Decimal, *, reason: RefundReason, now: datetime, chance: Chance
) -> None:
    if amount == 0:
        return
    rows = await STATEMENTS.kept_of_payments.rows(connection, order_id=order.id)
    for payment_id, part in spread(amount, [(row["id"], row["kept"]) for row in rows]):
        id = RefundId(draw_id(chance))
        await STATEMENTS.add_refund.run(connection, id=id, payment_id=payment_id, amount=part, reason=reason, now=now)
        # Where people pay it the job finds nothing to do.
        await put(connection, Job.SEND_REFUND, {"refund": str(id)}, key=f"refund {id}")
