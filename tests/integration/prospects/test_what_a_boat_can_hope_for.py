"""Before any login a boater sees what a list would be to the own boat, and who asked for it the year before."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import asyncpg
import orjson
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.service import context_opener
from harbors.applications.commands import submit_application
from harbors.prospects.commands import keep_demand
from harbors.rounds.commands import create_round
from harbors.rounds.records import Round, RoundId, Season
from schema import ids
from schema.execution import ReferenceExecutor
from schema.prospects import MOST_PREVIEWS, MOST_QUESTIONS
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.drawing import drawn, published

SCHEMA = build()
NEXT_YEAR = replace(
    at.A_ROUND,
    id=RoundId(at.key("round", "berths-2028")),
    code="berths-2028",
    season=Season(date(2028, 6, 10), date(2028, 9, 14)),
    opens_at=at.OPENS + timedelta(days=365),
    closes_at=at.CLOSES + timedelta(days=365),
    publishes_at=at.CLOSES + timedelta(days=365),
)
PREVIEW = """
    query ($id: ID!, $boat: BoatDimensions!, $type: ID, $choices: [ChoiceInput!]) { round(id: $id) {
        choicePreview(boat: $boat, boatTypeId: $type, choices: $choices) {
            choice { rank harbor { name } pier { identifier } berth { number } }
            fittingCount freeCount keptCount
            demandLastYear { round { code } applicants firstChoices placed } } } }
