"""Knows how money meets its order: noted once, then the order is paid and fulfilled, or the money goes back.

The application is held before its order, the order before its payments. Everything here acts as the system.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.errors import HarborError
from harbors.orders.commands import add_lines, hold_order, mark_cancelled, mark_paid
from harbors.orders.records import Line, Order, OrderId, OrderStatus, Purpose
from harbors.payments.balancing import settle_balance
from harbors.payments.commands import move_payment, note_event, note_received
from harbors.payments.reads import STATEMENTS, balance_of, hold_payment, payment_with
from harbors.payments.records import (
    EventKind,
    Outcome,
    Payment,
    PaymentId,
    PaymentStatus,
    Received,
    RefundReason,
    Verdict,
)
from harbors.payments.rules import is_abandoned, judge, require_amount
from harbors.settlements.fulfilments import FULFILMENTS, Fulfilment
from harbors.settlements.refusals import cancelled_elsewhere
from harbors.settlements.telling import tell_of_return
from harbors.sql import Connection

Fulfilments = Mapping[Purpose, Fulfilment]


async def hold_for_settling(connection: Connection, id: OrderId) -> Order:
    """An order with what it is for, held in the order in which everybody locks. Raises ``NotFound``."""
    await act_as_system(connection)
    await STATEMENTS.hold_application_of_order.run(connection, order_id=id)
    return await hold_order(connection, id)


async def hear_verdict(
    connection: Connection,
    payment_id: PaymentId,
    verdict: Verdict,
    *,
    kind: EventKind,
    now: datetime,
    chance: Chance,
    fulfilments: Fulfilments = FULFILMENTS,
) -> Outcome:
    """Take a gateway's word for a payment, and do what follows of it, once. Raises ``NotFound``."""
    await act_as_system(connection)
    order = await hold_for_settling(connection, (await payment_with(connection, payment_id)).order_id)
    payment = await hold_payment(connection, payment_id)
    outcome, status = judge(payment, verdict, reference=order.reference)
    await note_event(connection, payment.method, kind, _told(verdict), outcome, payment_id=payment_id, now=now)
    if status is not payment.status:
        await move_payment(
            connection,
            payment,
            status,
            transaction_id=verdict.transaction_id,
            failure=_failure(outcome, status, verdict),
            now=now,
        )
    if outcome is Outcome.APPLIED and status is PaymentStatus.CAPTURED:
        await settle(connection, order, now=now, chance=chance, fulfilments=fulfilments)
    return outcome


async def receive(
    connection: Connection,
    received: Received,
    *,
    now: datetime,
    chance: Chance,
    fulfilments: Fulfilments = FULFILMENTS,
) -> Payment:
    """Take money that came without a gateway: a transfer to an account, or what was paid at the desk.

    The same transaction again has no second effect, and the payment is told as it stands. Raises ``NotFound``,
    ``Invalid`` for an amount that cannot be.
    """
    require_amount(received.amount)
    order = await hold_for_settling(connection, received.order_id)
    id = await note_received(connection, received, order, now=now, chance=chance)
    if id is not None:
        await settle(connection, order, now=now, chance=chance, fulfilments=fulfilments)
        return await payment_with(connection, id)
    known = await STATEMENTS.payment_of_transaction.value(
        connection,
        provider_id=order.provider_id,
        method=received.method,
        transaction_id=received.transaction_id,
    )
    return await payment_with(connection, known)


async def settle(
    connection: Connection,
    order: Order,
    *,
    now: datetime,
    chance: Chance,
    reason: RefundReason | None = None,
    fulfilments: Fulfilments = FULFILMENTS,
) -> Order:
    """Have an order that is held follow its money: enough makes it paid and fulfilled, too much goes back."""
    balance = await balance_of(connection, order.id)
    before = order.status
    if balance.due <= 0 and before is OrderStatus.OPEN:
        order = await _pay(connection, order, fulfilments[order.purpose], now=now, chance=chance)
    elif balance.due <= 0 and before is OrderStatus.EXPIRED and balance.kept > 0:
        order = await _pay_late(connection, order, fulfilments[order.purpose], now=now, chance=chance)
    why = reason or _why(before, order.status)
    owed = await settle_balance(connection, order, reason=why, now=now, chance=chance)
    if owed:
        captured = balance.captured
        await tell_of_return(connection, order, owed, reason=why, captured=captured, now=now, chance=chance)
    return order


