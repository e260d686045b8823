"""The odds of a round are worked out by a job and kept: by harbor and beam for everybody, by choice for applicants."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import asyncpg
import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from ahti.worker.handlers import HANDLERS
from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from harbors.allocations.frozen import instance_of
from harbors.applications.commands import edit_application, submit_application, withdraw_application
from harbors.applications.records import Changes, Choice, Submitted
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.odds.commands import keep_odds, put_simulations, standing_round
from harbors.odds.records import RoundOdds
from harbors.odds.rules import FEWEST, seeds_for
from harbors.odds.simulating import odds_of, simulated
from harbors.rounds.commands import create_round
from harbors.rounds.records import RoundId
from schema import ids
from schema.requests import Executor, GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.integration.jobs.conftest import NOTHING_LEFT, Working, until
from tests.signed_in import CHANCE, id_of, sign_in

SCHEMA = build()
ANYWHERE_SOUTH, ANYWHERE_NORTH = at.harbor_of(at.SOUTH), at.harbor_of(at.NORTH)
PUBLIC = """
    query ($id: ID!) { round(id: $id) { odds { totalCount nodes {
        harbor { id } beamFromMm beamToMm applicants seeds here hereLow hereHigh elsewhere nothing asOf } } } }
"""
OWN = """
    query ($id: ID!, $token: String) { application(id: $id, editToken: $token) { odds {
        outcome choice { rank harbor { id } } probability low high seeds } } }
