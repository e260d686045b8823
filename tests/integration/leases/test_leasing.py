"""Leases are recorded, ended and moved: a place has one holder at a time, and what is refused has changed nothing."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from harbors.access.records import PersonId
from harbors.boats.commands import add_boat
from harbors.boats.records import Described
from harbors.errors import Conflict, HarborError, Invalid, NotFound, Refused
from harbors.leases.commands import record_lease
from harbors.leases.reads import current_leases
from harbors.leases.records import Lease, LeaseId, Moved, Tenant
from harbors.listings.commands import retire_resource
from harbors.places.kinds import PlaceKind
from harbors.places.records import PlaceId
from harbors.rounds.records import Season
from harbors.switching.ending import end_lease
from harbors.switching.moving import move_tenant
from tests import harbor_town as at
from tests.cast import CAST
from tests.integration.leases.conftest import (
    BOAT,
    ENDS,
    FIRST,
    JULY,
    NOW,
    SEASON,
    SECOND,
    STARTS,
    Ground,
    draft,
    person_of,
)
from tests.signed_in import CHANCE


def codes(error: HarborError) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in error.problems]


async def end(ground: Ground, lease: Lease, *, at: datetime | None = None, now: datetime = NOW) -> None:
    async with ground.acting() as connection:
        await end_lease(connection, lease.id, at=at, reason="Sold.", now=now, chance=CHANCE)


async def move(
    ground: Ground,
    lease: Lease,
    to: PlaceId = SECOND,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
    now: datetime = NOW,
) -> Moved:
    why = "The pier is mended."
    async with ground.acting() as connection:
        return await move_tenant(connection, lease.id, to=to, at=at, until=until, reason=why, now=now, chance=CHANCE)


async def test_a_lease_holds_its_place_for_the_season(ground: Ground) -> None:
    await ground.record()
    assert await ground.held() == [(FIRST, STARTS, ENDS, "HOLDING")]


async def test_behaviour_2_an_overlapping_lease_is_refused_and_one_that_begins_when_the_other_ends_is_fine(
    ground: Ground,
) -> None:
    lease = await ground.record()
    with pytest.raises(Conflict) as refused:
        await ground.record(draft(name="Other", starts=SEASON.ends))
    assert codes(refused.value) == [("PLACE_TAKEN", None)]
    await end(ground, lease, at=JULY, now=NOW)
    assert await ground.held() == [(FIRST, STARTS, JULY, "HOLDING")]
    with pytest.raises(Conflict):
        await ground.record(draft(name="Other", starts=date(2027, 7, 1)))
    await ground.record(draft(name="Other", starts=date(2027, 7, 2)))
    held = await ground.held()
    assert [(place, state) for place, _, _, state in held] == [(FIRST, "HOLDING"), (FIRST, "HOLDING")]


async def test_behaviour_2_of_two_leases_on_one_place_in_the_same_millisecond_one_is_refused(ground: Ground) -> None:
    for turn in range(5):
        wanted = [draft(name=f"Tenant {turn} {number}") for number in range(6)]
        done = await asyncio.gather(*map(ground.record, wanted), return_exceptions=True)
        kept = [one for one in done if isinstance(one, Lease)]
        assert [codes(one) for one in done if isinstance(one, HarborError)] == [[("PLACE_TAKEN", None)]] * 5
        await end(ground, kept[0])


async def test_behaviour_3_a_place_out_of_use_and_a_boat_that_does_not_fit_are_refused(ground: Ground) -> None:
    wide = replace(BOAT, beam_mm=3_200)
    with pytest.raises(Refused) as refused:
        await ground.record(draft(boat=wide))
    assert [problem.message.en for problem in refused.value.problems] == [
        "The boat does not fit: it is 20 cm too wide."
    ]
    with pytest.raises(Refused) as refused:
        await ground.record(draft(at.berth("south", "A", 3)), who="handler")
    assert codes(refused.value) == [("PLACE_INACTIVE", "placeId")]
    with pytest.raises(Refused) as refused:
        await ground.record(draft(at.berth("closed", "A", 1)), who="handler")
    assert codes(refused.value) == [("PLACE_INACTIVE", "placeId")]
    assert await ground.held() == []


async def test_behaviour_3_somebody_elses_boat_is_refused(ground: Ground) -> None:
    registered = replace(BOAT, registration="A123")
    async with ground.acting("stranger") as connection:
        boat = Described(beam_mm=2_500, length_mm=7_000, registration="A123")
        await add_boat(connection, boat, person_id=person_of("stranger"), organisation_id=None, now=NOW, chance=CHANCE)
    victim = Tenant(name="Vilma Uhri", person_id=person_of("victim"))
    with pytest.raises(Refused) as refused:
        await ground.record(draft(tenant=victim, boat=registered))
    assert codes(refused.value) == [("BOAT_OF_ANOTHER", "boat.registration")]
    assert await ground.held() == []
    stranger = Tenant(name="Stranger", person_id=person_of("stranger"))
    await ground.record(draft(tenant=stranger, boat=registered))
    with pytest.raises(Conflict) as taken:
        await ground.record(draft(SECOND, tenant=stranger, boat=registered))
    assert codes(taken.value) == [("BOAT_HAS_PLACE", "boat.registration")]


async def test_a_place_of_another_provider_and_a_tenant_that_is_not_there_are_refused(ground: Ground) -> None:
    with pytest.raises(NotFound) as unknown:
        await ground.record(draft(at.berth("north", "A", 1)))
    assert codes(unknown.value) == [("PLACE_UNKNOWN", "placeId")]
    nobody = Tenant(name="Nobody", person_id=PersonId(at.key("person", "nobody at all")))
    with pytest.raises(Invalid) as invalid:
        await ground.record(draft(tenant=nobody))
    assert codes(invalid.value) == [("TENANT_UNKNOWN", "tenant")]


async def test_the_wall_of_the_database_stands_behind_the_leave_of_a_clerk(ground: Ground) -> None:
    """As if the leave had not been looked at: row security lets nobody write for another provider."""
    async with ground.acting("stranger's clerk") as connection:
        with pytest.raises(Exception, match="row-level security"):
            await record_lease(connection, draft(), provider_id=at.CLUB, now=NOW, chance=CHANCE)
    lease = await ground.record()
    async with ground.acting("stranger's clerk") as connection:
        with pytest.raises(NotFound):
            await end_lease(connection, lease.id, at=None, reason="Mine.", now=NOW, chance=CHANCE)


async def test_a_lease_that_ends_in_the_season_leaves_the_place_free_from_then(ground: Ground) -> None:
    lease = await ground.record()
    await end(ground, lease, now=JULY)
    assert await ground.held() == [(FIRST, STARTS, JULY, "ENDED")]
    with pytest.raises(Refused) as refused:
        await end(ground, lease, now=JULY)
    assert codes(refused.value) == [("LEASE_ENDED", "leaseId")]


async def test_a_lease_that_ends_before_its_season_never_held_the_place(ground: Ground) -> None:
    await end(ground, await ground.record())
    assert await ground.held() == [(FIRST, STARTS, ENDS, "ENDED")]
    await ground.record(draft(name="Next"))


async def test_a_tenant_is_moved_for_good_at_one_instant(ground: Ground) -> None:
    lease = await ground.record()
    moved = await move(ground, lease, now=JULY)
    assert await ground.held() == sorted([(FIRST, STARTS, JULY, "ENDED"), (SECOND, JULY, ENDS, "HOLDING")])
    rows = await ground.asked("SELECT id, status, ending, origin, follows_id FROM leases ORDER BY created_at")
    assert [tuple(row.values()) for row in rows] == [
        (lease.id, "ENDED", "MOVED", "RECORDED", None),
        (moved.away.id, "ACTIVE", None, "MOVED", lease.id),
    ]


async def test_a_tenant_is_moved_for_a_time_and_the_old_place_can_be_let_meanwhile(ground: Ground) -> None:
    later = JULY + timedelta(days=20)
    lease = await ground.record()
    moved = await move(ground, lease, at=JULY, until=later)
    assert moved.back is not None
    assert await ground.held() == sorted(
        [
            (FIRST, STARTS, JULY, "HOLDING"),
            (FIRST, later, ENDS, "HOLDING"),
            (SECOND, JULY, later, "HOLDING"),
        ]
    )
    with pytest.raises(Conflict):
        await ground.record(draft(name="Guest", starts=date(2027, 7, 2)))


async def test_a_move_that_is_refused_changes_nothing(ground: Ground) -> None:
    lease, other = await ground.record(), await ground.record(draft(SECOND, name="Other"))
    before = await ground.held()
    for to, error in ((SECOND, Conflict), (FIRST, Refused), (at.berth("north", "A", 1), NotFound)):
        with pytest.raises(error):
            await move(ground, lease, to)
    assert await ground.held() == before
    await end(ground, other)
    await move(ground, lease)


async def test_of_two_moves_onto_one_place_one_is_refused(ground: Ground) -> None:
    third = at.berth("club", "A", 3)
    await ground.asked(
        "INSERT INTO places SELECT (json_populate_record(p, json_build_object('id', $1::uuid, 'number', '3', "
        "'source_id', 'club/A/3'))).* FROM places AS p WHERE id = $2 RETURNING id",
        third,
        FIRST,
    )
    for _ in range(4):
        leases = [await ground.record(draft(place)) for place in (FIRST, SECOND)]
        done = await asyncio.gather(*(move(ground, one, third) for one in leases), return_exceptions=True)
        refused = [codes(one) for one in done if isinstance(one, HarborError)]
        (moved,) = (one for one in done if isinstance(one, Moved))
        assert refused == [[("PLACE_TAKEN", None)]]
        await end(ground, moved.away)
        await end(ground, next(lease for lease, one in zip(leases, done, strict=True) if one is not moved))


async def test_two_moves_of_one_tenant_at_once_are_one_move(ground: Ground) -> None:
    lease = await ground.record()
    done = await asyncio.gather(*(move(ground, lease) for _ in range(3)), return_exceptions=True)
    assert sorted(str(type(one).__name__) for one in done) == ["Moved", "Refused", "Refused"]
    assert [row for row in await ground.held() if row[3] == "HOLDING"] == [(SECOND, STARTS, ENDS, "HOLDING")]


async def test_a_move_and_an_end_at_once_leave_one_holder_or_none(ground: Ground) -> None:
    lease = await ground.record()
    done = await asyncio.gather(move(ground, lease), end(ground, lease), return_exceptions=True)
    assert [codes(one) for one in done if isinstance(one, HarborError)] == [[("LEASE_ENDED", "leaseId")]]
    assert len([row for row in await ground.held() if row[3] == "HOLDING"]) <= 1


async def test_two_tenants_who_are_moved_to_each_others_place_at_once_are_both_refused(ground: Ground) -> None:
    first, second = await ground.record(), await ground.record(draft(SECOND, name="Other"))
    done = await asyncio.gather(move(ground, first, SECOND), move(ground, second, FIRST), return_exceptions=True)
    assert [type(one).__name__ for one in done] == ["Conflict", "Conflict"]


async def test_behaviour_13_a_harbour_with_leases_is_not_retired(ground: Ground) -> None:
    lease = await ground.record()
    manager = CAST["manager"]

    async def retire() -> None:
        async with ground.acting("manager") as connection:
            await retire_resource(connection, at.CLUB_HARBOR, provider_id=at.CLUB, by=manager, now=NOW, chance=CHANCE)

    with pytest.raises(Refused) as refused:
        await retire()
    assert codes(refused.value) == [("RESOURCE_HELD", "resourceId")]
    await end(ground, lease)
    await retire()


async def test_the_current_lease_is_that_of_this_season_or_of_the_one_before(ground: Ground) -> None:
    tenant = Tenant(name="Vilma Uhri", person_id=person_of("victim"))
    next_season = Season(date(2028, 6, 10), date(2028, 9, 14))
    lease = await ground.record(draft(tenant=tenant))

    async def current(season: Season, *, person: str = "victim", who: str = "victim") -> LeaseId | None:
        async with ground.acting(who) as connection:
            found = await current_leases(
                connection, provider_id=at.CLUB, season=season, kind=PlaceKind.BERTH, person_id=person_of(person)
            )
            return found[0] if found else None

    assert [await current(SEASON), await current(next_season)] == [lease.id, lease.id]
    assert await current(Season(date(2029, 6, 10), date(2029, 9, 14))) is None
    assert await current(SEASON, who="stranger") is None
    assert await current(SEASON, person="stranger") is None
    async with ground.acting() as connection:
        of_all = await current_leases(connection, provider_id=at.CLUB, season=next_season, kind=PlaceKind.BERTH)
    assert of_all == [lease.id]
    taken = await ground.record(draft(name="Next", season=next_season))
    assert await current(next_season) is None
    await end(ground, taken)
    await end(ground, lease, at=JULY)
    assert await current(next_season) is None


async def test_who_ends_while_away_for_a_time_does_not_come_back(ground: Ground) -> None:
    lease = await ground.record()
    moved = await move(ground, lease, at=JULY, until=JULY + timedelta(days=7))
    ends = JULY + timedelta(days=2)
    await end(ground, moved.away, at=ends, now=JULY + timedelta(days=1))
    assert [row for row in await ground.held() if row[3] == "HOLDING"] == [
        (FIRST, STARTS, JULY, "HOLDING"),
        (SECOND, JULY, ends, "HOLDING"),
    ]


async def test_a_tenant_is_told_of_a_move_and_of_an_end_by_mail(ground: Ground) -> None:
    lease = await ground.record()
    moved = await move(ground, lease, now=JULY)
    await end(ground, moved.away, now=JULY + timedelta(days=1))
    rows = await ground.asked("SELECT template, language, address, figures FROM messages ORDER BY created_at")
    assert [(row["template"], row["language"], row["address"]) for row in rows] == [
        ("TENANT_MOVED", "fi", "maija@example.org"),
        ("LEASE_ENDED", "fi", "maija@example.org"),
    ]
    assert [row["figures"] for row in rows] == [
        {
            "from": "club A, paikka 1",
            "place": "club A, paikka 2",
            "days": "1.7.2027–14.9.2027",
            "reason": "The pier is mended.",
            "money": "Maksettavaa tai palautettavaa ei ole.",
        },
        {
            "place": "club A, paikka 2",
            "day": "2.7.2027",
            "reason": "Sold.",
            "money": "Maksettavaa tai palautettavaa ei ole.",
        },
    ]