async def change_price(
    connection: Connection,
    order: Order,
    lines: Sequence[Line],
    *,
    by: str,
    now: datetime,
    chance: Chance,
    fulfilments: Fulfilments = FULFILMENTS,
) -> Order:
    """Change the price of an order that is held by further lines, and settle what follows. Raises ``HarborError``."""
    order = await add_lines(connection, order, lines, by=by, now=now)
    return await settle(
        connection, order, reason=RefundReason.PRICE_CHANGED, now=now, chance=chance, fulfilments=fulfilments
    )


async def cancel_order(
    connection: Connection,
    id: OrderId,
    *,
    reason: str,
    now: datetime,
    chance: Chance,
    fulfilments: Fulfilments = FULFILMENTS,
) -> Order:
    """Take an order back whole, with what it was for; all that came for it is owed. Raises ``HarborError``."""
    order = await hold_for_settling(connection, id)
    fulfilment = fulfilments.get(order.purpose)
    if fulfilment is None or fulfilment.taken_back is None:
        raise cancelled_elsewhere()
    cancelled = await mark_cancelled(connection, order, now=now)
    await fulfilment.taken_back(connection, order, reason=reason, now=now, chance=chance)
    await settle_balance(connection, cancelled, reason=RefundReason.CANCELLED, now=now, chance=chance)
    return cancelled


async def give_up(connection: Connection, payment: Payment, *, now: datetime) -> bool:
    """Ask no more for a payment that nobody is going to make; money that comes all the same is taken as late."""
    order = await hold_for_settling(connection, payment.order_id)
    held = await hold_payment(connection, payment.id)
    if held.status is not PaymentStatus.PENDING or not is_abandoned(held, order.status, now=now):
        return False
    await move_payment(connection, held, PaymentStatus.FAILED, failure="ABANDONED", now=now)
    return True


async def _pay(connection: Connection, order: Order, fulfilment: Fulfilment, *, now: datetime, chance: Chance) -> Order:
    """Paid and fulfilled; where it cannot be fulfilled it is cancelled instead, and the money goes back."""
    try:
        async with connection.transaction():
            paid = await mark_paid(connection, order, now=now)
            await fulfilment.paid(connection, paid, now=now, chance=chance)
            return paid
    except HarborError:
        return await mark_cancelled(connection, order, now=now)


async def _pay_late(
    connection: Connection, order: Order, fulfilment: Fulfilment, *, now: datetime, chance: Chance
) -> Order:
    """Paid and rebooked where it is still to be had; else the order stays expired, and nothing of the try is left."""
    try:
        async with connection.transaction():
            paid = await mark_paid(connection, order, now=now)
            if not await fulfilment.paid_late(connection, paid, now=now, chance=chance):
                raise _Gone
            return paid
    except (_Gone, HarborError):
        return replace(order)


class _Gone(Exception):
    """What was ordered is somebody else's by now."""


def _why(before: OrderStatus, after: OrderStatus) -> RefundReason:
    """Why what is too much goes back, of an order that stood and stands there."""
    if before is OrderStatus.OPEN and after is OrderStatus.CANCELLED:
        return RefundReason.UNFULFILLED
    if after is OrderStatus.EXPIRED:
        return RefundReason.LATE
    return RefundReason.CANCELLED if after is OrderStatus.CANCELLED else RefundReason.SURPLUS


def _failure(outcome: Outcome, status: PaymentStatus, verdict: Verdict) -> str | None:
    if outcome is Outcome.MISMATCHED:
        return f"told of {verdict.amount} for {verdict.reference}"
    return "the gateway says no" if status is PaymentStatus.FAILED else None


def _told(verdict: Verdict) -> dict[str, str]:
    return {
        "transaction_id": verdict.transaction_id,
        "status": verdict.status,
        "amount": str(verdict.amount),
        "reference": verdict.reference,
    }
