"""Whoever paid too late, twice, or for what is gone is told that the money goes back: once for each sum, and why."""

from harbors.notices.records import Template
from harbors.payments.records import RefundReason
from harbors.settlements.telling import WHY
from harbors.text import Language
from tests.integration.payments.conftest import Shop, opened

_TOLD = """
    SELECT address, language, figures ->> 'amount' AS amount, figures ->> 'why' AS why FROM messages
    WHERE template = $1 ORDER BY created_at, figures ->> 'amount'
"""


async def told(shop: Shop) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in await shop.rows(_TOLD, Template.MONEY_RETURNED)]


def in_swedish(amount: str, reason: RefundReason) -> tuple[str, ...]:
    return "vilma@example.org", "sv", amount, WHY[reason].in_language(Language.SV) or ""


async def test_money_for_what_is_gone_goes_back_with_a_word(shop: Shop) -> None:
    shop.still_free = False
    order = await opened(shop.database)
    await shop.expire(order)
    await shop.received(order, "290.00", "late")
    await shop.received(order, "290.00", "late")
    assert await told(shop) == [in_swedish("290,00 €", RefundReason.LATE)]


async def test_who_pays_twice_is_told_each_time_what_goes_back(shop: Shop) -> None:
    order = await opened(shop.database)
    await shop.received(order, "290.00", "first")
    assert await told(shop) == []
    await shop.received(order, "290.00", "second")
    await shop.received(order, "10.00", "third")
    assert await told(shop) == [
        in_swedish("10,00 €", RefundReason.SURPLUS),
        in_swedish("290,00 €", RefundReason.SURPLUS),
    ]


async def test_who_paid_for_what_could_not_be_given_is_told_so(shop: Shop) -> None:
    shop.refuses = True
    order = await opened(shop.database)
    await shop.received(order, "290.00", "gone")
    assert await told(shop) == [in_swedish("290,00 €", RefundReason.UNFULFILLED)]


async def test_rebooked_money_is_no_money_that_goes_back(shop: Shop) -> None:
    order = await opened(shop.database)
    await shop.expire(order)
    await shop.received(order, "290.00", "late")
    assert (await shop.given(), await told(shop)) == (["rebooked"], [])
