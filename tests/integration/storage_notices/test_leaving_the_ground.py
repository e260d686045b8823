"""A boat leaves, a notice is taken back, or staff measure anew: the ground is counted so, and no cent is lost."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from harbors.errors import HarborError, Refused
from harbors.orders.records import OrderId
from harbors.payments.records import Method, Received
from harbors.settlements.commands import receive
from harbors.storage_notices.closing import end_notice, withdraw_notice
from harbors.storage_notices.commands import set_terms
from harbors.storage_notices.measuring import measure_anew
from harbors.storage_notices.records import Measures, StorageNotice, StorageRefund
from tests import harbor_town as at
from tests import winter_town as winter
from tests.integration.storage_notices.conftest import SEPTEMBER, TERMS, URL, Meadow, boat, draft, eleven_forty
from tests.signed_in import CHANCE

TAKEN = "SELECT ground_taken_m2($1, tstzrange($2, '2040-01-01'))"
OWED = "SELECT coalesce(sum(amount), 0) FROM refunds"
STATUSES = "SELECT status FROM orders ORDER BY created_at, id"
LARGER, SMALLER = (
    Measures(beam_mm=2_000, length_mm=6_000, has_frame=True),
    Measures(beam_mm=2_000, length_mm=4_000, has_frame=False),
)


async def paid(meadow: Meadow, id: OrderId, amount: str) -> None:
    """Money that staff took at the desk."""
    money = Received(order_id=id, method=Method.MANUAL, amount=Decimal(amount), transaction_id=f"desk {id}")
    async with meadow.acting() as connection:
        await receive(connection, money, now=SEPTEMBER, chance=CHANCE)


async def withdraw(meadow: Meadow, notice: StorageNotice, *, by_holder: bool = False, days: int = 1) -> None:
    async with meadow.acting() as connection:
        await withdraw_notice(
            connection,
            notice.id,
            reason="It was sold.",
            by="CLERK",
            by_holder=by_holder,
            now=SEPTEMBER + timedelta(days=days),
            chance=CHANCE,
        )


async def measure(meadow: Meadow, notice: StorageNotice, measures: Measures, *, minutes: int = 1) -> None:
    async with meadow.acting() as connection:
        await measure_anew(
            connection,
            notice.id,
            measures,
            reason="We measured it.",
            by="CLERK",
            quote=eleven_forty,
            public_url=URL,
            now=SEPTEMBER + timedelta(minutes=minutes),
            chance=CHANCE,
        )


async def taken(meadow: Meadow, *, days: int = 2) -> Decimal:
    found: Decimal = await meadow.one(TAKEN, winter.GROUND, SEPTEMBER + timedelta(days=days))
    return found


async def statuses(meadow: Meadow) -> list[str]:
    return [row["status"] for row in await meadow.asked(STATUSES)]


async def test_money_that_comes_in_gives_the_sticker_in_the_same_transaction(meadow: Meadow) -> None:
    noted = await meadow.give()
    await paid(meadow, noted.notice.order_id, "114.00")
    assert await meadow.one("SELECT status FROM storage_notices") == "PAID"
    assert await meadow.one("SELECT number FROM stickers") == 1


async def test_a_notice_that_is_not_paid_and_taken_back_is_not_owed(meadow: Meadow) -> None:
    noted = await meadow.give()
    await withdraw(meadow, noted.notice, by_holder=True)
    assert (await statuses(meadow), await taken(meadow)) == (["CANCELLED"], Decimal(0))
    with pytest.raises(Refused, match="NOTICE_WITHDRAWN"):
        await withdraw(meadow, noted.notice)


async def test_after_the_days_of_regret_only_staff_take_a_notice_back(meadow: Meadow) -> None:
    noted = await meadow.give()
    with pytest.raises(Refused, match="REGRET_LATE"):
        await withdraw(meadow, noted.notice, by_holder=True, days=14)
    await withdraw(meadow, noted.notice, days=14)
    assert await meadow.one("SELECT status FROM storage_notices") == "WITHDRAWN"


async def test_what_goes_back_by_days_is_owed_to_the_cent(meadow: Meadow) -> None:
    async with meadow.acting() as connection:
        terms = replace(TERMS, refund=StorageRefund.BY_DAYS)
        await set_terms(connection, terms, provider_id=at.CITY, now=SEPTEMBER)
    noted = await meadow.give()
    await paid(meadow, noted.notice.order_id, "114.00")
    await withdraw(meadow, noted.notice)
    # From 20 September to 10 June there are 265 days, of which two were begun.
    assert await meadow.one(OWED) == Decimal("113.14")
    assert await statuses(meadow) == ["PAID"]


async def test_a_boat_that_is_taken_away_frees_the_ground_and_what_is_not_paid_is_still_owed(meadow: Meadow) -> None:
    noted = await meadow.give()
    async with meadow.acting() as connection:
        await end_notice(
            connection,
            noted.notice.id,
            at=None,
            reason="It was launched.",
            by="CLERK",
            now=SEPTEMBER + timedelta(days=1),
            chance=CHANCE,
        )
    assert (await statuses(meadow), await taken(meadow)) == (["OPEN"], Decimal(0))
    await paid(meadow, noted.notice.order_id, "114.00")
    assert await meadow.one("SELECT (status, paid_at IS NOT NULL) = ('ENDED', true) FROM storage_notices")
    assert await meadow.one("SELECT count(*) FROM stickers") == 0


async def test_a_boat_that_is_larger_owes_more_on_the_same_order_until_that_is_paid(meadow: Meadow) -> None:
    noted = await meadow.give()
    await measure(meadow, noted.notice, LARGER)
    assert (await taken(meadow), await statuses(meadow)) == (Decimal("12.00"), ["OPEN"])
    await paid(meadow, noted.notice.order_id, "136.80")
    assert await meadow.one("SELECT status FROM storage_notices") == "PAID"


async def test_a_boat_that_is_larger_and_paid_owes_the_difference_on_an_order_of_its_own(meadow: Meadow) -> None:
    noted = await meadow.give()
    await paid(meadow, noted.notice.order_id, "114.00")
    await measure(meadow, noted.notice, LARGER)
    assert await statuses(meadow) == ["PAID", "OPEN"]
    difference = await meadow.one("SELECT order_id FROM storage_differences")
    assert await meadow.one("SELECT sum(amount) FROM order_lines WHERE order_id = $1", difference) == Decimal("22.80")
    await paid(meadow, difference, "22.80")
    assert await statuses(meadow) == ["PAID", "PAID"]
    # Smaller than at first: the difference goes back, and a part of the price.
    await measure(meadow, noted.notice, SMALLER, minutes=2)
    assert (await meadow.one(OWED), await taken(meadow)) == (Decimal("45.60"), Decimal("8.00"))
    assert await meadow.one("SELECT count(*) FROM stickers") == 1


async def test_a_boat_cannot_be_measured_larger_than_there_is_room(meadow: Meadow) -> None:
    noted = await meadow.give()
    await meadow.give(draft(boat=boat(10_000, 18_900)))
    with pytest.raises(HarborError, match="GROUND_FULL"):
        await measure(meadow, noted.notice, LARGER)
    assert (await taken(meadow), await meadow.one("SELECT count(*) FROM order_lines")) == (Decimal("199.00"), 2)
