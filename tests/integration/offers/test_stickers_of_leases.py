"""A lease that is confirmed has its sticker, where its provider wants them: no gap and no double."""

import asyncio
from typing import Any

from harbors.access.commands import act_as_system
from harbors.stickers.commands import choose_kinds, hand_sticker
from harbors.stickers.records import StickerKind
from tests import harbor_town as at
from tests.integration.offers.conftest import FIRST, NOW, SECOND, Desk, draft
from tests.integration.offers.test_offers_over_graphql import Api, api

__all__ = ["api"]

MINE = "{ me { person { leases { nodes { stickerNumber } } } } }"


async def choose(desk: Desk, *kinds: StickerKind) -> None:
    async with desk.database.unit_of_work() as connection:
        await act_as_system(connection)
        await choose_kinds(connection, at.CLUB, kinds)


async def numbers(desk: Desk) -> list[tuple[Any, ...]]:
    rows = await desk.asked(
        "SELECT lease.place_id, number, sticker.kind, by_hand, sticker.season_starts = lease.season_starts AS same "
        "FROM stickers AS sticker JOIN leases AS lease ON lease.id = lease_id ORDER BY number"
    )
    return [tuple(row.values()) for row in rows]


async def test_leases_that_are_paid_at_once_have_numbers_without_gaps_and_doubles(desk: Desk) -> None:
    await choose(desk, StickerKind.BERTH)
    first, second = await desk.make(draft(), draft(SECOND, name="Maija Meri"))
    assert await numbers(desk) == []
    await asyncio.gather(desk.pay(first.offer), desk.pay(second.offer))
    told = await numbers(desk)
    assert {place for place, *_ in told} == {FIRST, SECOND}
    assert [rest for _, *rest in told] == [[1, "BERTH", False, True], [2, "BERTH", False, True]]


async def test_where_there_is_nothing_to_pay_the_tenant_sees_the_number_at_once(desk: Desk, api: Api) -> None:
    await choose(desk, StickerKind.BERTH)
    await desk.make(draft(amount="0.00"), draft(SECOND, name="Maija Meri"))
    answer = await api.ask(MINE, "victim")
    assert answer["data"]["me"]["person"]["leases"]["nodes"] == [{"stickerNumber": 1}]


async def test_a_provider_that_wants_none_or_others_gives_none(desk: Desk) -> None:
    first, second = await desk.make(draft(), draft(SECOND, name="Maija Meri"))
    await desk.pay(first.offer)
    await choose(desk, StickerKind.WINTER_STORAGE)
    await desk.pay(second.offer)
    assert await numbers(desk) == []


async def test_a_lease_from_before_is_given_the_next_number_over_the_counter_and_no_second(desk: Desk) -> None:
    first, second = await desk.make(draft(), draft(SECOND, name="Maija Meri"))
    await desk.pay(first.offer)
    await choose(desk, StickerKind.BERTH)
    await desk.pay(second.offer)
    for made, number in ((first, 2), (second, 1)):
        lease_id = (await desk.offer(made.offer.id)).lease_id
        assert lease_id is not None
        async with desk.database.unit_of_work() as connection:
            sticker = await hand_sticker(connection, lease_id, now=NOW, chance=desk.chance)
        assert sticker.number == number
    assert [(place, number, by_hand) for place, number, _, by_hand, _ in await numbers(desk)] == [
        (SECOND, 1, False),
        (FIRST, 2, True),
    ]
