"""The draw of a round in a real database: frozen, drawn, kept as a whole, and told to each applicant."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ahti.db import Database
from harbors.allocations.commands import publish_draw, release_draw, save_draw
from harbors.allocations.freezing import load_rows, save_freeze
from harbors.allocations.reads import OwnResult, draw_of_round, open_freeze, own_result, results_of
from harbors.allocations.records import Freeze
from harbors.allocations.running import RunDraw
from harbors.allocations.sealing import instance_to_draw, seal
from harbors.allocations.words import words_for
from harbors.applications.commands import submit_application, withdraw_application
from harbors.applications.reads import act_as_staff, present_capability
from harbors.applications.records import Choice, Submitted
from harbors.beacons.records import BeaconPlan
from harbors.draws.explanations import Explanations
from harbors.draws.rules import draw
from harbors.errors import Conflict, HarborError, NotFound
from harbors.rounds.commands import create_round
from harbors.rounds.reads import round_by_code
from harbors.rounds.records import Round, RoundId, RoundKind, RoundStatus, Season
from harbors.rounds.rules import status_of
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify
from tests import harbor_town as at
from tests.drawing import RELEASER, RUNNER, SOURCE, frozen, lit, plan_at, run_frozen

CHANCE = at.CountingChance()
SOUTH_1 = at.berth_of(at.berth("south", "A", 1))
ANYWHERE_SOUTH = at.harbor_of(at.SOUTH)
# Its berths are 2.5 m wide, our boat and the margin 2.4 m; those of pier B are 4 m.
NORTH_A = at.pier_of(at.pier("north", "A"))
NOTHING = {
    "draws": 0,
    "results": 0,
    "closures": 0,
    "awards": 0,
    "occupancies": 0,
    "refusals": 0,
}


def named(code: str, *, season: Season = at.A_ROUND.season) -> Round:
    return replace(at.A_ROUND, id=RoundId(at.key("round", code)), code=code, season=season)


async def add(town: Database, a_round: Round) -> Round:
    async with town.unit_of_work() as connection:
        await create_round(connection, a_round, now=at.OPENS)
    return a_round


async def apply(town: Database, *choices: Choice, a_round: Round = at.A_ROUND) -> Submitted:
    async with town.unit_of_work() as connection:
        return await submit_application(
            connection, at.a_form(*choices), round_id=a_round.id, now=at.DURING, chance=CHANCE
        )


async def drawn(town: Database, code: str = at.A_ROUND.code) -> tuple[Freeze, RunDraw]:
    """The draw of a round, not kept yet."""
    await lit(town, await frozen(town, code, now=at.AFTER, chance=CHANCE), chance=CHANCE)
    return await run_frozen(town, code)


async def keep(town: Database, one: tuple[Freeze, RunDraw]) -> None:
    """Keep a draw, and tell its results."""
    async with town.unit_of_work() as connection:
        await save_draw(connection, *one, by=RUNNER, now=at.AFTER, chance=CHANCE)
    async with town.unit_of_work() as connection:
        await release_draw(connection, one[0].round.code, by=RELEASER, now=at.AFTER)
        await publish_draw(connection, one[0].round.code, now=at.AFTER)


async def result_of(town: Database, submitted: Submitted, *, edit_token: str | None = None) -> OwnResult | None:
    async with town.unit_of_work() as connection:
        await present_capability(connection, edit_token or submitted.edit_token)
        return await own_result(connection, submitted.application.id, round_id=submitted.application.round_id)


async def kept(town: Database) -> dict[str, int]:
    """How many rows draws have left, of every kind."""
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        row = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM draws) AS draws, (SELECT count(*) FROM draw_results) AS results, "
            "(SELECT count(*) FROM draw_closures) AS closures, (SELECT count(*) FROM draw_awards) AS awards, "
            "(SELECT count(*) FROM occupancies) AS occupancies, (SELECT count(*) FROM draw_refusals) AS refusals"
        )
        return dict(row or {})


def codes(refused: HarborError) -> list[str]:
    return [problem.code for problem in refused.problems]


async def test_a_drawn_round_tells_who_won_by_ticket_and_holds_the_places_for_the_season(town: Database) -> None:
    applications = [(await apply(town, ANYWHERE_SOUTH)).application for _ in range(3)]
    one = await drawn(town)
    await keep(town, one)
    async with town.reading() as connection:
        a_round = await round_by_code(connection, at.A_ROUND.code)
        draw = await draw_of_round(connection, a_round.id)
        assert draw is not None
        results = await results_of(connection, draw.id)
        held = await connection.fetch("SELECT place_id, lower(period), upper(period), kind, state FROM occupancies")
    assert status_of(a_round, now=at.AFTER) is RoundStatus.PUBLISHED
    _, run = one
    assert (draw.seed, draw.applicant_count, draw.award_count) == (run.kept.seed, 3, 2)
    assert draw.result_digest == run.kept.digest
    assert [result.ticket for result in results] == sorted(result.ticket for result in results)
    everybody = {application.public_id for application in applications}
    assert {result.public_id for result in run.kept.results} == everybody
    assert [result.rank for result in run.kept.results] == [0, 0, None]
    assert {result.public_id for result in results} == everybody - run.sealed
    season = datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC)
    assert {tuple(row.values()) for row in held} == {
        (at.berth("south", "A", number), *season, "AWARD", "HOLDING") for number in (1, 2)
    }


async def test_each_applicant_reads_the_own_place_and_nobody_elses(town: Database) -> None:
    submitted = [await apply(town, SOUTH_1) for _ in range(2)]
    one = await drawn(town)
    await keep(town, one)
    loser, winner = sorted(submitted, key=lambda it: it.application.id in one[1].kept.awards)
    won, lost = await result_of(town, winner), await result_of(town, loser)
    assert won is not None and lost is not None
    assert (won.position, won.rank, won.place_id, won.reasons) == (1, 0, SOUTH_1.id, ())
    assert (lost.position, lost.rank, lost.place_id, len(lost.reasons)) == (2, None, None, 1)
    assert await result_of(town, winner, edit_token=loser.edit_token) is None


async def test_reasons_are_read_back_as_the_engine_gave_them(town: Database) -> None:
    big = at.harbor_of(at.NORTH)
    submitted = [
        await apply(town, *choices)
        for choices in ((SOUTH_1, ANYWHERE_SOUTH), (ANYWHERE_SOUTH, NORTH_A), (SOUTH_1, NORTH_A, big), (NORTH_A, big))
        for _ in range(4)
    ]
    one = await drawn(town)
    await keep(town, one)
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        opened, _ = await open_freeze(connection, one[0])
    instance = instance_to_draw(opened.frozen, seed=bytes.fromhex(one[1].kept.seed))
    told = Explanations(instance, draw(instance))
    reasons = 0
    for it in submitted:
        own = await result_of(town, it)
        assert own is not None
        assert [
            (
                reason.choice,
                reason.event,
                set(map(str, reason.fitting)),
                set(map(str, reason.tight)),
                reason.holders,
            )
            for reason in own.reasons
        ] == [
            (one.choice, one.event, {*one.fitting}, {*one.tight}, len(one.holders))
            for one in told[it.application.public_id]
        ]
        reasons += len(own.reasons)
    assert reasons > 16


async def test_a_reason_is_told_in_words_with_its_figures(town: Database) -> None:
    submitted = [await apply(town, ANYWHERE_SOUTH) for _ in range(3)]
    await keep(town, await drawn(town))
    lost = [own for it in submitted if (own := await result_of(town, it)) and own.rank is None]
    assert [(len(own.reasons[0].tight), own.reasons[0].holders) for own in lost] == [(2, 2)]
    words = words_for(lost[0].reasons[0], RoundKind.BERTH)
    assert words.en == (
        "When your turn came, all places that fit your boat had been given. Fitting places: 2. Closed places in the "
        "harbor: 2. Their holders: 2; all were before you in the queue, and none of them could be moved to another "
        "place of the same choice. Position 2 or better in the queue would have sufficed."
    )
    assert words.fi and words.sv


async def test_the_holders_of_a_reason_are_those_to_whom_this_draw_gave_a_place(town: Database) -> None:
    submitted = [await apply(town, ANYWHERE_SOUTH) for _ in range(3)]
    await keep(town, await drawn(town))
    async with town.unit_of_work() as connection:
        await connection.execute("UPDATE occupancies SET draw_id = NULL WHERE place_id = $1", at.berth("south", "A", 1))
    lost = [own for it in submitted if (own := await result_of(town, it)) and own.rank is None]
    assert [(len(own.reasons[0].tight), own.reasons[0].holders) for own in lost] == [(2, 1)]


async def test_a_choice_in_which_nothing_fits_says_so(town: Database) -> None:
    form = at.a_form(NORTH_A, boat=replace(at.BOAT, length_mm=7_000, registration="A 1"))
    async with town.unit_of_work() as connection:
        it = await submit_application(connection, form, round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE)
    await keep(town, await drawn(town))
    own = await result_of(town, it)
    assert own is not None
    assert [(reason.event, reason.fitting, reason.tight) for reason in own.reasons] == [(None, (), ())]
    assert words_for(own.reasons[0], RoundKind.BERTH).en == "None of the places of this choice fits your boat."


async def test_before_the_draw_there_is_no_result(town: Database) -> None:
    assert await result_of(town, await apply(town)) is None


async def withdraw(town: Database, it: Submitted) -> None:
    async with town.unit_of_work() as connection:
        await withdraw_application(connection, application_id=it.application.id, edit_token=it.edit_token, now=at.AFTER)


async def test_an_application_that_was_withdrawn_before_the_freeze_takes_no_part(town: Database) -> None:
    it = await apply(town)
    await withdraw(town, it)
    await keep(town, await drawn(town))
    assert await result_of(town, it) is None
    assert (await kept(town))["results"] == 0


async def test_one_that_is_withdrawn_after_the_freeze_stays_sealed_and_gets_nothing(town: Database) -> None:
    it, other = await apply(town, SOUTH_1), await apply(town, SOUTH_1)
    freeze = await frozen(town, at.A_ROUND.code, now=at.AFTER, chance=CHANCE)
    await withdraw(town, it)
    await lit(town, freeze, chance=CHANCE)
    one = await run_frozen(town, at.A_ROUND.code)
    assert list(one[1].kept.awards) == [other.application.id]
    await keep(town, one)
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        assert await connection.fetchval("SELECT count(*) FROM freeze_leaves") == 2
    assert verify(one[1].bundle, root=freeze.root).judgement is Judgement.ACCEPTED


async def test_a_round_is_drawn_once(town: Database) -> None:
    await apply(town)
    one = await drawn(town)
    await keep(town, one)
    before = await kept(town)
    for again in (drawn(town), keep(town, one)):
        with pytest.raises(HarborError):
            await again
    assert await kept(town) == before


async def test_of_two_who_draw_at_once_one_keeps_it_and_both_came_to_the_same_bytes(town: Database) -> None:
    await apply(town)
    first = await drawn(town)
    second = await run_frozen(town, at.A_ROUND.code)
    assert first == second
    outcomes = await asyncio.gather(*(keep(town, one) for one in (first, second)), return_exceptions=True)
    refusals = [codes(outcome) for outcome in outcomes if isinstance(outcome, HarborError)]
    assert refusals == [["NOT_FROZEN"]]
    assert (await kept(town))["draws"] == 1


async def test_a_round_that_is_open_or_unknown_is_not_frozen(town: Database) -> None:
    async with town.unit_of_work() as connection:
        with pytest.raises(HarborError) as refusal:
            await load_rows(connection, at.A_ROUND.code, now=at.DURING)
        assert codes(refusal.value) == ["NOT_CLOSED"]
        with pytest.raises(NotFound):
            await load_rows(connection, "nowhere", now=at.DURING)


async def test_a_round_with_possible_duplicates_is_not_frozen(town: Database) -> None:
    await apply(town)
    await apply(town)
    async with town.unit_of_work() as connection:
        with pytest.raises(HarborError) as refusal:
            await load_rows(connection, at.A_ROUND.code, now=at.AFTER)
        assert codes(refusal.value) == ["DUPLICATES_OPEN"]


async def test_a_change_between_the_reading_and_the_freeze_is_noticed(town: Database) -> None:
    it = await apply(town)
    async with town.unit_of_work() as connection:
        rows = await load_rows(connection, at.A_ROUND.code, now=at.AFTER)
    sealed = seal(rows, plan=plan_at(at.AFTER), chance=CHANCE)
    await withdraw(town, it)
    with pytest.raises(Conflict) as refusal:
        async with town.unit_of_work() as connection:
            await save_freeze(connection, sealed, plan=plan_at(at.AFTER), now=at.AFTER, chance=CHANCE)
    assert codes(refusal.value) == ["ROUND_CHANGED"]
    assert await kept(town) == NOTHING


async def test_randomness_that_could_be_known_already_is_refused(town: Database) -> None:
    await apply(town)
    plan = BeaconPlan(announced_at=at.AFTER, sources=(SOURCE,))
    async with town.unit_of_work() as connection:
        rows = await load_rows(connection, at.A_ROUND.code, now=at.AFTER)
    sealed = seal(rows, plan=plan, chance=CHANCE)
    with pytest.raises(HarborError) as refusal:
        async with town.unit_of_work() as connection:
            await save_freeze(connection, sealed, plan=plan, now=at.AFTER, chance=CHANCE)
    assert codes(refusal.value) == ["BEACON_NOT_AHEAD"]


async def test_places_change_after_the_freeze_and_the_draw_does_not(town: Database) -> None:
    await apply(town, SOUTH_1)
    freeze = await frozen(town, at.A_ROUND.code, now=at.AFTER, chance=CHANCE)
    async with town.unit_of_work() as connection:
        await connection.execute("UPDATE places SET width_mm = 1 WHERE id = $1", SOUTH_1.id)
    await lit(town, freeze, chance=CHANCE)
    _, run = await run_frozen(town, at.A_ROUND.code)
    assert list(run.kept.awards.values()) == [str(SOUTH_1.id)]


async def test_the_next_draw_gives_only_places_that_are_free_for_the_season(town: Database) -> None:
    late = await add(town, named("late-2027"))
    await apply(town, SOUTH_1)
    await apply(town, SOUTH_1, a_round=late)
    await keep(town, await drawn(town))
    freeze, run = await drawn(town, late.code)
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        opened, _ = await open_freeze(connection, freeze)
    assert str(SOUTH_1.id) not in {place.id for place in opened.frozen.places}
    assert len(opened.frozen.places) == 5
    assert run.kept.awards == {}


async def test_the_same_place_is_free_again_the_day_after_the_season(town: Database) -> None:
    autumn = await add(town, named("autumn", season=Season(date(2027, 9, 15), date(2027, 10, 1))))
    await apply(town, SOUTH_1)
    await apply(town, SOUTH_1, a_round=autumn)
    await keep(town, await drawn(town))
    await keep(town, await drawn(town, autumn.code))
    assert (await kept(town))["occupancies"] == 2


async def test_two_rounds_that_give_the_same_place_at_once_are_held_apart_by_the_constraint(town: Database) -> None:
    late = await add(town, named("late-2027", season=Season(date(2027, 9, 14), date(2027, 10, 1))))
    await apply(town, SOUTH_1)
    await apply(town, SOUTH_1, a_round=late)
    first, second = await drawn(town), await drawn(town, late.code)
    async with town.unit_of_work() as connection:
        await save_draw(connection, *first, by=RUNNER, now=at.AFTER, chance=CHANCE)
        waiting = asyncio.create_task(keep(town, second))
        done, _ = await asyncio.wait({waiting}, timeout=0.3)
        assert done == set()
    with pytest.raises(Conflict) as refusal:
        await waiting
    assert codes(refusal.value) == ["PLACE_TAKEN"]
    assert await kept(town) | {"closures": 0} == {
        **NOTHING,
        "draws": 1,
        "results": 1,
        "awards": 1,
        "occupancies": 1,
    }


async def test_an_application_under_way_is_waited_for_and_takes_part(town: Database) -> None:
    async with town.unit_of_work() as connection:
        await submit_application(
            connection, at.a_form(), round_id=at.A_ROUND.id, now=at.CLOSES - timedelta(seconds=1), chance=CHANCE
        )
        freezing = asyncio.create_task(drawn(town))
        done, _ = await asyncio.wait({freezing}, timeout=0.3)
        assert done == set()
    assert len((await freezing)[1].kept.results) == 1


async def test_an_application_that_comes_after_the_freeze_is_refused_whatever_its_clock_says(town: Database) -> None:
    await drawn(town)
    with pytest.raises(HarborError) as refusal:
        await apply(town)
    assert codes(refusal.value) == ["ROUND_NOT_OPEN"]
