"""The embedded payment page over real sockets."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from pydantic import SecretStr

from ahti.checkout.paying import pay, press
from ahti.gateways.payments.embedded import Embedded
from ahti.gateways.payments.records import Forged, GatewayDown, GatewayRefused
from ahti.gateways.payments.wire import open_client
from harbors.payments.records import GatewayStatus
from tests.integration.checkout.shop import SECRET, Shop, embedded_at, open_page, open_shop
from tests.integration.checkout.waiting import until


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    async with open_shop() as shop:
        yield shop


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Embedded]:
    async with open_page(tmp_path) as page:
        yield page


async def test_who_pays_goes_back_with_a_signed_word_and_the_shop_is_told(page: Embedded, shop: Shop) -> None:
    asked = shop.asked()
    created = await page.create(asked)

    address = urlsplit(await pay(created.href))
    back = page.callback(dict(parse_qsl(address.query)))
    told = await page.fetch(created.transaction_id)
    await until(lambda: len(shop.calls) == 1)

    assert address.geturl().startswith(asked.return_url + "?")
    assert (back.stamp, back.transaction_id, back.status) == (asked.stamp, created.transaction_id, GatewayStatus.OK)
    assert (told.stamp, told.status, told.amount, told.reference) == (
        asked.stamp,
        GatewayStatus.OK,
        Decimal("290.00"),
        "K7M39-QXW4R",
    )
    assert shop.heard(page) == [back]


async def test_asked_twice_with_one_stamp_it_is_one_payment(page: Embedded, shop: Shop) -> None:
    asked = shop.asked()
    created = await page.create(asked)

    assert await page.create(asked) == created
    with pytest.raises(GatewayRefused, match="STAMP_USED"):
        await page.create(shop.asked("291.00", stamp=asked.stamp))


async def test_a_button_pressed_twice_takes_the_money_once(page: Embedded, shop: Shop) -> None:
    created = await page.create(shop.asked())

    await pay(created.href)
    await pay(created.href)
    await press(created.href, "fail")

    assert (await page.fetch(created.transaction_id)).status is GatewayStatus.OK
    assert (await page.ledger())["captured"] == 29_000


@pytest.mark.parametrize("choice", ["fail", "cancel"])
async def test_who_does_not_pay_goes_back_and_may_pay_later(page: Embedded, shop: Shop, choice: str) -> None:
    asked = shop.asked()
    created = await page.create(asked)

    gone = await press(created.href, "cancel" if choice == "cancel" else "fail")
    failed = await page.fetch(created.transaction_id)
    await pay(created.href)

    assert gone.headers["location"].startswith(asked.cancel_url + "?")
    assert failed.status is GatewayStatus.FAIL
    assert (await page.fetch(created.transaction_id)).status is GatewayStatus.OK


async def test_money_goes_back_once_for_each_stamp_and_never_more_than_was_paid(page: Embedded, shop: Shop) -> None:
    created = await page.create(shop.asked())
    refund = shop.refund(created.transaction_id, "200.00")
    with pytest.raises(GatewayRefused, match="NOT_PAID"):
        await page.refund(refund)
    await pay(created.href)

    first = await page.refund(refund)
    assert await page.refund(refund) == first
    with pytest.raises(GatewayRefused, match="STAMP_USED"):
        await page.refund(replace(refund, amount=Decimal("1.00")))
    with pytest.raises(GatewayRefused, match="MORE_THAN_PAID"):
        await page.refund(shop.refund(created.transaction_id, "90.01"))
    await page.refund(shop.refund(created.transaction_id, "90.00"))

    ledger = await page.ledger()
    assert (ledger["captured"], ledger["refunded"]) == (29_000, 29_000)
    await until(lambda: len(shop.heard_of_refunds(page)) == 2)
    assert {call.status for call in shop.heard_of_refunds(page)} == {GatewayStatus.OK}


async def test_calls_are_repeated_until_one_is_taken(page: Embedded, shop: Shop) -> None:
    shop.refuses = 3
    created = await page.create(shop.asked())

    await pay(created.href)
    await until(lambda: len(shop.calls) == 1)

    assert shop.refuses == 0


async def test_who_does_not_know_the_secret_is_told_nothing(page: Embedded, shop: Shop) -> None:
    async with open_client() as client:
        stranger = embedded_at(page.url, client, secret=SecretStr("another"))
        with pytest.raises(GatewayDown, match="401"):
            await stranger.create(shop.asked())
        with pytest.raises(GatewayDown, match="401"):
            await stranger.ledger()


async def test_a_request_of_yesterday_and_a_changed_one_are_refused(page: Embedded, shop: Shop) -> None:
    created = await page.create(shop.asked())
    path = f"/payments/{created.transaction_id}"
    sent: list[httpx.Request] = []

    async def keep(request: httpx.Request) -> None:
        sent.append(request)

    async with httpx.AsyncClient(event_hooks={"request": [keep]}) as client:
        await embedded_at(page.url, client).fetch(created.transaction_id)
        headers = dict(sent[0].headers)
        again = await client.get(page.url + path, headers=headers)
        moved = await client.get(f"{page.url}/ledger", headers=headers)
        old = await client.get(page.url + path, headers={**headers, "ahti-timestamp": "2026-01-01T00:00:00+00:00"})

    assert (again.status_code, moved.status_code, old.status_code) == (200, 401, 401)


async def test_a_word_that_was_changed_is_forged(page: Embedded, shop: Shop) -> None:
    created = await page.create(shop.asked())
    query = dict(parse_qsl(urlsplit(await pay(created.href)).query))

    for changed in query:
        with pytest.raises(Forged):
            page.callback({**query, changed: "OK" if query[changed] != "OK" else "FAIL"})
        with pytest.raises(Forged):
            page.callback({key: text for key, text in query.items() if key != changed})


async def test_the_word_for_a_payment_is_none_for_a_refund(page: Embedded, shop: Shop) -> None:
    created = await page.create(shop.asked())
    query = dict(parse_qsl(urlsplit(await pay(created.href)).query))

    with pytest.raises(Forged):
        page.refund_callback(query)


async def test_an_oversized_request_and_one_that_does_not_add_up_are_refused(page: Embedded, shop: Shop) -> None:
    asked = shop.asked()
    with pytest.raises(GatewayRefused, match="AMOUNTS_DIFFER"):
        await page.create(replace(asked, amount=Decimal("1.00")))
    with pytest.raises(GatewayDown, match="413"):
        await page.create(replace(asked, reference="x" * 300_000))


@pytest.mark.parametrize(
    ("language", "button"),
    [
        ("fi", "Tilaa ja maksa 290,00\u00a0€ (tilaus velvoittaa maksamaan)"),
        ("sv", "Beställ och betala 290,00\u00a0€ (beställningen medför betalningsskyldighet)"),
        ("en", "Order with obligation to pay €290.00"),
    ],
)
async def test_the_page_says_who_sells_what_at_which_price(
    page: Embedded, shop: Shop, language: str, button: str
) -> None:
    created = await page.create(replace(shop.asked(), seller="Helsingin <kaupunki>"))

    async with open_client() as client:
        answer = await client.get(created.href, params={"ui_locales": language})

    assert f'<html lang="{language}">' in answer.text
    for told in (button, "Helsingin &lt;kaupunki&gt;", "K7M39-QXW4R", "Venepaikka A 12", "58", "Aino Aalto"):
        assert told in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_nobody_guesses_a_page(page: Embedded) -> None:
    assert (await press(f"{page.url}/pay/{'0' * 32}")).status_code == 404


def test_the_secret_is_not_shown() -> None:
    shown = repr(embedded_at("http://127.0.0.1", httpx.AsyncClient()))

    assert SECRET.get_secret_value() not in shown
