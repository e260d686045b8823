"""The queue all year: the rest of a published round first, then who joins, and how far each is from the front."""

import asyncio
from dataclasses import replace

import pytest

from harbors.access.commands import act_as_system
from harbors.errors import Conflict, HarborError, NotFound, Refused
from harbors.privacy.commands import erase_person, export_person
from harbors.queues.commands import count_queues, join_queue, leave_queue
from harbors.queues.reads import next_for, standings_of
from harbors.queues.records import Entry, Standings, Wish
from tests import harbor_town as at
from tests.cast import CAST
from tests.integration.queues.conftest import NOW, WIDE, Line, later, left_without, person_of
from tests.signed_in import CHANCE

NORTH, SOUTH = at.harbor_of(at.NORTH), at.harbor_of(at.SOUTH)


def codes(error: HarborError) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in error.problems]


def figures(found: Standings | None) -> tuple[object, ...] | None:
    if found is None:
        return None
    harbors = [(one.harbor_id, one.width_mm, one.standing.position, one.standing.of) for one in found.harbors]
    return (found.overall.position, found.overall.of, harbors)


async def resident(line: Line, who: str) -> None:
    await line.asked(
        "UPDATE person_profiles SET municipality = 'helsinki', municipality_source = 'REGISTER', "
        "municipality_on = '2027-01-01' WHERE person_id = $1 RETURNING id",
        person_of(who),
    )


async def test_who_joins_is_behind_the_rest_of_the_round_in_the_own_class(line: Line) -> None:
    async with line.database.unit_of_work() as connection:
        first, second = await left_without(connection, (SOUTH,), (NORTH, SOUTH))
    await resident(line, "victim")
    mine = await line.join("victim", SOUTH, NORTH)
    other = await line.join("stranger", now=later(1))
    south, north = at.SOUTH, at.NORTH
    assert figures(await line.standings(mine.id, "victim")) == (3, 4, [(south, 2_500, 3, 4), (north, 2_500, 2, 2)])
    assert figures(await line.standings(other.id, "stranger")) == (4, 4, [(south, 2_500, 4, 4)])
    async with line.database.unit_of_work() as connection:
        await act_as_system(connection)
        assert figures(await standings_of(connection, second)) == (
            2,
            4,
            [(north, 2_500, 1, 2), (south, 2_500, 2, 4)],
        )
        assert first != second


async def test_first_for_three_metres_here_is_told_apart_from_the_whole_queue(line: Line) -> None:
    await line.join("victim", SOUTH)
    wide = replace(WIDE, beam_mm=2_650)
    mine = await line.join("stranger", SOUTH, now=later(1), boat=wide)
    assert figures(await line.standings(mine.id, "stranger")) == (2, 2, [(at.SOUTH, 3_000, 1, 1)])


async def test_a_resident_who_comes_later_is_before_everybody_of_a_later_class(line: Line) -> None:
    await line.join("stranger")
    await resident(line, "victim")
    mine = await line.join("victim", now=later(5))
    assert figures(await line.standings(mine.id, "victim")) == (1, 2, [(at.SOUTH, 2_500, 1, 2)])


async def test_where_others_stand_is_told_to_nobody(line: Line) -> None:
    entry = await line.join("victim")
    assert await line.standings(entry.id, "stranger") is None
    assert await line.standings(entry.id, "clerk") is None
    assert figures(await line.standings(entry.id, "handler")) is not None


async def test_a_person_waits_once_at_a_provider_also_when_both_come_at_once(line: Line) -> None:
    done = await asyncio.gather(*(line.join("victim", now=later(turn)) for turn in range(3)), return_exceptions=True)
    assert len([one for one in done if isinstance(one, Entry)]) == 1
    assert [codes(one) for one in done if isinstance(one, HarborError)] == [[("WAITING_ALREADY", None)]] * 2


async def test_who_left_waits_no_more_and_may_join_again_behind(line: Line) -> None:
    entry = await line.join("victim")
    await line.join("stranger", now=later(1))

    async def leave(who: str) -> None:
        async with line.database.unit_of_work(CAST[who]) as connection:
            await leave_queue(connection, entry.id, now=later(2))

    with pytest.raises(NotFound):
        await leave("stranger")
    await leave("victim")
    with pytest.raises(Refused) as refused:
        await leave("victim")
    assert codes(refused.value) == [("QUEUE_LEFT", "entryId")]
    assert await line.standings(entry.id, "victim") is None
    again = await line.join("victim", now=later(3))
    assert figures(await line.standings(again.id, "victim")) == (2, 2, [(at.SOUTH, 2_500, 2, 2)])


