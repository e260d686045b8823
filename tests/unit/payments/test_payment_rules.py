"""Where payments and refunds can go, what a gateway's word does, and how money goes back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from harbors.errors import Invalid
from harbors.orders.records import OrderId, OrderStatus
from harbors.payments.addresses import require_return
from harbors.payments.records import (
    PAYMENT_TRANSITIONS,
    REFUND_TRANSITIONS,
    Balance,
    GatewayStatus,
    Method,
    Outcome,
    Payment,
    PaymentId,
    PaymentStatus,
    RefundStatus,
    Verdict,
)
from harbors.payments.rules import (
    adds_up,
    commission,
    is_abandoned,
    judge,
    pause_after,
    require_amount,
    require_gateway,
    spread,
    surplus,
)
from harbors.places.records import ProviderId

NOW = datetime(2027, 2, 1, tzinfo=UTC)
REFERENCE = "K7M39-QXW4R"
PENDING = Payment(
    id=PaymentId(UUID(int=1)),
    order_id=OrderId(UUID(int=2)),
    provider_id=ProviderId(UUID(int=3)),
    method=Method.EMBEDDED,
    status=PaymentStatus.PENDING,
    amount=Decimal("290.00"),
    transaction_id="t-1",
    href="https://pay.example/t-1",
    return_url="https://ahti.example/",
    client_id=None,
    created_at=NOW,
)


def told(status: GatewayStatus, amount: str = "290.00", *, of: str = "t-1", reference: str = REFERENCE) -> Verdict:
    return Verdict(transaction_id=of, status=status, amount=Decimal(amount), reference=reference)


def judged(here: PaymentStatus, verdict: Verdict) -> tuple[Outcome, PaymentStatus]:
    return judge(replace(PENDING, status=here), verdict, reference=REFERENCE)


S, G = PaymentStatus, GatewayStatus


@pytest.mark.parametrize(
    ("here", "word", "outcome", "there"),
    [
        (S.STARTED, G.NEW, Outcome.APPLIED, S.PENDING),
        (S.STARTED, G.OK, Outcome.APPLIED, S.CAPTURED),
        (S.STARTED, G.FAIL, Outcome.APPLIED, S.FAILED),
        (S.PENDING, G.PENDING, Outcome.HEARD, S.PENDING),
        (S.PENDING, G.DELAYED, Outcome.HEARD, S.PENDING),
        (S.PENDING, G.OK, Outcome.APPLIED, S.CAPTURED),
        (S.PENDING, G.FAIL, Outcome.APPLIED, S.FAILED),
        (S.FAILED, G.OK, Outcome.APPLIED, S.CAPTURED),
        (S.FAILED, G.FAIL, Outcome.REPEATED, S.FAILED),
        (S.FAILED, G.PENDING, Outcome.HEARD, S.FAILED),
        (S.CAPTURED, G.OK, Outcome.REPEATED, S.CAPTURED),
        (S.CAPTURED, G.FAIL, Outcome.CONTRADICTED, S.CAPTURED),
        (S.CAPTURED, G.PENDING, Outcome.HEARD, S.CAPTURED),
        (S.MISMATCHED, G.OK, Outcome.APPLIED, S.CAPTURED),
        (S.MISMATCHED, G.FAIL, Outcome.APPLIED, S.FAILED),
    ],
)
def test_a_word_of_the_gateway_moves_a_payment_along_its_table(
    here: PaymentStatus, word: GatewayStatus, outcome: Outcome, there: PaymentStatus
) -> None:
    assert judged(here, told(word)) == (outcome, there)
    assert there is here or there in PAYMENT_TRANSITIONS[here]


@pytest.mark.parametrize(
    "wrong",
    [
        told(GatewayStatus.OK, "289.99"),
        told(GatewayStatus.OK, reference="AAAAA-AAAAA"),
        told(GatewayStatus.OK, of="t-2"),
    ],
)
@pytest.mark.parametrize("here", [S.PENDING, S.FAILED])
def test_what_does_not_match_is_kept_and_never_applied(here: PaymentStatus, wrong: Verdict) -> None:
    assert judged(here, wrong) == (Outcome.MISMATCHED, PaymentStatus.MISMATCHED)


def test_another_amount_after_the_capture_contradicts_it() -> None:
    assert judged(S.CAPTURED, told(GatewayStatus.OK, "1.00")) == (Outcome.CONTRADICTED, PaymentStatus.CAPTURED)


def test_captured_payments_and_done_refunds_go_nowhere() -> None:
    assert not PAYMENT_TRANSITIONS[PaymentStatus.CAPTURED]
    assert not REFUND_TRANSITIONS[RefundStatus.DONE]


def test_a_refund_goes_along_its_table() -> None:
    arrows = {(here, there) for here, targets in REFUND_TRANSITIONS.items() for there in targets}
    assert arrows == {
        (RefundStatus.OWED, RefundStatus.SENT),
        (RefundStatus.OWED, RefundStatus.DONE),
        (RefundStatus.SENT, RefundStatus.DONE),
        (RefundStatus.SENT, RefundStatus.FAILED),
        (RefundStatus.FAILED, RefundStatus.DONE),
    }


def test_money_goes_back_to_the_newest_payment_first() -> None:
    one, two = PaymentId(UUID(int=1)), PaymentId(UUID(int=2))
    kept = [(two, Decimal("40.00")), (one, Decimal("100.00"))]
    assert spread(Decimal("60.00"), kept) == [(two, Decimal("40.00")), (one, Decimal("20.00"))]
    with pytest.raises(ValueError, match="more goes back"):
        spread(Decimal("140.01"), kept)


def test_what_is_too_much_depends_on_where_the_order_stands() -> None:
    balance = Balance(total=Decimal("290.00"), captured=Decimal("580.00"), refunded=Decimal("100.00"))
    assert surplus(balance, OrderStatus.PAID) == Decimal("190.00")
    assert surplus(balance, OrderStatus.EXPIRED) == surplus(balance, OrderStatus.CANCELLED) == Decimal("480.00")
    assert surplus(Balance(total=Decimal(9), captured=Decimal(1), refunded=Decimal(0)), OrderStatus.OPEN) == 0


@pytest.mark.parametrize(
    ("captured", "refunded", "status", "right"),
    [
        ("290.00", "0.00", OrderStatus.PAID, True),
        ("290.00", "0.01", OrderStatus.PAID, False),
        ("289.99", "0.00", OrderStatus.OPEN, True),
        ("290.01", "0.00", OrderStatus.OPEN, False),
        ("290.00", "290.00", OrderStatus.EXPIRED, True),
        ("290.00", "0.00", OrderStatus.CANCELLED, False),
    ],
)
def test_an_order_adds_up_to_the_cent(captured: str, refunded: str, status: OrderStatus, right: bool) -> None:
    balance = Balance(total=Decimal("290.00"), captured=Decimal(captured), refunded=Decimal(refunded))
    assert adds_up(balance, status) is right


def test_pauses_grow_until_six_hours() -> None:
    pauses = [pause_after(asks) for asks in range(30)]
    assert pauses[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=6)


def test_a_payment_is_given_up_a_week_after_only_where_its_order_is_closed() -> None:
    week = timedelta(days=7)
    assert is_abandoned(PENDING, OrderStatus.EXPIRED, now=NOW + week)
    assert not is_abandoned(PENDING, OrderStatus.EXPIRED, now=NOW + week - timedelta(seconds=1))
    assert not is_abandoned(PENDING, OrderStatus.OPEN, now=NOW + 5 * week)


def test_only_offered_gateways_and_whole_cents_are_taken() -> None:
    require_gateway(Method.EMBEDDED, [Method.EMBEDDED])
    for method in (Method.PAYTRAIL, Method.MANUAL):
        with pytest.raises(Invalid):
            require_gateway(method, [Method.EMBEDDED, Method.MANUAL])
    for amount in ("0", "-1", "1.001"):
        with pytest.raises(Invalid):
            require_amount(Decimal(amount))


def test_a_commission_is_rounded_to_the_cent() -> None:
    assert commission(Decimal("290.00"), Decimal("1.25")) == Decimal("3.63")


OWN = "https://ahti.example/app"
PROGRAM = ("https://boats.example/paid", "fi.boats.app:/paid")


@pytest.mark.parametrize("address", ["https://ahti.example/app/orders", *PROGRAM])
def test_payers_come_back_to_our_pages_and_to_those_of_the_program(address: str) -> None:
    require_return(address, own_url=OWN, registered=PROGRAM)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/app/",
        "https://ahti.example.evil.example/app/",
        "https://ahti.example@evil.example/app/",
        "https://ahti.example/application",
        "https://ahti.example/app/../evil",
        "http://ahti.example/app/",
        "https://boats.example/paid/../evil",
        "javascript:alert(1)",
        "//evil.example",
        "",
    ],
)
def test_payers_are_sent_nowhere_else(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_return(address, own_url=OWN, registered=PROGRAM)
    assert [problem.code for problem in refused.value.problems] == ["RETURN_NOT_ALLOWED"]
