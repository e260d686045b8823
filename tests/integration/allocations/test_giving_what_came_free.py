"""What came free after a draw is given again: frozen, drawn, checked, and published by a second person."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ahti.allocating import Allocating
from ahti.db import Database
from ahti.worker.allocating import run_batch, tell_batch
from harbors.allocations.batching import ask_for_batch, publish_batch, reset_batch
from harbors.allocations.commands import publish_draw, release_draw
from harbors.allocations.declining import decide_claim, decline_award, refuse_upgrades, withdraw_application
from harbors.allocations.opening import batch_by_number
from harbors.allocations.reads import OwnResult, draw_of_round, freeze_of_round, own_result
from harbors.allocations.records import DeclineReason, KeptDraw, Verdict
from harbors.allocations.telling_batches import tell_some_of_batch
from harbors.applications.commands import submit_application
from harbors.applications.reads import act_as_staff, present_capability
from harbors.applications.records import Submitted
from harbors.errors import HarborError
from harbors.jobs.records import Job
from harbors.rounds.commands import create_round
from harbors.rounds.reads import round_by_code
from harbors.rounds.records import RoundId
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.drawing import RELEASER, RUNNER, published
from tests.integration.jobs.conftest import working_on
from tests.signed_in import CHANCE

SOUTH_1 = at.berth_of(at.berth("south", "A", 1))
ANYWHERE_SOUTH = at.harbor_of(at.SOUTH)
NORTH_A = at.pier_of(at.pier("north", "A"))
ROUND = replace(
    at.A_ROUND,
    id=RoundId(at.key("round", "season")),
    code="season",
    upgrades_until=datetime.fromisoformat("2027-06-24T12:00:00+00:00"),
)
LATER = at.AFTER + timedelta(days=3)
MIDSUMMER = datetime.fromisoformat("2027-06-24T12:00:00+00:00")


class Played:
    """A round of six who want the same, by turn: the first four have the four places, the best to the first."""

    def __init__(self, town: Database, several: list[Submitted], chance: at.CountingChance) -> None:
        self.town, self.several, self.chance = town, several, chance

    def own(self, turn: int) -> dict[str, Any]:
        it = self.several[turn - 1]
        return {"application_id": it.application.id, "edit_token": it.edit_token}

    async def decline(self, turn: int, *, reason: DeclineReason = DeclineReason.NOT_WANTED) -> None:
        async with self.town.unit_of_work() as connection:
            await decline_award(connection, **self.own(turn), reason=reason, now=LATER)

    async def withdraw(self, turn: int) -> None:
        async with self.town.unit_of_work() as connection:
            await withdraw_application(connection, **self.own(turn), now=LATER)

    async def keep(self, turn: int) -> None:
        async with self.town.unit_of_work() as connection:
            await refuse_upgrades(connection, **self.own(turn), now=LATER)

    def allocating(self, *, now: datetime = LATER) -> Allocating:
        return Allocating(working=self.town.unit_of_work, clock=StoppedClock(now), chance=self.chance)

    async def run(self, *, now: datetime = LATER) -> KeptDraw:
        return await self.allocating(now=now).batch(ROUND.code, by=RUNNER)

    async def ask(self) -> None:
        async with self.town.unit_of_work() as connection:
            await ask_for_batch(connection, await round_by_code(connection, ROUND.code), by=RUNNER, now=LATER)

    async def publish(self, *, by: str = RELEASER, now: datetime = LATER) -> KeptDraw:
        async with self.town.unit_of_work() as connection:
            return await publish_batch(connection, ROUND.code, by=by, now=now, chance=CHANCE)

    async def result(self, turn: int) -> OwnResult:
        """What is told to one who takes part."""
        found = await self.told(turn)
        assert found is not None
        return found

    async def told(self, turn: int) -> OwnResult | None:
        it = self.several[turn - 1]
        async with self.town.unit_of_work() as connection:
            await present_capability(connection, it.edit_token)
            return await own_result(connection, it.application.id, round_id=ROUND.id)

    async def places(self) -> list[str]:
        """Which place each has, by turn."""
        several = [await self.told(turn) for turn in range(1, 7)]
        return [NAMES[one.place_id] if one and one.place_id else "none" for one in several]

    async def held(self) -> list[str]:
        """The places that are held for the season; nobody holds one twice."""
        async with self.town.reading() as connection:
            rows = await connection.fetch("SELECT place_id FROM occupancies WHERE state = 'HOLDING'")
        return sorted(NAMES[row["place_id"]] for row in rows)

    async def fetch(self, statement: str, *values: object) -> list[dict[str, Any]]:
        async with self.town.unit_of_work() as connection:
            await act_as_staff(connection)
            return [dict(row) for row in await connection.fetch(statement, *values)]


NAMES = {
    **{at.berth("south", "A", number): f"south {number}" for number in (1, 2)},
    **{at.berth("north", "A", number): f"north {number}" for number in (1, 2)},
}


@pytest.fixture
async def played(town: Database) -> Played:
    chance = at.CountingChance()
    async with town.unit_of_work() as connection:
        await create_round(connection, ROUND, now=at.OPENS)
        several = [
            await submit_application(
                connection,
                at.a_form(SOUTH_1, ANYWHERE_SOUTH, NORTH_A),
                round_id=ROUND.id,
                now=at.DURING,
                chance=chance,
            )
            for _ in range(6)
        ]
    await published(town, ROUND.code, now=at.AFTER, chance=chance)
    one = Played(town, several, chance)
    positions = [(await one.result(turn)).position for turn in range(1, 7)]
    one.several = [it for _, it in sorted(zip(positions, several, strict=True), key=lambda pair: pair[0])]
    places = await one.places()
    assert (places[:2], sorted(places[2:4]), places[4:]) == (
        ["south 1", "south 2"],
        ["north 1", "north 2"],
        ["none"] * 2,
    )
    return one


def codes(refusal: pytest.ExceptionInfo[HarborError]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


async def test_who_waits_and_who_would_have_better_are_served_in_the_order_of_the_draw(played: Played) -> None:
    third, fourth = (await played.places())[2:4]
    await played.decline(1)
    await played.keep(3)
    draw = await played.run()
    assert (await played.held(), await played.places()) == (
        sorted(["south 2", "north 1", "north 2"]),
        ["none", "south 2", third, fourth, "none", "none"],
    )
    await played.publish()
    assert await played.places() == ["none", "south 1", third, "south 2", fourth, "none"]
    assert await played.held() == sorted(NAMES.values())
    ranks = [(await played.result(turn)).rank for turn in range(1, 7)]
    assert ranks == [None, 0, 2, 1, 2, None]
    exchange = (await played.result(2)).exchange
    assert exchange is not None
    assert [NAMES[one] for one in (exchange.gave_place_id, exchange.got_place_id)] == ["south 2", "south 1"]
    assert [reason.holders == len(reason.tight) for reason in (await played.result(6)).reasons] == [True] * 3
    async with played.town.unit_of_work() as connection:
        await act_as_staff(connection)
        while await tell_some_of_batch(connection, draw.id, now=LATER, chance=played.chance):
            pass
    mails = await played.fetch(
        "SELECT template, figures FROM messages WHERE template LIKE ANY ('{PLACE_C%,PLACE_I%,STI%}')"
    )
    assert Counter(row["template"] for row in mails) == {"PLACE_IMPROVED": 2, "PLACE_CAME_FREE": 1, "STILL_WAITING": 2}
    moved = {(row["figures"].get("from"), row["figures"].get("place")) for row in mails if "from" in row["figures"]}
    north = fourth.split()[1]
    assert moved == {
        ("south A, paikka 2", "south A, paikka 1"),
        (f"north A, paikka {north}", "south A, paikka 2"),
    }
    waiting = {
        row["figures"]["application"]: row["figures"]["position"] for row in mails if "position" in row["figures"]
    }
    assert waiting == {
        played.several[5].application.reference: "1",
        played.several[0].application.reference: "2",
    }


async def test_a_batch_is_published_by_another_person_and_once(played: Played) -> None:
    await played.decline(1)
    with pytest.raises(HarborError) as none:
        await played.publish()
    await played.run()
    with pytest.raises(HarborError) as same:
        await played.publish(by=RUNNER)
    with pytest.raises(HarborError) as again:
        await played.run()
    with pytest.raises(HarborError) as released:
        async with played.town.unit_of_work() as connection:
            await release_draw(connection, ROUND.code, by=RELEASER, now=LATER)
    with pytest.raises(HarborError) as told:
        async with played.town.unit_of_work() as connection:
            await publish_draw(connection, ROUND.code, now=LATER)
    assert [codes(one) for one in (none, same, again, released, told)] == [
        ["NO_BATCH"],
        ["SECOND_PERSON_REQUIRED"],
        ["BATCH_DRAWN"],
        ["NOT_DRAWN"],
        ["NOT_RELEASED"],
    ]
    several = await asyncio.gather(*(played.publish() for _ in range(4)), return_exceptions=True)
    assert [one.problems[0].code for one in several if isinstance(one, HarborError)] == ["NO_BATCH"] * 3
    assert await played.held() == sorted(NAMES.values())


async def test_what_is_given_back_while_a_batch_is_under_way_is_not_given_by_it(played: Played) -> None:
    fourth = (await played.places())[3]
    await played.decline(1)
    await played.run()
    with pytest.raises(HarborError) as refusal:
        await played.keep(2)
    assert codes(refusal) == ["BATCH_UNDER_WAY"]
    await played.decline(2)
    await played.withdraw(5)
    await played.publish()
    assert await played.places() == ["none", "none", "south 2", fourth, "none", "none"]
    assert await played.held() == sorted(["south 2", fourth])
    await played.run()
    await played.publish()
    first, *between, last = await played.places()
    assert between == ["none", "south 1", "south 2", "none"]
    assert sorted([first, last]) == ["north 1", "north 2"]


async def test_the_bundle_of_each_batch_is_checked_and_begins_where_the_one_before_ended(played: Played) -> None:
    for turn in (1, 2, 3):
        await played.decline(turn)
        await played.run()
        await played.publish()
    async with played.town.unit_of_work() as connection:
        await act_as_staff(connection)
        a_round = await round_by_code(connection, ROUND.code)
        freeze = await freeze_of_round(connection, a_round)
        digests = [(await batch_by_number(connection, a_round, number)).digest for number in (1, 2, 3)]
    verdicts = [verify(await played.allocating().full_bundle(ROUND.code), root=freeze.root)]
    for number, digest in enumerate(digests, start=1):
        bundle = await played.allocating().batch_bundle(ROUND.code, number)
        verdicts.append(verify(bundle, root=freeze.root, answers=digest))
    assert [verdict.judgement for verdict in verdicts] == [Judgement.ACCEPTED] * 4
    hashes = [[note.split()[-1] for note in verdict.notes if "standing" in note] for verdict in verdicts]
    assert [hashes[number - 1][-1] for number in (1, 2, 3)] == [hashes[number][0] for number in (1, 2, 3)]
    told = await played.fetch("SELECT bundle_digest FROM draws WHERE kind = 'BATCH' ORDER BY version")
    assert [row["bundle_digest"] for row in told] == digests


async def test_nothing_of_a_batch_is_published_by_ticket(played: Played) -> None:
    await played.decline(1)
    await played.run()
    await played.publish()
    async with played.town.reading() as connection:
        kinds = await connection.fetch(
            "SELECT DISTINCT draw.kind FROM draw_results JOIN draws AS draw ON draw.id = draw_id"
        )
        seen = await connection.fetch("SELECT kind, award_count FROM draws ORDER BY created_at")
    assert [row["kind"] for row in kinds] == ["DRAW"]
    assert [tuple(row.values()) for row in seen] == [("DRAW", 4), ("BATCH", 4)]


async def test_a_claim_is_decided_first_and_who_is_right_keeps_the_turn(played: Played) -> None:
    await played.decline(2, reason=DeclineReason.NOT_AS_DESCRIBED)
    for act in (played.run, played.ask):
        with pytest.raises(HarborError) as refusal:
            await act()
        assert codes(refusal) == ["CLAIMS_OPEN"]
    async with played.town.unit_of_work() as connection:
        id = played.several[1].application.id
        await decide_claim(connection, id, verdict=Verdict.UPHELD, reason="Too short.", by="person:c", now=LATER)
    await played.run()
    await played.publish()
    assert (await played.places())[1] == "south 2"


async def test_a_batch_that_is_taken_back_leaves_the_answers_to_the_next(played: Played) -> None:
    await played.decline(1)
    await played.run()
    async with played.town.unit_of_work() as connection:
        await reset_batch(connection, ROUND.code, reason="A mistake.", now=LATER)
    await played.decline(2)
    await played.run()
    await played.publish()
    assert (await played.places())[:4] == ["none", "none", "south 1", "south 2"]
    numbers = await played.fetch("SELECT number, undone_reason FROM batches ORDER BY number")
    assert [tuple(row.values()) for row in numbers] == [(1, "A mistake."), (2, None)]


LEASED = """
    INSERT INTO occupancies (place_id, period, span, kind, state, created_at)
    SELECT place_id, period, span, 'LEASE', 'HOLDING', created_at FROM occupancies WHERE place_id = $1