async def test_a_provider_that_never_had_a_round_has_no_queue(line: Line) -> None:
    async with line.database.unit_of_work(CAST["victim"]) as connection:
        with pytest.raises(Refused) as refused:
            await join_queue(
                connection,
                Wish(choices=(at.harbor_of(at.CLUB_HARBOR),), boat=WIDE, information_confirmed=True),
                provider_id=at.CLUB,
                person_id=person_of("victim"),
                now=NOW,
                chance=CHANCE,
            )
    assert codes(refused.value) == [("QUEUE_CLOSED", "providerId")]


async def test_a_free_place_goes_to_who_wants_it_with_a_boat_that_fits_in_the_order_of_the_queue(line: Line) -> None:
    async with line.database.unit_of_work() as connection:
        (left,) = await left_without(connection, (NORTH, at.pier_of(at.pier("south", "A"))))
    by_harbor = await line.join("stranger", SOUTH, now=later(1))
    by_berth = await line.join("victim", at.berth_of(at.berth("south", "A", 1)), now=later(2))
    await line.join("owner", NORTH, now=later(3))
    await line.join("manager", at.berth_of(at.berth("south", "A", 2)), now=later(4))
    await line.join("clerk", SOUTH, now=later(5), boat=replace(WIDE, beam_mm=2_701))
    async with line.database.unit_of_work() as connection:
        found = await next_for(connection, at.berth("south", "A", 1))
        none = await next_for(connection, at.berth("south", "A", 3))
    assert [(one.id, one.position, one.rank) for one in found] == [
        (left, 1, 1),
        (by_harbor.id, 2, 0),
        (by_berth.id, 3, 0),
    ]
    assert none == ()


async def test_lengths_are_public_and_small_ones_are_not_told(line: Line) -> None:
    async with line.database.unit_of_work() as connection:
        await left_without(connection, *[(SOUTH,)] * 4, (NORTH,))
    await line.join("victim", SOUTH, at.pier_of(at.pier("south", "A")))
    async with line.database.unit_of_work() as connection:
        await count_queues(connection, now=NOW)
    async with line.database.reading() as connection:
        rows = await connection.fetch("SELECT harbor_id, width_mm, waiting FROM queue_lengths")
    assert {tuple(row.values()) for row in rows} == {(at.SOUTH, 2_500, 5), (at.NORTH, 2_500, None)}


async def test_counting_again_leaves_what_is_so_now(line: Line) -> None:
    entry = await line.join("victim", SOUTH)
    for when in (NOW, later(60)):
        async with line.database.unit_of_work() as connection:
            await count_queues(connection, now=when)
    assert len(await line.asked("SELECT FROM queue_lengths")) == 1
    async with line.database.unit_of_work(CAST["victim"]) as connection:
        await leave_queue(connection, entry.id, now=later(61))
    async with line.database.unit_of_work() as connection:
        await count_queues(connection, now=later(120))
    assert await line.asked("SELECT FROM queue_lengths") == []


async def test_what_somebody_waits_for_is_told_to_them_and_goes_with_them(line: Line) -> None:
    await line.join("victim", SOUTH, NORTH)
    async with line.database.unit_of_work() as connection:
        told = {section.key: records for section, records in await export_person(connection, person_of("victim"))}
    assert [record["mode"] for record in told["QUEUE_ENTRIES"]] == ["NEW"]
    assert [record["harbor_id"] for record in told["QUEUE_CHOICES"]] == [str(at.SOUTH), str(at.NORTH)]
    async with line.database.unit_of_work() as connection:
        await erase_person(connection, person_of("victim"), now=later(1), chance=CHANCE)
    assert await line.asked("SELECT FROM queue_entries") == []
    assert await line.asked("SELECT FROM queue_choices") == []


async def test_a_wish_for_what_is_not_offered_is_refused(line: Line) -> None:
    with pytest.raises(HarborError) as refused:
        await line.join("victim", at.harbor_of(at.CLOSED_HARBOR), at.harbor_of(at.CLUB_HARBOR), SOUTH)
    assert codes(refused.value) == [("CHOICE_NOT_OFFERED", "choices[0]"), ("CHOICE_NOT_OFFERED", "choices[1]")]
    assert not isinstance(refused.value, Conflict)
