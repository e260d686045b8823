"""What comes between the steps of a draw or a batch: nothing of it is lost, and nothing kept that cannot be shown."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from random import Random  # noqa: TID251 - seeded, so that the same is done at once in every run

import pytest

from ahti.allocating import Allocating
from ahti.db import Database
from harbors.allocations.batching import reset_batch
from harbors.allocations.commands import reset_round, save_draw
from harbors.allocations.declining import decide_claim, withdraw_application
from harbors.allocations.records import DeclineReason, Verdict
from harbors.allocations.refusals import round_changed
from harbors.applications.commands import submit_application
from harbors.errors import HarborError
from harbors.leases.commands import record_lease
from harbors.leases.records import Draft, LeasedBoat
from harbors.places.records import PlaceId
from harbors.rounds.records import Season
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify
from tests import harbor_town as at
from tests.cast import CAST, settle
from tests.clocks import StoppedClock
from tests.drawing import RUNNER, frozen, lit, published, run_frozen
from tests.integration.allocations.test_giving_what_came_free import LATER, ROUND, Played, codes, played
from tests.integration.leases.conftest import draft

__all__ = ["played"]

SOUTH_1 = at.berth_of(at.berth("south", "A", 1))


async def test_a_draw_is_not_kept_when_somebody_withdrew_while_it_was_computed(town: Database) -> None:
    chance = at.CountingChance()
    async with town.unit_of_work() as connection:
        one, other = [
            await submit_application(
                connection, at.a_form(SOUTH_1), round_id=at.A_ROUND.id, now=at.DURING, chance=chance
            )
            for _ in range(2)
        ]
    await lit(town, await frozen(town, at.A_ROUND.code, now=at.AFTER, chance=chance), chance=chance)
    freeze, drawn = await run_frozen(town, at.A_ROUND.code)
    winner = one if one.application.id in drawn.kept.awards else other
    async with town.unit_of_work() as connection:
        await withdraw_application(
            connection, application_id=winner.application.id, edit_token=winner.edit_token, now=at.AFTER
        )
    with pytest.raises(HarborError) as refusal:
        async with town.unit_of_work() as connection:
            await save_draw(connection, freeze, drawn, by=RUNNER, now=at.AFTER, chance=chance)
    assert refusal.value.problems == round_changed().problems
    again = await run_frozen(town, at.A_ROUND.code)
    async with town.unit_of_work() as connection:
        await save_draw(connection, *again, by=RUNNER, now=at.AFTER, chance=chance)
    whole = await Allocating(working=town.unit_of_work, clock=StoppedClock(at.AFTER), chance=chance).full_bundle(
        at.A_ROUND.code
    )
    verdict = verify(whole, root=freeze.root)
    assert (verdict.judgement, verdict.notes[0]) == (
        Judgement.ACCEPTED,
        "2 applications, 1 have a place, 1 events",
    )


async def test_a_claim_that_came_while_a_batch_was_under_way_is_decided_where_the_next_batch_looks(
    played: Played,
) -> None:
    await played.decline(1)
    await played.run()
    await played.decline(2, reason=DeclineReason.NOT_AS_DESCRIBED)
    await played.publish()
    with pytest.raises(HarborError) as refusal:
        await played.run()
    assert codes(refusal) == ["CLAIMS_OPEN"]
    async with played.town.unit_of_work() as connection:
        await decide_claim(
            connection,
            played.several[1].application.id,
            verdict=Verdict.UPHELD,
            reason="The pier is gone.",
            by=RUNNER,
            now=LATER,
        )
    await played.run()
    await played.publish()


async def test_a_batch_of_the_last_day_is_not_published_when_the_season_is_over(played: Played) -> None:
    await played.decline(1)
    await played.run(now=datetime.fromisoformat("2027-09-14T12:00:00+00:00"))
    with pytest.raises(HarborError) as late:
        await played.publish(now=datetime.fromisoformat("2027-10-01T12:00:00+00:00"))
    assert codes(late) == ["SEASON_OVER"]


async def test_no_lease_makes_a_frozen_round_be_drawn_anew(town: Database) -> None:
    chance = at.CountingChance()
    wanted = draft(at.berth("south", "A", 1), boat=LeasedBoat(beam_mm=2_000, length_mm=5_000))
    async with town.unit_of_work() as connection:
        await settle(connection)
        await submit_application(connection, at.a_form(SOUTH_1), round_id=at.A_ROUND.id, now=at.DURING, chance=chance)

    async def record(one: Draft) -> None:
        async with town.unit_of_work(CAST["handler"]) as connection:
            await record_lease(connection, one, provider_id=at.CITY, now=at.AFTER, chance=chance)

    await frozen(town, at.A_ROUND.code, now=at.AFTER, chance=chance)
    with pytest.raises(HarborError) as refusal:
        await record(wanted)
    assert codes(refusal) == ["PLACE_IN_DRAW"]
    await record(replace(wanted, season=Season(date(2028, 6, 10), date(2028, 9, 14))))
    async with town.unit_of_work() as connection:
        await reset_round(connection, at.A_ROUND.code, reason="A boat is stored there.", now=at.AFTER)
    await record(wanted)
    await published(town, at.A_ROUND.code, now=at.AFTER, chance=chance)
    await record(replace(wanted, place_id=PlaceId(at.berth("south", "A", 2))))


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_is_done_at_once_each_place_has_the_one_holder_who_is_told_so(played: Played, seed: int) -> None:
    dice = Random(seed)

    async def reset() -> None:
        async with played.town.unit_of_work() as connection:
            await reset_batch(connection, ROUND.code, reason="Something was wrong.", now=LATER)

    for _ in range(4):
        turns = [dice.randint(1, 6) for _ in range(4)]
        acts: list[Callable[[], Awaitable[object]]] = [played.run, played.run, played.publish, played.publish, reset]
        acts += [partial(dice.choice([played.decline, played.keep, played.withdraw]), turn) for turn in turns]
        dice.shuffle(acts)
        came = await asyncio.gather(*(act() for act in acts[:7]), return_exceptions=True)
        # Nobody waits for each other in a circle, and nothing fails that has no words for it.
        assert [one for one in came if isinstance(one, BaseException) and not isinstance(one, HarborError)] == []
        held = await played.held()
        assert held == sorted(place for place in await played.places() if place != "none")
        assert len(held) == len(set(held))
