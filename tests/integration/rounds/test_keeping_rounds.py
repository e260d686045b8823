"""Rounds in a real database: created once, found again, closed once."""

from dataclasses import replace

import pytest

from ahti.db import Database
from harbors.errors import Conflict, Invalid, NotFound, Refused
from harbors.places.fit import FitRules, Margins
from harbors.places.kinds import Mooring
from harbors.places.records import ProviderId
from harbors.rounds.commands import close_round, create_round
from harbors.rounds.reads import all_rounds, round_by_code
from harbors.rounds.records import RoundId
from tests import harbor_town as at

ANOTHER = replace(at.A_ROUND, id=RoundId(at.key("round", "another")), code="another")


async def test_a_round_is_found_as_it_was_made(town: Database) -> None:
    rules = replace(
        at.A_ROUND.rules,
        fit=FitRules(margins=Margins(beam_mm=300), by_mooring={Mooring.SIDE_SLIP: Margins(beam_mm=750)}),
    )
    made = replace(ANOTHER, rules=rules)
    async with town.unit_of_work() as connection:
        await create_round(connection, made, now=at.OPENS)
        assert await round_by_code(connection, "another") == made
        assert await all_rounds(connection) == (made, at.A_ROUND)


async def test_a_code_is_given_once(town: Database) -> None:
    with pytest.raises(Conflict) as refusal:
        async with town.unit_of_work() as connection:
            await create_round(connection, replace(ANOTHER, code=at.A_ROUND.code), now=at.OPENS)
    assert [(problem.code, problem.field) for problem in refusal.value.problems] == [("ROUND_CODE_TAKEN", "code")]


async def test_a_round_of_nobody_is_refused(town: Database) -> None:
    with pytest.raises(NotFound) as refusal:
        async with town.unit_of_work() as connection:
            await create_round(connection, replace(ANOTHER, provider_id=ProviderId(at.NORTH)), now=at.OPENS)
    assert [problem.field for problem in refusal.value.problems] == ["provider"]


async def test_a_round_with_faults_is_not_kept(town: Database) -> None:
    with pytest.raises(Invalid):
        async with town.unit_of_work() as connection:
            await create_round(connection, replace(ANOTHER, closes_at=at.OPENS), now=at.OPENS)
    async with town.reading() as connection:
        assert await all_rounds(connection) == (at.A_ROUND,)


async def test_staff_close_an_open_round_once(town: Database) -> None:
    async with town.unit_of_work() as connection:
        closed = await close_round(connection, at.A_ROUND.code, now=at.DURING)
    assert closed == replace(at.A_ROUND, closed_at=at.DURING)
    async with town.unit_of_work() as connection:
        assert await round_by_code(connection, at.A_ROUND.code) == closed
        with pytest.raises(Refused) as refusal:
            await close_round(connection, at.A_ROUND.code, now=at.DURING)
    assert [problem.code for problem in refusal.value.problems] == ["ROUND_NOT_OPEN"]


async def test_a_round_that_is_not_there_is_not_found(town: Database) -> None:
    async with town.unit_of_work() as connection:
        for act in (close_round(connection, "nowhere", now=at.DURING), round_by_code(connection, "nowhere")):
            with pytest.raises(NotFound) as refusal:
                await act
            assert [problem.code for problem in refusal.value.problems] == ["ROUND_UNKNOWN"]


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [("2027-06-10", "2027-09-14", 97 * 24), ("2027-03-28", "2027-03-28", 23), ("2027-10-31", "2027-10-31", 25)],
)
async def test_a_season_ends_at_the_midnight_after_its_last_day_where_the_places_are(
    town: Database, starts: str, ends: str, hours: int
) -> None:
    async with town.reading() as connection:
        row = await connection.fetchrow(
            "SELECT extract(epoch FROM upper(season) - lower(season)) / 3600 AS hours, "
            "lower_inc(season) AND NOT upper_inc(season) AS half_open "
            "FROM season_period($1::text::date, $2::text::date, 'Europe/Helsinki') AS season",
            *(starts, ends),
        )
    assert row is not None
    assert (int(row["hours"]), row["half_open"]) == (hours, True)
