"""Seasons are data: managers tell them, everybody reads them, leases without days follow them and move with them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from harbors.season_moves.telling import tell_season
from harbors.seasons.records import SeasonId
from schema import ids
from tests import harbor_town as at
from tests.cast import VICTIM
from tests.integration.leases.conftest import BOAT, ENDS, FIRST, SECOND, STARTS, Ground, draft
from tests.integration.seasons.conftest import CLUB, MOVE, Api
from tests.signed_in import CHANCE

SEASONS = "query ($id: ID!) { provider(id: $id) { seasons { nodes { year starts ends sentOn dueOn graceDays } } } }"
RECORD = """
    mutation ($input: RecordLeaseInput!) {
        recordLease(input: $input) { lease { startsAt endsAt seasonStarts } errors { code field } }
    }
"""
RENEWING = {"sentOn": "2026-12-01", "dueOn": "2027-01-08", "graceDays": 7}
PANDEMIC = {"starts": "2027-06-15", "ends": "2027-09-30", "reason": "The city opens its harbors later."}


def wanted(**more: Any) -> dict[str, Any]:
    tenant = {"name": "Vilma Uhri", "personId": ids.encode("Person", VICTIM)}
    boat = {"beamMm": 2_500, "lengthMm": 7_000}
    return {"providerId": CLUB, "placeId": ids.encode("Berth", FIRST), "tenant": tenant, "boat": boat} | more


async def test_a_manager_tells_a_season_and_everybody_reads_it(api: Api) -> None:
    assert (await api.set_season("2027-06-10", "2027-09-14", renewing=RENEWING))["errors"] == []
    told = (await api.ask(SEASONS, "nobody", id=CLUB))["provider"]["seasons"]["nodes"]
    assert told == [{"year": 2027, "starts": "2027-06-10", "ends": "2027-09-14", **RENEWING}]
    assert (await api.set_season("2027-06-12", "2027-09-14"))["errors"] == []
    told = (await api.ask(SEASONS, "nobody", id=CLUB))["provider"]["seasons"]["nodes"]
    assert [(one["starts"], one["dueOn"]) for one in told] == [("2027-06-12", None)]


async def test_seasons_of_a_kind_do_not_overlap_and_those_of_two_kinds_may(api: Api) -> None:
    assert (await api.set_season("2027-06-10", "2028-05-01"))["errors"] == []
    assert (await api.set_season("2027-09-15", "2028-06-10", kind="WINTER_STORAGE"))["errors"] == []
    refused = await api.set_season("2028-05-01", "2028-09-14")
    assert refused["errors"] == [{"code": "SEASONS_OVERLAP", "field": "starts"}]


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (datetime(2027, 7, 1, 9, tzinfo=UTC), ("2027-06-30T21:00:00+00:00", "2027-09-14T21:00:00+00:00")),
        (datetime(2027, 9, 20, 9, tzinfo=UTC), ("2028-06-09T21:00:00+00:00", "2028-09-14T21:00:00+00:00")),
    ],
)
async def test_behaviour_1_a_lease_without_dates_of_1_july_runs_to_the_seasons_end_of_20_september_it_is_next_years(
    api: Api, day: datetime, period: tuple[str, str]
) -> None:
    for year in (2027, 2028):
        await api.set_season(f"{year}-06-10", f"{year}-09-14")
    api.clock.time = day
    answer = (await api.ask(RECORD, "clerk", input=wanted()))["recordLease"]
    assert answer["errors"] == []
    assert (answer["lease"]["startsAt"], answer["lease"]["endsAt"]) == period


async def test_a_lease_without_dates_is_refused_where_no_season_is_told(api: Api) -> None:
    answer = (await api.ask(RECORD, "clerk", input=wanted()))["recordLease"]
    assert answer["errors"] == [{"code": "SEASON_UNKNOWN", "field": "season"}]


async def test_a_season_with_leases_is_moved_and_not_told_anew(api: Api, ground: Ground) -> None:
    season = (await api.set_season("2027-06-10", "2027-09-14"))["season"]["id"]
    await ground.record()
    refused = await api.set_season("2027-06-15", "2027-09-30")
    assert refused["errors"] == [{"code": "SEASON_HAS_LEASES", "field": "starts"}]
    assert (await api.set_season("2027-06-10", "2027-09-14", renewing=RENEWING))["errors"] == []
    moved = (await api.ask(MOVE, input={"seasonId": season, **PANDEMIC}))["moveSeason"]
    assert moved == {"season": {"starts": "2027-06-15", "ends": "2027-09-30"}, "movedLeases": 1, "errors": []}
    assert [row[1:3] for row in await ground.held()] == [
        (datetime(2027, 6, 14, 21, tzinfo=UTC), datetime(2027, 9, 30, 21, tzinfo=UTC))
    ]


async def test_who_came_later_or_left_earlier_keeps_that_day_when_the_season_moves(api: Api, ground: Ground) -> None:
    season = (await api.set_season("2027-06-10", "2027-09-14"))["season"]["id"]
    await ground.record(replace(draft(), starts=date(2027, 7, 1)))
    moved = (await api.ask(MOVE, input={"seasonId": season, **PANDEMIC}))["moveSeason"]
    assert moved["errors"] == []
    assert [row[1:3] for row in await ground.held()] == [
        (datetime(2027, 6, 30, 21, tzinfo=UTC), datetime(2027, 9, 30, 21, tzinfo=UTC))
    ]


async def test_a_season_is_not_moved_onto_days_that_somebody_else_has(api: Api, ground: Ground) -> None:
    season = (await api.set_season("2027-06-10", "2027-09-14"))["season"]["id"]
    await ground.record()
    later = replace(at.A_ROUND.season, starts=date(2027, 9, 20), ends=date(2027, 10, 20))
    await ground.record(draft(name="Aalto Aava", season=later))
    refused = (await api.ask(MOVE, input={"seasonId": season, **PANDEMIC}))["moveSeason"]
    assert [error["code"] for error in refused["errors"]] == ["PLACE_TAKEN"]
    assert (await ground.held())[0][1:3] == (STARTS, ENDS)


async def test_a_season_stays_while_one_of_its_places_is_promised(api: Api, ground: Ground) -> None:
    season = (await api.set_season("2027-06-10", "2027-09-14"))["season"]["id"]
    await ground.asked(
        """
        INSERT INTO occupancies (id, place_id, period, span, kind, state, created_at)
        VALUES (gen_random_uuid(), $1, tstzrange($2, $3), int4range(0, 1), 'AWARD', 'HOLDING', now())
        """,
        *(SECOND, STARTS, ENDS),
    )
    refused = (await api.ask(MOVE, input={"seasonId": season, **PANDEMIC}))["moveSeason"]
    assert [error["code"] for error in refused["errors"]] == ["SEASON_IN_PLAY"]


async def test_every_tenant_of_a_moved_season_is_told_once_in_the_own_language(api: Api, ground: Ground) -> None:
    season = (await api.set_season("2027-06-10", "2027-09-14"))["season"]["id"]
    await ground.record(draft(boat=BOAT))
    await ground.record(draft(SECOND, name="Aava Aalto"))
    await api.ask(MOVE, input={"seasonId": season, **PANDEMIC})
    for _ in range(2):
        async with ground.acting("manager") as connection:
            id = SeasonId(ids.decode_as("Season", season))
            await tell_season(connection, id, now=api.clock.now(), chance=CHANCE)
    told = await ground.asked("SELECT template, address, figures ->> 'days' AS days FROM messages ORDER BY address")
    assert [tuple(row.values()) for row in told] == [
        ("SEASON_MOVED", "aava@example.org", "15.6.2027–30.9.2027"),
        ("SEASON_MOVED", "maija@example.org", "15.6.2027–30.9.2027"),
    ]
