"""Unmarked ground is counted by the square metre: whoever comes, and at once, it is never overfilled."""

import asyncio
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.errors import Conflict, HarborError, Invalid, Refused
from harbors.lots.commands import cut_lots
from harbors.lots.records import Cut, LotClass, LotSize
from harbors.places.commands import publish_records, retire_records
from harbors.storage_notices.records import Holder, Noted, Stands
from tests import harbor_town as at
from tests import winter_town as winter
from tests.integration.storage_notices.conftest import ROOM, SEPTEMBER, Meadow, boat, draft

TAKEN = "SELECT ground_taken_m2($1, tstzrange('2020-01-01', '2040-01-01'))"
LOTS = LotClass(LotSize(2_500, 6_000), 10)


def codes(refused: pytest.ExceptionInfo[HarborError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


async def cut(database: Database, wanted: Cut) -> None:
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        await cut_lots(connection, winter.GROUND, wanted, now=at.OPENS.replace(month=1))


async def test_a_boat_takes_the_largest_length_times_the_largest_width(meadow: Meadow) -> None:
    noted = await meadow.give(draft(boat=boat(3_456, 9_876, has_frame=True)))
    assert noted.notice.boat.m2 == Decimal("34.13")
    assert await meadow.one("SELECT m2 FROM occupancies WHERE kind = 'STORAGE'") == Decimal("34.13")
    assert await meadow.one("SELECT m2 FROM storage_notices") == Decimal("34.13")


async def test_a_boat_for_which_there_is_no_room_is_told_how_much_is_free(meadow: Meadow) -> None:
    await meadow.give(draft(boat=boat(10_000, 19_000)))
    with pytest.raises(Refused) as refused:
        await meadow.give(draft(boat=boat(2_500, 6_000)))
    [problem] = refused.value.problems
    assert (problem.code, problem.message.en) == (
        "GROUND_FULL",
        "The ground has no room: the boat takes 15.00 m², 10.00 m² are free.",
    )
    await meadow.give()
    assert await meadow.one(TAKEN, winter.GROUND) == ROOM


async def test_a_hundred_boats_at_once_never_fill_the_ground_beyond_its_brim(meadow: Meadow) -> None:
    await meadow.give(draft(boat=boat(10_000, 15_000)))
    outcomes = await asyncio.gather(*(meadow.give() for _ in range(100)), return_exceptions=True)
    stand = [one for one in outcomes if isinstance(one, Noted)]
    refused = [one for one in outcomes if isinstance(one, (Conflict, Refused))]
    assert (len(stand), len(refused)) == (5, 95)
    assert {problem.code for one in refused for problem in one.problems} == {"GROUND_FULL"}
    assert await meadow.one(TAKEN, winter.GROUND) == ROOM
    assert await meadow.one("SELECT count(*) FROM orders") == 6


async def test_boats_that_follow_each_other_share_the_ground(meadow: Meadow) -> None:
    early = draft(boat=boat(10_000, 19_500), last_day=date(2027, 12, 31))
    late = draft(boat=boat(10_000, 19_500), starts=date(2028, 1, 1))
    await meadow.give(early)
    await meadow.give(late)
    with pytest.raises(Refused) as refused:
        await meadow.give()
    assert codes(refused) == ["GROUND_FULL"]
    assert await meadow.one(TAKEN, winter.GROUND) == Decimal("195.00")


async def test_cradles_may_stay_over_the_summer_and_boats_may_not(meadow: Meadow) -> None:
    summer = date(2028, 9, 14)
    with pytest.raises(Invalid) as refused:
        await meadow.give(draft(last_day=summer))
    assert codes(refused) == ["CRADLE_ONLY"]
    noted = await meadow.give(draft(boat=boat(stands=Stands.CRADLE), last_day=summer))
    assert noted.notice.period.end.isoformat() == "2028-09-15T00:00:00+03:00"
    with pytest.raises(Invalid) as refused:
        await meadow.give(draft(boat=boat(stands=Stands.CRADLE), last_day=date(2028, 9, 15)))
    assert codes(refused) == ["OUTSIDE_SEASON"]


async def test_ground_that_is_cut_into_lots_takes_no_notices(meadow: Meadow) -> None:
    await cut(meadow.database, Cut((LOTS,), ground_m2=Decimal(200)))
    with pytest.raises(Refused) as refused:
        await meadow.give()
    assert codes(refused) == ["GROUND_IN_LOTS"]


async def test_lots_leave_the_boats_that_stand_there_their_room(meadow: Meadow) -> None:
    await meadow.give(draft(boat=boat(10_000, 10_000)))
    with pytest.raises(Refused) as refused:
        await cut(meadow.database, Cut((LOTS,), ground_m2=Decimal(249)))
    assert codes(refused) == ["LOTS_OVERFILL"]
    await cut(meadow.database, Cut((LOTS,), ground_m2=Decimal(250)))
    assert await meadow.one("SELECT ground_capacity_m2($1)", winter.GROUND) == Decimal("100.00")


async def test_lots_and_boats_that_come_at_once_never_take_the_same_ground(meadow: Meadow) -> None:
    await cut(meadow.database, Cut((), ground_m2=Decimal(200)))
    outcomes = await asyncio.gather(
        *(meadow.give() for _ in range(10)),
        cut(meadow.database, Cut((LOTS,))),
        *(meadow.give() for _ in range(10)),
        return_exceptions=True,
    )
    assert all(one is None or isinstance(one, (Noted, HarborError)) for one in outcomes), outcomes
    taken = await meadow.one(TAKEN, winter.GROUND)
    assert taken + await meadow.one("SELECT ground_lots_m2($1)", winter.GROUND) <= 200


async def test_one_boat_is_notified_once_at_a_time(meadow: Meadow) -> None:
    await meadow.give(draft(boat=boat(registration="t 1234")))
    with pytest.raises(Refused) as refused:
        await meadow.give(draft(boat=boat(registration="T 1234")))
    assert codes(refused) == ["BOAT_NOTIFIED"]


async def test_a_provider_without_terms_takes_no_notices(meadow: Meadow) -> None:
    async with meadow.acting() as connection:
        await publish_records(connection, winter.clubs_yard(), now=at.OPENS)
    with pytest.raises(Refused) as refused:
        await meadow.give(draft(place_id=winter.ground("yard")))
    assert codes(refused) == ["NOTICES_NOT_TAKEN"]


async def test_what_is_told_of_a_notice_is_looked_at_field_by_field(meadow: Meadow) -> None:
    stored = boat(15_000, 1_000, stands=Stands.TRAILER, registration="!")
    wrong = draft(holder=Holder(name=" ", email="none"), boat=stored)
    with pytest.raises(Invalid) as refused:
        await meadow.give(wrong, now=SEPTEMBER)
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [
        ("REQUIRED", "holder.name"),
        ("EMAIL_SHAPE", "holder.email"),
        ("REGISTRATION_SHAPE", "boat.registration"),
        ("TRAILER_UNREGISTERED", "boat.trailerRegistration"),
        ("WIDTH_RANGE", "boat.widthMm"),
        ("LENGTH_RANGE", "boat.lengthMm"),
        ("WIDTH_EXCEEDS_LENGTH", "boat.widthMm"),
    ]


async def test_behaviour_13_ground_on_which_a_boat_stands_is_not_retired(meadow: Meadow) -> None:
    """FIELD, behaviour 13, where nobody has a spot: until the boat has left and is paid for."""
    noted = await meadow.give()

    async def retire(*, now: datetime) -> None:
        async with meadow.acting() as connection:
            await retire_records(connection, [winter.GROUND], now=now)

    for now in (SEPTEMBER, SEPTEMBER + timedelta(days=400)):
        with pytest.raises(HarborError) as refusal:
            await retire(now=now)
        assert [problem.code for problem in refusal.value.problems] == ["RESOURCE_HELD"]
    await meadow.pay(noted.notice.order_id)
    with pytest.raises(HarborError):
        await retire(now=SEPTEMBER)
    await retire(now=SEPTEMBER + timedelta(days=400))
