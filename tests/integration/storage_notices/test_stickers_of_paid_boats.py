"""A boat that is paid for has the next number of the season: no gap and no double, however many pay at once."""

import asyncio

import pytest

from harbors.chance import draw_id
from harbors.orders.commands import hold_order, mark_paid
from harbors.storage_notices import confirming
from harbors.storage_notices.records import Noted
from tests.integration.storage_notices.conftest import SEPTEMBER, Meadow, boat, draft
from tests.signed_in import CHANCE

NUMBERS = "SELECT number FROM stickers ORDER BY number"


class _Interrupted(Exception):
    """What makes a transaction go back."""


async def _pay_and_fail(meadow: Meadow, noted: Noted) -> None:
    async with meadow.acting() as connection:
        order = await mark_paid(connection, await hold_order(connection, noted.notice.order_id), now=SEPTEMBER)
        await confirming.paid(connection, order, now=SEPTEMBER, chance=CHANCE)
        raise _Interrupted


async def test_behaviour_8_unmarked_winter_storage_paid_gets_the_next_number_without_gaps_and_doubles(
    meadow: Meadow,
) -> None:
    small = boat(500, 2_000)
    given = [await meadow.give(draft(boat=small)) for _ in range(60)]
    pays = [meadow.pay(noted.notice.order_id) for noted in given[::2]]
    fails = [_pay_and_fail(meadow, noted) for noted in given[1::2]]
    mixed = [one for pair in zip(fails, pays, strict=True) for one in pair]
    outcomes = await asyncio.gather(*mixed, return_exceptions=True)
    assert sum(isinstance(one, _Interrupted) for one in outcomes) == 30
    assert [row["number"] for row in await meadow.asked(NUMBERS)] == [*range(1, 31)]
    for noted in given[1::2]:
        await meadow.pay(noted.notice.order_id)
    assert [row["number"] for row in await meadow.asked(NUMBERS)] == [*range(1, 61)]


async def test_the_price_is_told_with_a_link_and_the_number_once_it_is_paid(meadow: Meadow) -> None:
    noted = await meadow.give()
    await meadow.pay(noted.notice.order_id)
    (first, language, told), (second, _, paid) = await meadow.mails()
    assert (first, second, language) == ("STORAGE_NOTED", "STORAGE_PAID", "fi")
    assert (told["m2"], told["price"], told["until"]) == ("10,00", "114,00 €", "4.10.2027")
    assert told["link"] == f"https://ahti.example/storage/{noted.notice.id}?token={noted.token}"
    assert (paid["number"], paid["days"]) == ("1", "20.9.2027–10.6.2028")


async def test_paid_again_there_is_no_second_number(meadow: Meadow) -> None:
    noted = await meadow.give()
    order = await meadow.pay(noted.notice.order_id)
    with pytest.raises(Exception, match="NOTICE_PAID"):
        async with meadow.acting() as connection:
            await confirming.paid(connection, order, now=SEPTEMBER, chance=CHANCE)
    assert [row["number"] for row in await meadow.asked(NUMBERS)] == [1]


async def test_the_database_refuses_a_number_that_leaves_a_gap(meadow: Meadow) -> None:
    noted = await meadow.give()
    with pytest.raises(Exception, match="stickers_without_gaps"):
        async with meadow.acting() as connection:
            await connection.execute(
                "INSERT INTO stickers (id, provider_id, kind, season_starts, number, notice_id, by_hand, given_at) "
                "VALUES ($1, $2, 'UNMARKED', $3, 2, $4, false, $5)",
                draw_id(CHANCE),
                noted.notice.provider_id,
                noted.notice.season.starts,
                noted.notice.id,
                SEPTEMBER,
            )
