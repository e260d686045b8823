"""Knows where payments and refunds can go, what a gateway's word means, and how money goes back over its payments."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from harbors.errors import Invalid
from harbors.orders.records import NOTHING, Order, OrderStatus
from harbors.orders.refusals import order_stands
from harbors.orders.rules import cents
from harbors.payments.records import (
    GATEWAYS,
    PAYMENT_TRANSITIONS,
    REFUND_TRANSITIONS,
    Balance,
    GatewayStatus,
    Method,
    Outcome,
    Payment,
    PaymentId,
    PaymentStatus,
    Refund,
    RefundStatus,
    Verdict,
)
from harbors.payments.refusals import payment_fault, refund_stands

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=6)
_ABANDONED_AFTER = timedelta(days=7)
_MOST_DOUBLINGS = 12


def require_payable(order: Order, balance: Balance, *, now: datetime) -> Decimal:
    """What an order takes now. Raises ``Refused`` for one that takes no money, in time or at all."""
    if order.status is not OrderStatus.OPEN:
        raise order_stands(order.status)
    if order.expires_at is not None and order.expires_at <= now:
        raise order_stands(OrderStatus.EXPIRED)
    if balance.due <= 0:
        raise order_stands(OrderStatus.PAID)
    return balance.due


def require_gateway(method: Method, offered: Sequence[Method]) -> None:
    """Raise ``Invalid`` for a way to pay that has no page, or that the service does not offer."""
    if method not in GATEWAYS or method not in offered:
        raise Invalid(payment_fault("METHOD_NOT_OFFERED", "method"))


def require_amount(amount: Decimal) -> Decimal:
    """An amount of money that came, to the cent. Raises ``Invalid``."""
    if amount <= 0 or amount != cents(amount):
        raise Invalid(payment_fault("AMOUNT_WRONG", "amount"))
    return cents(amount)


def judge(payment: Payment, verdict: Verdict, *, reference: str) -> tuple[Outcome, PaymentStatus]:
    """What a gateway's word does to a payment of the order with this ``reference``, and where it stands then."""
    here = payment.status
    if verdict.status is GatewayStatus.OK:
        return _paid(payment, verdict, reference=reference)
    if here is PaymentStatus.CAPTURED:
        return (Outcome.CONTRADICTED if verdict.status is GatewayStatus.FAIL else Outcome.HEARD), here
    if verdict.status is GatewayStatus.FAIL:
        failed = PaymentStatus.FAILED
        return (Outcome.APPLIED, failed) if can_pay_go(here, failed) else (Outcome.REPEATED, here)
    pending = PaymentStatus.PENDING
    return (Outcome.APPLIED, pending) if can_pay_go(here, pending) else (Outcome.HEARD, here)


def can_pay_go(here: PaymentStatus, to: PaymentStatus) -> bool:
    """Whether a payment can go there from where it stands."""
    return to in PAYMENT_TRANSITIONS[here]


def can_refund_go(here: RefundStatus, to: RefundStatus) -> bool:
    """Whether a refund can go there from where it stands."""
    return to in REFUND_TRANSITIONS[here]


def require_refund_step(refund: Refund, to: RefundStatus) -> None:
    """Raise ``Refused`` when the refund cannot go there from where it stands."""
    if not can_refund_go(refund.status, to):
        raise refund_stands(refund.status)


def spread(amount: Decimal, kept: Sequence[tuple[PaymentId, Decimal]]) -> list[tuple[PaymentId, Decimal]]:
    """How an amount goes back over what is kept of payments, the newest of which come first: money that came twice
    goes back to where the second came from. Raises ``ValueError`` where that is too little.
    """
    parts = []
    for id, left in kept:
        part = min(amount, left)
        if part > 0:
            parts.append((id, part))
            amount -= part
    if amount > 0:
        raise ValueError("more goes back than came")
    return parts


def commission(amount: Decimal, percent: Decimal) -> Decimal:
    """What the service keeps of an amount, to the cent."""
    return cents(amount * percent / 100)


def pause_after(asks: int) -> timedelta:
    """How long until a gateway is asked again: a minute, twice as long each time, six hours at most."""
    return min(_FIRST_PAUSE * (1 << min(asks, _MOST_DOUBLINGS)), _LONGEST_PAUSE)


def is_abandoned(payment: Payment, order_status: OrderStatus, *, now: datetime) -> bool:
    """Whether nobody is going to pay that any more; money that comes all the same is taken as late."""
    return order_status is not OrderStatus.OPEN and payment.created_at + _ABANDONED_AFTER <= now


def surplus(balance: Balance, status: OrderStatus) -> Decimal:
    """What has to go back of an order that stands there."""
    owed = balance.kept - (balance.total if status in (OrderStatus.OPEN, OrderStatus.PAID) else NOTHING)
    return max(owed, NOTHING)


def adds_up(balance: Balance, status: OrderStatus) -> bool:
    """The invariant of money: what is kept is the total once paid, nothing once closed, no more than that before."""
    match status:
        case OrderStatus.OPEN:
            return NOTHING <= balance.kept <= balance.total
        case OrderStatus.PAID:
            return balance.kept == balance.total
        case _:
            return balance.kept == NOTHING


def _paid(payment: Payment, verdict: Verdict, *, reference: str) -> tuple[Outcome, PaymentStatus]:
    if payment.status is PaymentStatus.CAPTURED:
        same = verdict.transaction_id == payment.transaction_id and verdict.amount == payment.amount
        return (Outcome.REPEATED if same else Outcome.CONTRADICTED), payment.status
    agrees = verdict.amount == payment.amount and verdict.reference == reference
    if agrees and payment.transaction_id in (None, verdict.transaction_id):
        return Outcome.APPLIED, PaymentStatus.CAPTURED
    return Outcome.MISMATCHED, PaymentStatus.MISMATCHED
