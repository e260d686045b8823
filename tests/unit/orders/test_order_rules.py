"""What lines an order can have, what VAT they contain, and where an order can go."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from harbors.errors import Invalid, Refused
from harbors.orders.records import (
    ORDER_TRANSITIONS,
    Line,
    LineKind,
    Order,
    OrderId,
    OrderStatus,
    Payer,
    Product,
    Purpose,
    RateSum,
)
from harbors.orders.rules import check_lines, contained_vat, require_changeable, require_step, sums_by_rate
from harbors.places.records import ProviderId
from harbors.text import Language, Translated

TEXT = Translated(fi="Venepaikka A 1", sv="Båtplats A 1", en="Berth A 1")
NOW = datetime(2027, 2, 1, tzinfo=UTC)


def line(amount: str, rate: str = "25.50", *, kind: LineKind = LineKind.PLACE, **told: object) -> Line:
    euros, percent = Decimal(amount), Decimal(rate)
    made = Line(
        kind=kind,
        product=Product.BERTH,
        text=TEXT,
        amount=euros,
        vat_rate=percent,
        vat_amount=contained_vat(euros, percent),
    )
    return replace(made, **told)  # type: ignore[arg-type]  # each test names a field of Line


def order(status: OrderStatus = OrderStatus.OPEN, *lines: Line) -> Order:
    return Order(
        id=OrderId(UUID(int=1)),
        provider_id=ProviderId(UUID(int=2)),
        reference="K7M39-QXW4R",
        purpose=Purpose.OFFER,
        status=status,
        payer=Payer(name="Maija Meri", email=None, language=Language.FI),
        lines=lines or (line("290.00"),),
        expires_at=None,
        created_at=NOW,
    )


def codes(*lines: Line, before: str = "0") -> list[str]:
    with pytest.raises(Invalid) as refused:
        check_lines(lines, before=Decimal(before))
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("amount", "rate", "vat"),
    [
        ("290.00", "25.50", "58.92"),
        ("399.00", "25.50", "81.07"),
        ("113.50", "13.50", "13.50"),
        ("-100.00", "25.50", "-20.32"),
        ("0.05", "25.50", "0.01"),
        ("62.00", "0.00", "0.00"),
    ],
)
def test_vat_is_contained_in_the_price(amount: str, rate: str, vat: str) -> None:
    assert contained_vat(Decimal(amount), Decimal(rate)) == Decimal(vat)


def test_half_a_cent_of_vat_goes_away_from_nothing() -> None:
    assert contained_vat(Decimal("0.01"), Decimal(100)) == Decimal("0.01")
    assert contained_vat(Decimal("-0.01"), Decimal(100)) == Decimal("-0.01")


def test_lines_are_summed_by_rate_in_order_of_rate() -> None:
    lines = [line("290.00"), line("113.50", "13.50"), line("-29.00", kind=LineKind.CREDIT, reason="Myöhässä")]
    assert list(sums_by_rate(lines).items()) == [
        (Decimal("13.50"), RateSum(Decimal("113.50"), Decimal("13.50"))),
        (Decimal("25.50"), RateSum(Decimal("261.00"), Decimal("53.03"))),
    ]


def test_total_is_the_sum_of_the_lines() -> None:
    off = line("-58.00", kind=LineKind.SUBSIDY, ground=TEXT)
    assert order(OrderStatus.OPEN, line("290.00"), off).total == Decimal("232.00")


def test_order_without_lines_is_refused() -> None:
    assert codes() == ["NO_LINES"]


def test_line_with_wrong_tax_or_parts_of_a_cent_is_refused() -> None:
    assert codes(line("290.00", vat_amount=Decimal("58.93"))) == ["AMOUNT_WRONG"]
    assert codes(line("0.005")) == ["AMOUNT_WRONG"]
    assert codes(line("100000000000.00")) == ["AMOUNT_WRONG"]


@pytest.mark.parametrize(
    ("kind", "amount"), [(LineKind.PLACE, "-1.00"), (LineKind.CREDIT, "1.00"), (LineKind.SUBSIDY, "1.00")]
)
def test_price_takes_nothing_off_and_credit_adds_nothing(kind: LineKind, amount: str) -> None:
    assert codes(line(amount, kind=kind, ground=TEXT, reason="Syy"), before="5") == ["SIGN_WRONG"]


def test_subsidy_has_its_ground_and_a_change_its_reason() -> None:
    assert codes(line("-1.00", kind=LineKind.SUBSIDY), before="5") == ["GROUND_MISSING"]
    assert codes(line("-1.00", kind=LineKind.CREDIT), before="5") == ["REASON_MISSING"]
    assert codes(line("1.00", kind=LineKind.ADJUSTMENT), before="5") == ["REASON_MISSING"]


def test_order_never_falls_below_nothing() -> None:
    credit = line("-290.00", kind=LineKind.CREDIT, reason="Syy")
    check_lines([credit], before=Decimal("290.00"))
    assert codes(credit, before="289.99") == ["BELOW_NOTHING"]


@pytest.mark.parametrize("status", OrderStatus)
@pytest.mark.parametrize("to", OrderStatus)
def test_order_goes_only_where_the_table_lets_it(status: OrderStatus, to: OrderStatus) -> None:
    if to in ORDER_TRANSITIONS[status]:
        require_step(order(status), to)
    else:
        with pytest.raises(Refused) as refused:
            require_step(order(status), to)
        assert [problem.code for problem in refused.value.problems] == [f"ORDER_{status}"]


def test_late_money_revives_what_expired_and_nothing_what_was_cancelled() -> None:
    assert ORDER_TRANSITIONS[OrderStatus.EXPIRED] == {OrderStatus.PAID}
    assert not ORDER_TRANSITIONS[OrderStatus.CANCELLED]


def test_closed_orders_get_no_lines() -> None:
    require_changeable(order(OrderStatus.OPEN))
    require_changeable(order(OrderStatus.PAID))
    for status in (OrderStatus.EXPIRED, OrderStatus.CANCELLED):
        with pytest.raises(Refused):
            require_changeable(order(status))
