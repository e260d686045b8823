"""What goes wrong between a shop and the page, on purpose."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ahti.checkout.mischief import BadMischief, Mischief
from ahti.checkout.paying import pay, press
from ahti.gateways.payments.records import GatewayDown
from harbors.payments.records import GatewayStatus
from tests.integration.checkout.shop import Shop, open_page, open_shop
from tests.integration.checkout.waiting import until


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    async with open_shop() as shop:
        yield shop


async def test_a_page_that_is_down_did_nothing(tmp_path: Path, shop: Shop) -> None:
    async with open_page(tmp_path, Mischief(down=1)) as page:
        with pytest.raises(GatewayDown, match="503"):
            await page.create(shop.asked())
    async with open_page(tmp_path) as page:
        assert await page.ledger() == {"captured": 0, "refunded": 0, "payments": []}


async def test_what_was_done_though_nobody_heard_of_it_is_found_by_its_stamp(tmp_path: Path, shop: Shop) -> None:
    asked, refund_amount = shop.asked(), "290.00"
    async with open_page(tmp_path, Mischief(unsure=1)) as page:
        with pytest.raises(GatewayDown, match="503"):
            await page.create(asked)
    async with open_page(tmp_path) as page:
        created = await page.create(asked)
        await pay(created.href)
    refund = shop.refund(created.transaction_id, refund_amount)
    async with open_page(tmp_path, Mischief(unsure=1)) as page:
        with pytest.raises(GatewayDown, match="503"):
            await page.refund(refund)
    async with open_page(tmp_path) as page:
        await page.refund(refund)
        assert (await page.ledger())["refunded"] == 29_000


async def test_late_money_pends_first(tmp_path: Path, shop: Shop) -> None:
    async with open_page(tmp_path, Mischief(late_money=1, seconds=0.1)) as page:
        created = await page.create(shop.asked())
        await pay(created.href)
        await until(lambda: len(shop.calls) == 2)

        assert [call.status for call in shop.heard(page)] == [GatewayStatus.PENDING, GatewayStatus.OK]
        assert (await page.fetch(created.transaction_id)).status is GatewayStatus.OK


async def test_an_early_call_is_there_before_the_payer(tmp_path: Path, shop: Shop) -> None:
    async with open_page(tmp_path, Mischief(early_call=1)) as page:
        await pay((await page.create(shop.asked())).href)

        assert len(shop.calls) == 1


async def test_a_late_call_comes_after_the_payer(tmp_path: Path, shop: Shop) -> None:
    async with open_page(tmp_path, Mischief(late_call=1, early_call=1, seconds=0.3)) as page:
        await pay((await page.create(shop.asked())).href)
        before = len(shop.calls)
        await until(lambda: len(shop.calls) == 1)

    assert before == 0


async def test_a_lost_call_never_comes_and_the_payment_is_fetched(tmp_path: Path, shop: Shop) -> None:
    async with open_page(tmp_path, Mischief(lost=1, early_call=1)) as page:
        created = await page.create(shop.asked())
        await pay(created.href)

        assert shop.calls == []
        assert (await page.fetch(created.transaction_id)).status is GatewayStatus.OK


async def test_a_call_comes_twice(tmp_path: Path, shop: Shop) -> None:
    async with open_page(tmp_path, Mischief(twice=1)) as page:
        await pay((await page.create(shop.asked())).href)
        await until(lambda: len(shop.calls) == 2)

        assert len(set(shop.heard(page))) == 1


async def test_a_payer_who_never_comes_back_has_paid(tmp_path: Path, shop: Shop) -> None:
    async with open_page(tmp_path, Mischief(no_redirect=1)) as page:
        created = await page.create(shop.asked())
        gone = await press(created.href)

        assert (gone.status_code, gone.headers.get("location")) == (500, None)
        assert (await page.fetch(created.transaction_id)).status is GatewayStatus.OK


@pytest.mark.parametrize(("fails", "status", "refunded"), [(0, "OK", 29_000), (1, "FAIL", 0)])
async def test_a_late_refund_pends_first(tmp_path: Path, shop: Shop, fails: int, status: str, refunded: int) -> None:
    async with open_page(tmp_path, Mischief(late_refund=1, failed_refund=fails, seconds=0.1)) as page:
        created = await page.create(shop.asked())
        await pay(created.href)
        refund = shop.refund(created.transaction_id, "290.00")
        first = await page.refund(refund)
        await until(lambda: len(shop.heard_of_refunds(page)) == 1)

        assert first.status is GatewayStatus.PENDING
        assert shop.heard_of_refunds(page)[0].status is GatewayStatus(status)
        assert (await page.refund(refund)).status is GatewayStatus(status)
        assert (await page.ledger())["refunded"] == refunded


def test_mischief_is_the_same_for_the_same_seed() -> None:
    half = Mischief(seed="1", lost=0.5)
    struck = [half.strikes("lost", str(number)) for number in range(1_000)]

    assert struck == [Mischief(seed="1", lost=0.5).strikes("lost", str(number)) for number in range(1_000)]
    assert 400 < sum(struck) < 600
    assert struck != [Mischief(seed="2", lost=0.5).strikes("lost", str(number)) for number in range(1_000)]


@pytest.mark.parametrize("text", ["", "[]", '{"lost": 2}', '{"lots": 1}', '{"lost": "1"}', '{"seed": 1}'])
def test_what_is_no_mischief_is_named(text: str) -> None:
    with pytest.raises(BadMischief, match="--mischief"):
        Mischief.of(text)
