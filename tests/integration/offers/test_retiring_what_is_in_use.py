"""A harbor stays while somebody has a place there or owes for it; nothing with money on it is deleted."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from ahti.embedded import EmbeddedPostgres
from harbors.access.commands import act_as_system
from harbors.errors import Refused
from harbors.listings.commands import retire_resource
from harbors.offers.closing import expire_offer
from harbors.offers.records import Made
from harbors.orders.commands import hold_order, mark_expired
from harbors.payments.records import Method, Received
from harbors.places.commands import load_catalogue, retire_records
from harbors.places.comparison import Counts
from harbors.settlements.commands import receive
from tests import harbor_town as at
from tests.cast import CAST
from tests.integration.offers.conftest import DUE, FIRST, NOW, PERIOD, TERMS, Desk, days

OVER = DUE + days(TERMS.grace_days)
AFTERWARDS = PERIOD.end + days(30)
WITH_MONEY = ("harbors", "piers", "places", "occupancies", "orders", "payments")
PLACES = "SELECT count(retired_at) AS gone, count(*) AS all FROM places WHERE harbor_id = $1"


async def retire(desk: Desk, *, now: Any = AFTERWARDS) -> None:
    async with desk.database.unit_of_work(CAST["manager"]) as connection:
        await retire_resource(
            connection, at.CLUB_HARBOR, provider_id=at.CLUB, by=CAST["manager"], now=now, chance=desk.chance
        )


async def refused(desk: Desk, *, now: Any = AFTERWARDS) -> list[str]:
    with pytest.raises(Refused) as refusal:
        await retire(desk, now=now)
    return [problem.code for problem in refusal.value.problems]


async def still_offered(desk: Desk, made: Made) -> None:
    """Nobody has answered by the end, and nobody has closed the order."""


async def owed(desk: Desk, made: Made) -> None:
    """The season is over, but what came too late has not gone back."""
    await expire(desk, made)
    money = Received(
        order_id=made.offer.order_id, method=Method.BANK, amount=Decimal("290.00"), transaction_id="bank-1"
    )
    async with desk.database.unit_of_work() as connection:
        await act_as_system(connection)
        await receive(connection, money, now=AFTERWARDS, chance=desk.chance)


async def expire(desk: Desk, made: Made) -> None:
    async with desk.database.unit_of_work() as connection:
        await expire_offer(connection, made.offer.id, now=OVER, chance=desk.chance)


async def test_behaviour_13_a_harbor_with_an_offer_or_a_lease_is_not_retired_until_that_is_over(desk: Desk) -> None:
    """FIELD, behaviour 13: what is offered, then what is let."""
    [made] = await desk.make()
    assert await refused(desk, now=NOW) == ["RESOURCE_HELD"]
    await desk.pay(made.offer)
    assert await refused(desk, now=PERIOD.end - days(1)) == ["RESOURCE_HELD"]
    await retire(desk, now=PERIOD.end)


@pytest.mark.parametrize("under_way", [still_offered, owed])
async def test_behaviour_13_a_harbor_with_money_under_way_is_not_retired(
    desk: Desk, under_way: Callable[[Desk, Made], Awaitable[None]]
) -> None:
    """FIELD, behaviour 13: nobody has the place any more, but its money is not settled."""
    [made] = await desk.make()
    await under_way(desk, made)
    assert await refused(desk) == ["RESOURCE_HELD"]
    await desk.asked("UPDATE refunds SET status = 'DONE', done_at = $1", AFTERWARDS)
    async with desk.database.unit_of_work() as connection:
        await act_as_system(connection)
        order = await hold_order(connection, made.offer.order_id)
        if under_way is still_offered:
            await mark_expired(connection, order, now=AFTERWARDS)
    await retire(desk)
    async with desk.database.unit_of_work() as connection:
        await retire_records(connection, [at.CLUB_HARBOR], now=AFTERWARDS)
    assert [tuple(row.values()) for row in await desk.asked(PLACES, at.CLUB_HARBOR)] == [(2, 2)]


async def test_behaviour_13_the_database_retires_no_place_that_is_in_use_whoever_asks(desk: Desk) -> None:
    """FIELD, behaviour 13: as if nobody had looked."""
    await desk.make()
    with pytest.raises(Refused) as refusal:
        await desk.asked("UPDATE places SET retired_at = $2 WHERE id = $1", FIRST, NOW)
    assert [problem.code for problem in refusal.value.problems] == ["RESOURCE_HELD"]
    await desk.asked("UPDATE places SET retired_at = $2 WHERE harbor_id = $1 AND id <> $3", at.CLUB_HARBOR, NOW, FIRST)


async def test_behaviour_13_a_harbor_that_an_import_is_without_stays_while_it_has_leases(desk: Desk) -> None:
    """FIELD, behaviour 13: what another system forgets is not forgotten with its tenants; the rest of it goes."""
    [made] = await desk.make()
    await desk.pay(made.offer)
    without = at.catalogue(tuple(row for row in at.ROWS if row.harbor != "club"))

    async def load(now: Any) -> Any:
        async with desk.database.unit_of_work() as connection:
            return await load_catalogue(connection, without, now=now)

    report = await load(NOW)
    assert (report["berths"].gone, report["harbors"].gone) == (1, 0)
    assert [tuple(row.values()) for row in await desk.asked(PLACES, at.CLUB_HARBOR)] == [(1, 2)]
    report = await load(PERIOD.end)
    assert report["harbors"] == Counts(unchanged=report["harbors"].unchanged, gone=1)
    assert [tuple(row.values()) for row in await desk.asked(PLACES, at.CLUB_HARBOR)] == [(2, 2)]


async def test_behaviour_13_nothing_with_money_on_it_is_deleted(
    desk: Desk, server: EmbeddedPostgres, town_name: str
) -> None:
    """FIELD, behaviour 13: the service may not, and what holds together keeps it even from one who may all."""
    [made] = await desk.make()
    await owed(desk, made)
    for table in (*WITH_MONEY, "refunds", "leases", "invoices", "storage_notices"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await desk.asked(f"DELETE FROM {table}")  # noqa: S608 - a table of ours
    superuser = await asyncpg.connect(server.url(role="postgres", database=town_name))
    try:
        for table in WITH_MONEY:
            with pytest.raises(asyncpg.ForeignKeyViolationError):
                await superuser.execute(f"DELETE FROM {table}")  # noqa: S608 - a table of ours
    finally:
        await superuser.close()