"""


async def apply(town: Database, *choices: Choice, who: Principal | None = None) -> Submitted:
    async with town.unit_of_work(*([who] if who else [])) as connection:
        return await submit_application(
            connection,
            at.a_form(*choices),
            round_id=at.A_ROUND.id,
            now=at.DURING,
            chance=CHANCE,
            person_id=id_of(who) if who else None,
        )


async def simulate(town: Database, clock: StoppedClock) -> RoundOdds | None:
    """What the job does, without a queue."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        standing = await standing_round(connection, at.A_ROUND.id)
    if standing is None:
        return None
    odds = odds_of(standing)
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await keep_odds(connection, odds, as_of=clock.now())
    return odds


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks as somebody, nobody in particular unless said."""

    executor: Executor

    async def __call__(self, query: str, *, who: Principal | None = None, **variables: Any) -> dict[str, Any]:
        facts = RequestFacts("test", principal=who) if who else RequestFacts("test")
        request = GraphQLRequest(query, variables=variables)
        answer = orjson.loads((await self.executor.execute(request, facts)).body)
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    async def public(self) -> list[dict[str, Any]]:
        """The odds of the round by harbor and beam."""
        told = (await self(PUBLIC, id=ids.encode("Round", at.A_ROUND.id)))["round"]["odds"]
        assert told["totalCount"] == len(told["nodes"])
        return list(told["nodes"])

    async def own(self, submitted: Submitted, *, token: str | None = None, who: Principal | None = None) -> Any:
        """The odds of an application, or ``None`` where it is not seen."""
        told = await self(OWN, who=who, id=ids.encode("Application", submitted.application.id), token=token)
        return (told["application"] or {}).get("odds")


@pytest.fixture
def clock() -> StoppedClock:
    """Ten minutes after the applications of the test."""
    clock = StoppedClock()
    clock.move(minutes=10)
    return clock


@pytest.fixture
async def asking(town_url: str, clock: StoppedClock) -> AsyncIterator[Asking]:
    # What is told of a change arrives in a moment, and a test would have to wait for that.
    async with open_service(town_url, schema=SCHEMA, clock=clock, refusals=REFUSALS, keeps_answers=False) as service:
        yield Asking(service.executor)


async def test_odds_are_told_by_harbor_and_beam_and_by_choice(
    town: Database, clock: StoppedClock, asking: Asking
) -> None:
    crowd = [await apply(town, ANYWHERE_SOUTH) for _ in range(FEWEST)]
    assert await asking.public() == []
    assert await asking.own(crowd[0], token=crowd[0].edit_token) is None
    odds = await simulate(town, clock)
    assert odds is not None
    (south,) = await asking.public()
    # Two places in the south for five alike.
    assert south["here"] == pytest.approx(2 / FEWEST)
    assert (south["harbor"]["id"], south["applicants"], south["seeds"]) == (
        ids.encode("Harbor", at.SOUTH),
        FEWEST,
        odds.seeds,
    )
    assert (south["elsewhere"], south["nothing"]) == (pytest.approx(0), pytest.approx(3 / FEWEST))
    assert south["beamFromMm"] < at.BOAT.beam_mm <= south["beamToMm"]
    assert south["hereLow"] < south["here"] < south["hereHigh"]
    told = await asking.own(crowd[0], token=crowd[0].edit_token)
    assert [(one["outcome"], (one["choice"] or {}).get("rank")) for one in told] == [("CHOICE", 0), ("NOTHING", None)]
    tally = odds.tallies[crowd[0].application.public_id]
    assert [one["probability"] for one in told] == pytest.approx(
        [tally.won[0] / tally.seeds, tally.nothing / tally.seeds]
    )
    assert all(one["low"] <= one["probability"] <= one["high"] for one in told)


async def test_a_group_of_four_is_told_to_nobody(town: Database, clock: StoppedClock, asking: Asking) -> None:
    crowd = [await apply(town, ANYWHERE_SOUTH, ANYWHERE_NORTH) for _ in range(FEWEST)]
    await simulate(town, clock)
    assert len(await asking.public()) == 2
    async with town.unit_of_work() as connection:
        await withdraw_application(
            connection,
            application_id=crowd[0].application.id,
            edit_token=crowd[0].edit_token,
            now=at.DURING,
        )
    clock.move(hours=1)
    await simulate(town, clock)
    assert await asking.public() == []
    assert await asking.own(crowd[0], token=crowd[0].edit_token) is None
    assert len(await asking.own(crowd[1], token=crowd[1].edit_token)) == 3


async def test_the_database_keeps_no_group_of_four(town: Database) -> None:
    add = (
        "INSERT INTO round_odds (round_id, harbor_id, beam_from_mm, beam_to_mm, applicants, seeds, here, here_low, "
        "here_high, elsewhere, elsewhere_low, elsewhere_high, nothing, nothing_low, nothing_high, as_of) "
        "VALUES ($1, $2, 2000, 2500, $3, 9, 1, 0.6, 1, 0, 0, 0.4, 0, 0, 0.4, now())"
    )
    async with town.unit_of_work() as connection:
        await connection.execute(add, at.A_ROUND.id, at.SOUTH, FEWEST)
    with pytest.raises(asyncpg.CheckViolationError, match="round_odds_tell_of_nobody"):
        async with town.unit_of_work() as connection:
            await connection.execute(add, at.A_ROUND.id, at.NORTH, FEWEST - 1)


async def test_an_edited_list_has_no_odds_until_it_is_simulated(
    town: Database, clock: StoppedClock, asking: Asking
) -> None:
    one = await apply(town, ANYWHERE_SOUTH)
    await simulate(town, clock)
    assert await asking.own(one, token=one.edit_token)
    clock.move(minutes=10)
    async with town.unit_of_work() as connection:
        await edit_application(
            connection,
            Changes(choices=(ANYWHERE_NORTH, ANYWHERE_SOUTH), information_confirmed=True),
            application_id=one.application.id,
            edit_token=one.edit_token,
            now=clock.now(),
        )
    assert await asking.own(one, token=one.edit_token) is None
    clock.move(minutes=10)
    await simulate(town, clock)
    told = await asking.own(one, token=one.edit_token)
    assert [(each["outcome"], each["probability"]) for each in told] == [("CHOICE", 1), ("CHOICE", 0), ("NOTHING", 0)]


async def test_a_change_that_was_under_way_when_the_round_was_read_counts_as_later(
    town: Database, clock: StoppedClock, asking: Asking
) -> None:
    one = await apply(town, ANYWHERE_SOUTH)
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        standing = await standing_round(connection, at.A_ROUND.id)
    assert standing is not None
    async with town.unit_of_work() as connection:
        await edit_application(
            connection,
            Changes(choices=(ANYWHERE_NORTH, ANYWHERE_SOUTH), information_confirmed=True),
            application_id=one.application.id,
            edit_token=one.edit_token,
            now=clock.now() - timedelta(seconds=20),
        )
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await keep_odds(connection, odds_of(standing), as_of=clock.now())
    assert await asking.own(one, token=one.edit_token) is None


async def test_nobody_is_told_of_the_odds_of_others(town: Database, clock: StoppedClock, asking: Asking) -> None:
    boater, stranger = await sign_in(town, "boater"), await sign_in(town, "stranger")
    one = await apply(town, ANYWHERE_SOUTH, who=boater)
    await simulate(town, clock)
    assert await asking.own(one, who=boater)
    assert await asking.own(one, who=stranger) is None
    assert await asking.own(one) is None
    async with town.reading_as(stranger) as connection:
        assert await connection.fetch("SELECT FROM application_odds") == []
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with town.reading() as connection:
            await connection.fetch("SELECT FROM application_odds")
    async with town.unit_of_work(boater) as connection:
        assert await connection.execute("UPDATE application_odds SET nothing = 0") == "UPDATE 0"


async def test_the_same_round_has_the_same_odds_for_whoever_computes_them(town: Database, clock: StoppedClock) -> None:
    for _ in range(FEWEST):
        await apply(town, ANYWHERE_SOUTH, ANYWHERE_NORTH)
    odds = await simulate(town, clock)
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        standing = await standing_round(connection, at.A_ROUND.id)
    assert odds is not None and standing is not None
    again = simulated(
        instance_of(standing, order_salt=bytes(16)), seeds=seeds_for(at.A_ROUND.code, applicants=len(standing.entrants))
    )
    assert again == odds.tallies


async def test_the_hourly_job_simulates_every_round_that_is_open(
    town: Database, town_url: str, clock: StoppedClock, superuser_of_the_town: Any, working_in_town: Working
) -> None:
    later = replace(at.A_ROUND, id=RoundId(at.key("round", "later")), code="later")
    later = replace(later, opens_at=at.CLOSES, closes_at=at.AFTER, publishes_at=at.AFTER)
    async with town.unit_of_work() as connection:
        await create_round(connection, later, now=at.OPENS)
    for _ in range(FEWEST):
        await apply(town, ANYWHERE_SOUTH)
    async with working_in_town(HANDLERS, clock=clock):
        async with town.unit_of_work() as connection:
            await put(connection, Job.REFRESH_ODDS, {})
        await until(superuser_of_the_town, NOTHING_LEFT)
    rows = await superuser_of_the_town.fetch("SELECT round_id, applicants, as_of FROM round_odds")
    assert [tuple(row.values()) for row in rows] == [(at.A_ROUND.id, FEWEST, clock.now())]


async def test_a_simulation_that_waits_is_not_put_twice(town: Database) -> None:
    for _ in range(2):
        async with town.unit_of_work() as connection:
            await put_simulations(connection, now=at.DURING)
    async with town.unit_of_work() as connection:
        assert await connection.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'SIMULATE_ODDS'") == 1


async def test_a_round_that_is_frozen_keeps_the_odds_that_it_had(
    town: Database, clock: StoppedClock, asking: Asking, superuser_of_the_town: Any
) -> None:
    for _ in range(FEWEST):
        await apply(town, ANYWHERE_SOUTH)
    await simulate(town, clock)
    before = await asking.public()
    await superuser_of_the_town.execute("UPDATE rounds SET closed_at = $1, frozen_at = $1", at.AFTER)
    assert await simulate(town, clock) is None
    assert await asking.public() == before
    async with town.unit_of_work() as connection:
        await put_simulations(connection, now=at.AFTER)
        assert await connection.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'SIMULATE_ODDS'") == 0
