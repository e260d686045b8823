"""Knows what days cost: a lease costs its price by the days held, rounded once, and a change settles the difference.

The day on which a lease begins is a day of it, that on which it ends is not: whoever changes places pays the new one
from that day on, and no day is paid twice. What days held cost is rounded, half a cent up; what is left is the rest, so
that nothing is lost between both.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from harbors.leases.records import Charge, Lease, Period
from harbors.orders.records import NOTHING, LineKind, Order
from harbors.orders.rules import cents
from harbors.switching.records import Left, RefundKind, RefundRule, Settlement


def days(period: Period, time_zone: str) -> int:
    """The days of a period, there: with the one on which it begins, without the one on which it ends."""
    return (day_of(period.end, time_zone) - day_of(period.start, time_zone)).days


def day_of(at: datetime, time_zone: str) -> date:
    """The day of an instant, there."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)


def for_places(order: Order) -> Decimal:
    """What an order comes to without services, which are not settled by days."""
    return sum((line.amount for line in order.lines if line.kind is not LineKind.SERVICE), NOTHING)


def left_of(charge: Charge, period: Period, *, at: datetime, time_zone: str) -> Left:
    """What is left of a charge for a period when it ends ``at``: all but the cost of the days held."""
    whole, held = days(period, time_zone), days(Period(period.start, max(at, period.start)), time_zone)
    return Left(_rest(charge.worth, held, whole), _rest(charge.paid, held, whole))


def settle(left: Left, worths: Sequence[Decimal], *, waived: bool = False) -> Settlement:
    """The difference between what is left and what the other places cost for that time.

    Dearer is due, unless it is waived: then the other places count as worth what the old one was, and to come back
    gives nothing back either. Cheaper is given back, of what was paid here.
    """
    difference = sum(worths, NOTHING) - left.worth
    if waived and difference > 0:
        worths, difference = spread(left.worth, worths), NOTHING
    due, back = max(difference, NOTHING), min(max(-difference, NOTHING), left.paid)
    return Settlement(due, back, tuple(worths), spread(left.paid + due - back, worths))


def spread(amount: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """An amount in parts by weight, to the cent; together they are the amount. Without weights the first has it all."""
    whole = sum(weights, NOTHING)
    if not whole:
        return (amount, *(NOTHING for _ in weights[1:]))
    sums = [cents(amount * sum(weights[: number + 1], NOTHING) / whole) for number in range(len(weights))]
    return tuple(now - before for before, now in zip([NOTHING, *sums], sums, strict=False))


def refund(rule: RefundRule, lease: Lease, *, at: datetime, time_zone: str) -> Decimal:
    """What the rule gives back of what was paid here for a lease that ends ``at``; never more than was paid."""
    if lease.charge is None:
        return NOTHING
    whole = _before_fee(rule, lease, lease.charge, at=at, time_zone=time_zone)
    return max(whole - rule.fee, NOTHING)


def _before_fee(rule: RefundRule, lease: Lease, charge: Charge, *, at: datetime, time_zone: str) -> Decimal:
    if rule.kind is RefundKind.NONE:
        return NOTHING
    if rule.kind is RefundKind.DAYS:
        return left_of(charge, lease.period, at=at, time_zone=time_zone).paid
    day = (day_of(at, time_zone) - lease.season.starts).days
    percent = next((step.percent for step in rule.steps if day < step.before_day), NOTHING)
    return cents(charge.paid * percent / 100)


def _rest(amount: Decimal, held: int, whole: int) -> Decimal:
    return amount - cents(amount * held / whole) if whole else amount
