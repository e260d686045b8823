"""Paytrail's API over real sockets, against a server that keeps to what Paytrail documents."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest
from pydantic import SecretStr

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.gateways.payments.paytrail import Paytrail
from ahti.gateways.payments.records import (
    AskedItem,
    AskedPayment,
    AskedRefund,
    Callback,
    Commission,
    Created,
    Forged,
    GatewayDown,
    GatewayRefused,
    Told,
)
from ahti.gateways.payments.signatures import Algorithm, sign
from ahti.gateways.payments.wire import open_client
from harbors.payments.records import GatewayStatus
from harbors.text import Language
from tests.integration.gateways.paytrail_like import PaytrailLike, open_paytrail

STAMP = UUID("d2568f2a-e4c6-40ba-a7cd-d573382ce548")
REFUND = UUID("88907910-7b85-4940-8563-202b93d5ca79")
ASKED = AskedPayment(
    stamp=STAMP,
    reference="K7M39-QXW4R",
    amount=Decimal("290.00"),
    items=(
        AskedItem(text="Venepaikka", code="BERTH", amount=Decimal("250.00"), vat_rate=Decimal("25.50")),
        AskedItem(text="Kuljetus", code="SERVICE", amount=Decimal("40.00"), vat_rate=Decimal("14.00")),
    ),
    payer_email="aino@example.org",
    payer_name="Aino Maria Aalto",
    language=Language.SV,
    return_url="https://example.org/return",
    cancel_url="https://example.org/cancel",
    callback_url="https://example.org/callback",
)


@pytest.fixture
async def paytrail() -> AsyncIterator[PaytrailLike]:
    async with open_paytrail() as paytrail:
        yield paytrail


@pytest.fixture
async def gateway(paytrail: PaytrailLike) -> AsyncIterator[Paytrail]:
    async with open_client() as client:
        yield Paytrail(
            client=client,
            account=paytrail.account,
            secret=paytrail.secret,
            clock=SystemClock(),
            chance=SystemChance(),
            url=paytrail.address,
        )


def refund_of(created: Created, amount: str) -> AskedRefund:
    return AskedRefund(
        transaction_id=created.transaction_id,
        amount=Decimal(amount),
        refund_stamp=REFUND,
        reference="K7M39-QXW4R",
        callback_url="https://example.org/refund-callback",
        payment_stamp=STAMP,
    )


async def test_a_payment_is_asked_in_whole_cents(paytrail: PaytrailLike, gateway: Paytrail) -> None:
    created = await gateway.create(ASKED)

    assert created.href == f"https://pay.paytrail.com/pay/{created.transaction_id}"
    assert paytrail.payments[created.transaction_id] == {
        "status": "new",
        "stamp": str(STAMP),
        "reference": "K7M39-QXW4R",
        "amount": 29_000,
        "currency": "EUR",
        "language": "SV",
        "items": [
            {
                "unitPrice": 25_000,
                "units": 1,
                "vatPercentage": 25.5,
                "productCode": "BERTH",
                "description": "Venepaikka",
                "stamp": f"{STAMP}-1",
            },
            {
                "unitPrice": 4_000,
                "units": 1,
                "vatPercentage": 14,
                "productCode": "SERVICE",
                "description": "Kuljetus",
                "stamp": f"{STAMP}-2",
            },
        ],
        "customer": {"email": "aino@example.org", "firstName": "Aino Maria", "lastName": "Aalto"},
        "redirectUrls": {"success": "https://example.org/return", "cancel": "https://example.org/cancel"},
        "callbackUrls": {"success": "https://example.org/callback", "cancel": "https://example.org/callback"},
    }


async def test_a_payment_is_fetched(paytrail: PaytrailLike, gateway: Paytrail) -> None:
    created = await gateway.create(ASKED)
    paytrail.payments[created.transaction_id]["status"] = "ok"

    assert await gateway.fetch(created.transaction_id) == Told(
        transaction_id=created.transaction_id,
        stamp=STAMP,
        status=GatewayStatus.OK,
        amount=Decimal("290.00"),
        reference="K7M39-QXW4R",
    )


async def test_a_stamp_that_was_used_is_refused_with_the_reason(gateway: Paytrail) -> None:
    await gateway.create(ASKED)

    with pytest.raises(GatewayRefused, match="400 stamp is not unique"):
        await gateway.create(ASKED)


async def test_in_a_shop_in_shop_somebody_sells_and_somebody_takes_a_share(
    paytrail: PaytrailLike, gateway: Paytrail
) -> None:
    shop = replace(gateway, shop_in_shop=True)
    item = replace(
        ASKED.items[0],
        amount=Decimal("290.00"),
        merchant="695874",
        commission=Commission(merchant="695861", amount=Decimal("2.90")),
    )
    with pytest.raises(GatewayRefused, match="somebody sells each item"):
        await shop.create(ASKED)
    created = await shop.create(replace(ASKED, items=(item,)))

    [told] = paytrail.payments[created.transaction_id]["items"]
    assert (told["merchant"], told["reference"], told["stamp"]) == ("695874", "K7M39-QXW4R", f"{STAMP}-1")
    assert told["commission"] == {"merchant": "695861", "amount": 290}


async def test_money_goes_back_by_item_in_a_shop_in_shop_unless_it_is_all(
    paytrail: PaytrailLike, gateway: Paytrail
) -> None:
    created = await gateway.create(ASKED)
    shop = replace(gateway, shop_in_shop=True)

    await gateway.refund(refund_of(created, "10.00"))
    await shop.refund(refund_of(created, "290.00"))
    await shop.refund(refund_of(created, "10.00"))

    plain, whole, part = paytrail.refunds
    assert (plain["amount"], whole["amount"], part.get("amount")) == (1_000, 29_000, None)
    assert part["items"] == [
        {
            "amount": 1_000,
            "stamp": f"{STAMP}-1",
            "refundStamp": str(REFUND),
            "refundReference": "K7M39-QXW4R",
        }
    ]


async def test_a_call_for_a_refund_is_known_by_the_seal_in_its_address(
    paytrail: PaytrailLike, gateway: Paytrail
) -> None:
    created = await gateway.create(ASKED)
    assert (await gateway.refund(refund_of(created, "290.00"))).status is GatewayStatus.OK
    own = dict(parse_qsl(urlsplit(paytrail.refunds[0]["callbackUrls"]["success"]).query))
    query = {**own, **paytrail.called(created.transaction_id, "ok")}

    told = gateway.refund_callback(query)

    assert (told.refund_stamp, told.status) == (REFUND, GatewayStatus.OK)
    with pytest.raises(Forged):
        gateway.refund_callback({**query, "refund": str(STAMP)})
    with pytest.raises(Forged):
        gateway.refund_callback({**query, "checkout-status": "fail"})


@pytest.mark.parametrize("broken", ["unsigned", "forged", "cut", "oversized", "5xx"])
async def test_an_answer_that_cannot_be_believed_decides_nothing(
    paytrail: PaytrailLike, gateway: Paytrail, broken: str
) -> None:
    created = await gateway.create(ASKED)
    paytrail.broken = broken

    with pytest.raises(GatewayDown):
        await gateway.fetch(created.transaction_id)


async def test_an_unsigned_refusal_is_none(paytrail: PaytrailLike, gateway: Paytrail) -> None:
    paytrail.broken = "unsigned"

    with pytest.raises(GatewayDown, match="404"):
        await gateway.fetch("nothing")


async def test_nobody_who_listens_is_a_gateway_that_is_down(gateway: Paytrail) -> None:
    with pytest.raises(GatewayDown, match="ConnectError"):
        await replace(gateway, url="http://127.0.0.1:9").create(ASKED)


async def test_another_secret_is_refused_by_paytrail(gateway: Paytrail) -> None:
    """Its answer is signed with the right one, so that we cannot believe it either."""
    with pytest.raises(GatewayDown, match="401"):
        await replace(gateway, secret=SecretStr("other")).create(ASKED)


async def test_a_signed_call_is_taken_however_often_it_comes(paytrail: PaytrailLike, gateway: Paytrail) -> None:
    created = await gateway.create(ASKED)

    for status, algorithm in product(GatewayStatus, Algorithm):
        query = paytrail.called(created.transaction_id, status.lower(), algorithm=algorithm)
        expected = Callback(transaction_id=created.transaction_id, stamp=STAMP, status=status)
        assert [gateway.callback(query), gateway.callback(query)] == [expected, expected]


async def test_a_parameter_that_is_new_is_signed_too(paytrail: PaytrailLike, gateway: Paytrail) -> None:
    created = await gateway.create(ASKED)
    query = paytrail.called(created.transaction_id, "ok") | {"checkout-settlement-reference": "1"}
    with pytest.raises(Forged):
        gateway.callback(query)
    query["signature"] = sign(paytrail.secret, query)

    assert gateway.callback(query).status is GatewayStatus.OK


async def test_a_call_that_was_changed_is_forged(paytrail: PaytrailLike, gateway: Paytrail) -> None:
    created = await gateway.create(ASKED)
    query = paytrail.called(created.transaction_id, "fail")

    for changed in query:
        with pytest.raises(Forged):
            gateway.callback({**query, changed: "ok"})
        with pytest.raises(Forged):
            gateway.callback({key: text for key, text in query.items() if key != changed})


@pytest.mark.parametrize("told", [{}, {"checkout-algorithm": "md5"}, {"checkout-stamp": "15336332710015"}])
async def test_a_call_of_another_kind_is_forged(
    paytrail: PaytrailLike, gateway: Paytrail, told: dict[str, str]
) -> None:
    created = await gateway.create(ASKED)
    query = {**paytrail.called(created.transaction_id, "ok"), **told} if told else {}
    query["signature"] = sign(paytrail.secret, query)

    with pytest.raises(Forged):
        gateway.callback(query)


async def test_the_secret_is_not_shown(gateway: Paytrail) -> None:
    assert "SAIPPUAKAUPPIAS" not in repr(gateway)
