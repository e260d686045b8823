"""Knows how VAT is contained in a price, which lines an order can have, and where it can go from where it stands."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from harbors.errors import Invalid
from harbors.orders.records import NOTHING, ORDER_TRANSITIONS, Line, LineKind, Order, OrderStatus, RateSum
from harbors.orders.refusals import order_fault, order_stands

CENT = Decimal("0.01")
_MOST = Decimal("9999999999.99")
_AT_LEAST_NOTHING = frozenset({LineKind.PLACE, LineKind.SERVICE, LineKind.DIFFERENCE})
_AT_MOST_NOTHING = frozenset({LineKind.SUBSIDY, LineKind.CREDIT})
_WITH_REASON = frozenset({LineKind.ADJUSTMENT, LineKind.CREDIT})


def cents(amount: Decimal) -> Decimal:
    """An amount to the cent; half a cent goes away from nothing, as the database rounds."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def contained_vat(amount: Decimal, rate: Decimal) -> Decimal:
    """The VAT that an amount contains, at a rate in percent; exact until it is rounded once."""
    return cents(amount * rate / (100 + rate))


def sums_by_rate(lines: Iterable[Line]) -> dict[Decimal, RateSum]:
    """What the lines come to at each rate of VAT, in order of rate."""
    sums: dict[Decimal, RateSum] = {}
    for line in sorted(lines, key=lambda line: line.vat_rate):
        before = sums.get(line.vat_rate, RateSum(NOTHING, NOTHING))
        sums[line.vat_rate] = RateSum(before.amount + line.amount, before.vat_amount + line.vat_amount)
    return sums


def check_lines(lines: Sequence[Line], *, before: Decimal = NOTHING) -> None:
    """Raise ``Invalid`` for lines that no order can have, or whose total with what is there falls below nothing."""
    problems = [order_fault(code) for line in lines if (code := _wrong(line))]
    if not lines:
        problems.append(order_fault("NO_LINES"))
    if before + sum((line.amount for line in lines), NOTHING) < 0:
        problems.append(order_fault("BELOW_NOTHING"))
    if problems:
        raise Invalid(*problems)


def require_step(order: Order, to: OrderStatus) -> None:
    """Raise ``Refused`` when the order cannot go there from where it stands."""
    if to not in ORDER_TRANSITIONS[order.status]:
        raise order_stands(order.status)


def require_changeable(order: Order) -> None:
    """Raise ``Refused`` when no line is added any more."""
    if order.status not in (OrderStatus.OPEN, OrderStatus.PAID):
        raise order_stands(order.status)


def _wrong(line: Line) -> str | None:
    amount = line.amount
    if amount != cents(amount) or abs(amount) > _MOST or line.vat_amount != contained_vat(amount, line.vat_rate):
        return "AMOUNT_WRONG"
    if (line.kind in _AT_LEAST_NOTHING and amount < 0) or (line.kind in _AT_MOST_NOTHING and amount > 0):
        return "SIGN_WRONG"
    if line.kind is LineKind.SUBSIDY and line.ground is None:
        return "GROUND_MISSING"
    if line.kind in _WITH_REASON and not line.reason:
        return "REASON_MISSING"
    return None