"""


async def test_a_place_that_staff_gave_to_somebody_meanwhile_is_given_by_no_batch(played: Played) -> None:
    await played.decline(1)
    await played.decline(2)
    await played.fetch(LEASED, SOUTH_1.id)
    await played.run()
    await played.publish()
    assert (await played.places())[:3] == ["none", "none", "south 2"]
    assert await played.held() == sorted(NAMES.values())


async def test_a_place_that_is_taken_between_a_batch_and_its_publication_is_not_given_twice(played: Played) -> None:
    await played.decline(1)
    await played.run()
    before = await played.places()
    await played.fetch(LEASED, SOUTH_1.id)
    with pytest.raises(HarborError) as refusal:
        await played.publish()
    assert codes(refusal) == ["PLACE_TAKEN"]
    assert await played.places() == before
    assert await played.held() == sorted(NAMES.values())


TIMES = "SELECT state, lower(period) AS starts, upper(period) AS ends FROM occupancies WHERE place_id = $1 ORDER BY 2"


async def test_in_the_season_a_place_changes_hands_at_one_instant(played: Played) -> None:
    await played.decline(1)
    await played.run(now=MIDSUMMER)
    await played.publish(now=MIDSUMMER)
    left, taken = await played.fetch(TIMES, at.berth("south", "A", 2))
    assert (left["state"], left["ends"]) == ("ENDED", MIDSUMMER)
    assert (taken["state"], taken["starts"]) == ("HOLDING", MIDSUMMER)
    assert (await played.places())[:3] == ["none", "south 1", "south 2"]


async def test_after_the_last_day_of_upgrades_only_those_who_wait_get_anything(played: Played) -> None:
    before = await played.places()
    await played.decline(1)
    await played.run(now=MIDSUMMER + timedelta(days=1))
    await played.publish(now=MIDSUMMER + timedelta(days=1))
    assert await played.places() == ["none", *before[1:4], "south 1", "none"]


async def test_whoever_gives_back_while_a_batch_is_published_is_before_it_or_after_it(played: Played) -> None:
    await played.decline(1)
    await played.run()
    outcomes = await asyncio.gather(played.publish(), played.decline(2), played.withdraw(4), return_exceptions=True)
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    places = await played.places()
    assert (places[1], places[3]) == ("none", "none")
    held = await played.held()
    assert len(held) == len(set(held)) and sorted(place for place in places if place != "none") == held


async def test_the_results_by_ticket_stay_those_of_the_draw(played: Played) -> None:
    await played.decline(1)
    async with played.town.reading() as connection:
        before = await draw_of_round(connection, ROUND.id)
    await played.run()
    await played.publish()
    async with played.town.reading() as connection:
        assert await draw_of_round(connection, ROUND.id) == before
    assert (await played.result(2)).rank == 0


async def test_a_batch_that_staff_ask_for_is_run_by_a_worker_and_told_by_it(played: Played, town_url: str) -> None:
    await played.decline(1)
    await played.ask()
    handlers = {Job.RUN_BATCH: run_batch, Job.TELL_BATCH: tell_batch}
    async with working_on(played.town, town_url)(handlers, clock=StoppedClock(LATER)):
        await until(played, "SELECT id FROM draws WHERE kind = 'BATCH'")
        await played.publish()
        await until(played, "SELECT application_id FROM draw_notices JOIN draws ON id = draw_id WHERE kind = 'BATCH'")
    assert (await played.places())[:3] == ["none", "south 1", "south 2"]
    mails = await played.fetch("SELECT template FROM messages WHERE template IN ('PLACE_IMPROVED', 'PLACE_CAME_FREE')")
    assert sorted(row["template"] for row in mails) == ["PLACE_CAME_FREE", "PLACE_IMPROVED", "PLACE_IMPROVED"]


async def until(played: Played, found: str) -> None:
    async with asyncio.timeout(30):
        while not await played.fetch(found):
            await played.fetch("SELECT pg_sleep(0.05)")  # another process works: it is asked again


async def test_a_batch_can_be_opened_only_when_results_are_told_and_the_season_is_not_over(played: Played) -> None:
    with pytest.raises(HarborError) as late:
        await played.run(now=datetime.fromisoformat("2027-10-01T12:00:00+00:00"))
    assert codes(late) == ["SEASON_OVER"]
    await played.ask()
    jobs = await played.fetch("SELECT entrypoint FROM pgqueuer WHERE entrypoint = 'RUN_BATCH'")
    assert len(jobs) == 1