"""
SMALL_BOAT = {"beamMm": 2_100, "lengthMm": 5_400}
Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
def statements() -> list[str]:
    """What was read, as it was asked of the database."""
    return []


@pytest.fixture
def ask(town: Database, statements: list[str]) -> Ask:
    """Runs a document of somebody who is not signed in, and gives the whole response."""
    opened = context_opener(town, StoppedClock())

    def counting(facts: RequestFacts) -> AbstractAsyncContextManager[Any]:
        return Counting(opened(facts), statements)

    executor = ReferenceExecutor(SCHEMA, counting)

    async def run(document: str, **variables: Any) -> Any:
        return orjson.loads(
            (await executor.execute(GraphQLRequest(document, variables=variables), RequestFacts("t"))).body
        )

    return run


class Counting(AbstractAsyncContextManager[Any]):
    """A context that notes what it fetches."""

    def __init__(self, opened: AbstractAsyncContextManager[Any], statements: list[str]) -> None:
        self._opened = opened
        self._statements = statements

    async def __aenter__(self) -> Any:
        context = await self._opened.__aenter__()
        fetch = context.fetch

        async def noting(query: str, *args: object) -> Any:
            self._statements.append(query)
            return await fetch(query, *args)

        context.fetch = noting
        return context

    async def __aexit__(self, *raised: Any) -> None:
        await self._opened.__aexit__(*raised)


async def preview(ask: Ask, a_round: Round = at.A_ROUND, **variables: Any) -> list[dict[str, Any]]:
    answer = await ask(PREVIEW, id=ids.encode("Round", a_round.id), **{"boat": SMALL_BOAT, **variables})
    assert "errors" not in answer, answer
    told: list[dict[str, Any]] = answer["data"]["round"]["choicePreview"]
    return told


def figures(told: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    return {one["choice"]["harbor"]["name"]: (one["fittingCount"], one["freeCount"], one["keptCount"]) for one in told}


async def test_without_a_list_every_harbor_where_the_boat_fits_is_told(ask: Ask) -> None:
    told = await preview(ask)
    # The third berth in the south is out of use, as is the closed harbor; the club has no place in the city's round.
    assert figures(told) == {"north": (4, 4, 0), "south": (2, 2, 0)}
    assert [one["choice"]["rank"] for one in told] == [0, 1]
    # With the margin of the round a berth of 2.50 metres is too narrow for 2.21.
    assert figures(await preview(ask, boat={"beamMm": 2_210})) == {"north": (2, 2, 0), "south": (2, 2, 0)}
    assert figures(await preview(ask, boat={"beamMm": 5_000})) == {}


async def test_a_list_is_told_line_by_line_in_its_order(ask: Ask) -> None:
    lines = [
        {"pierId": ids.encode("Pier", at.pier("north", "B"))},
        {"harborId": ids.encode("Harbor", at.SOUTH)},
        {"berthId": ids.encode("Berth", at.berth("north", "A", 1))},
        {"harborId": ids.encode("Harbor", at.CLUB_HARBOR)},
    ]
    told = await preview(ask, choices=lines)
    assert [one["fittingCount"] for one in told] == [2, 2, 1, 0]
    assert [one["choice"]["rank"] for one in told] == [0, 1, 2, 3]
    assert told[0]["choice"]["pier"] == {"identifier": "B"}
    # A sailing boat may use stern buoys alone.
    told = await preview(ask, choices=lines, type=ids.encode("BoatType", at.SAIL))
    assert [one["fittingCount"] for one in told] == [2, 0, 0, 0]
    assert await preview(ask, choices=[]) == []


async def test_what_is_held_for_the_season_is_not_given(town: Database, ask: Ask) -> None:
    await _hold(town, at.berth("south", "A", 1), at.A_ROUND.season)
    await _hold(town, at.berth("south", "A", 2), Season(date(2026, 6, 10), date(2026, 9, 14)))
    assert figures(await preview(ask))["south"] == (2, 0, 1)


async def _hold(town: Database, place: Any, season: Season) -> None:
    async with town.unit_of_work() as connection:
        await connection.execute(
            "INSERT INTO occupancies (place_id, period, span, kind, state, created_at) "
            "VALUES ($1, season_period($2, $3, 'Europe/Helsinki'), '[0,1)', 'LEASE', 'HOLDING', $4)",
            place,
            season.starts,
            season.ends,
            at.OPENS,
        )


@pytest.fixture
async def superuser(server: EmbeddedPostgres, town_name: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(server.url(role="postgres", database=town_name))
    yield connection
    await connection.close()


@pytest.fixture
async def year_after(town: Database) -> Round:
    """Eight asked for the south, five of them first; four for the north. All are told; the next round is there."""
    chance = at.CountingChance()
    lists = [
        *[[at.harbor_of(at.SOUTH)]] * 4,
        [at.pier_of(at.pier("south", "A")), at.harbor_of(at.SOUTH)],
        *[[at.harbor_of(at.NORTH), at.harbor_of(at.SOUTH)]] * 3,
        [at.pier_of(at.pier("north", "B"))],
    ]
    async with town.unit_of_work() as connection:
        for choices in lists:
            form = at.a_form(*choices)
            await submit_application(connection, form, round_id=at.A_ROUND.id, now=at.DURING, chance=chance)
        await create_round(connection, NEXT_YEAR, now=at.AFTER)
    await published(town, at.A_ROUND.code, now=at.AFTER, chance=chance)
    return NEXT_YEAR


async def test_demand_of_last_year_is_told_for_the_harbor_of_a_choice(
    superuser: Any, ask: Ask, year_after: Round
) -> None:
    await count_again(superuser, sealed=False)
    told = await preview(ask, year_after)
    assert [one["demandLastYear"] for one in told] == [
        # Four asked for the north: too few to be told of.
        None,
        {"round": {"code": "berths-2027"}, "applicants": 8, "firstChoices": 5, "placed": 2},
    ]
    (pier,) = await preview(ask, year_after, choices=[{"pierId": ids.encode("Pier", at.pier("south", "A"))}])
    assert pier["demandLastYear"] == told[1]["demandLastYear"]
    # For the round itself that was the year of its own.
    assert [one["demandLastYear"] for one in await preview(ask)] == [None, None]


async def test_of_what_is_sealed_only_what_was_won_counts(superuser: Any, ask: Ask, year_after: Round) -> None:
    await count_again(superuser, sealed=True)
    told = (await preview(ask, year_after))[1]["demandLastYear"]
    openly = await superuser.fetchval(
        "SELECT count(DISTINCT choice.application_id) FROM application_choices AS choice "
        "JOIN applications AS one ON one.id = choice.application_id "
        "JOIN draw_results AS result ON result.public_id = one.public_id AND result.rank IS NULL "
        "LEFT JOIN piers AS pier ON pier.id = choice.pier_id WHERE coalesce(choice.harbor_id, pier.harbor_id) = $1",
        at.SOUTH,
    )
    # Those who won in the south are counted for that, whatever else they had asked for.
    assert (told["applicants"], told["placed"]) == (openly + 2, 2)
    assert openly < 6


async def count_again(superuser: Any, *, sealed: bool) -> None:
    """The demand when all winners are sealed, or nobody is."""
    await superuser.execute("UPDATE draw_results SET is_sealed = rank IS NOT NULL AND $1", sealed)
    draw = await superuser.fetchval("SELECT id FROM draws")
    await keep_demand(superuser, round_id=at.A_ROUND.id, draw_id=draw)


async def test_many_harbors_and_many_rounds_are_one_statement(
    town: Database, ask: Ask, statements: list[str], year_after: Round
) -> None:
    document = "query ($boat: BoatDimensions!) { rounds { nodes { choicePreview(boat: $boat) { fittingCount } } } }"
    answer = await ask(document, boat=SMALL_BOAT)
    assert [len(one["choicePreview"]) for one in answer["data"]["rounds"]["nodes"]] == [2, 2]
    # The list of rounds, and one for the places of both.
    assert len(statements) == 2


async def test_more_boats_than_anybody_has_are_refused(ask: Ask) -> None:
    fields = " ".join(
        f"b{beam}: choicePreview(boat: {{ beamMm: {beam} }}) {{ freeCount }}" for beam in range(MOST_QUESTIONS + 1)
    )
    answer = await ask(f'{{ round(id: "{ids.encode("Round", at.A_ROUND.id)}") {{ {fields} }} }}')
    assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert answer["errors"][0]["extensions"]["limit"] == MOST_QUESTIONS


async def test_a_boat_of_less_than_nothing_is_refused(ask: Ask) -> None:
    answer = await ask(PREVIEW, id=ids.encode("Round", at.A_ROUND.id), boat={"beamMm": -1})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_what_a_draw_gave_is_told_to_nobody_before_its_publication(town: Database, ask: Ask) -> None:
    chance = at.CountingChance()
    async with town.unit_of_work() as connection:
        await submit_application(connection, at.a_form(), round_id=at.A_ROUND.id, now=at.DURING, chance=chance)
    before = await preview(ask)
    await drawn(town, at.A_ROUND.code, now=at.AFTER, chance=chance)
    async with town.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM occupancies WHERE state = 'HOLDING'") == 1
    assert await preview(ask) == before


async def test_a_request_asks_for_so_many_rounds_and_boats_at_most(town: Database, ask: Ask) -> None:
    several = MOST_PREVIEWS // MOST_QUESTIONS
    async with town.unit_of_work() as connection:
        for number in range(several):
            a_round = replace(NEXT_YEAR, id=RoundId(at.key("round", number)), code=f"another-{number}")
            await create_round(connection, a_round, now=at.OPENS)
    fields = " ".join(
        f"b{number}: choicePreview(boat: {{ beamMm: {2_000 + number} }}) {{ freeCount }}"
        for number in range(MOST_QUESTIONS)
    )

    async def refused(rounds: int) -> list[str]:
        answer = await ask(f"{{ rounds(first: {rounds}) {{ nodes {{ {fields} }} }} }}")
        return sorted({error["extensions"]["code"] for error in answer.get("errors", [])})

    assert await refused(several) == []
    assert await refused(several + 1) == ["LIMIT_EXCEEDED"]
