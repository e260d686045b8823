"""Staff go back one stage for a reason, until results are told: what vanishes, what stays, what comes again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from harbors.access.commands import act_as_system
from harbors.access.records import Role
from harbors.allocations.commands import (
    publish_draw,
    publish_when_due,
    release_draw,
    reset_round,
    save_draw,
)
from harbors.allocations.records import DrawId
from harbors.applications.commands import withdraw_application
from harbors.applications.handling import set_class
from harbors.errors import HarborError, Refused
from harbors.rounds.commands import close_round
from harbors.rounds.reads import round_by_code
from harbors.rounds.records import ROUND_TRANSITIONS, RoundStatus
from harbors.rounds.rules import status_of
from schema import ids
from tests import harbor_town as at
from tests.cast import CAST
from tests.drawing import RELEASER, RUNNER, frozen, lit, run_frozen
from tests.integration.allocations.conftest import Town

CODE = at.A_ROUND.code
REASON = "The class of one was wrong."
Act = Callable[[Town], Awaitable[None]]
# What is kept of draws, counted by what it is.
KEPT = """
    SELECT (SELECT count(*) FROM freezes) AS freezes,
           (SELECT count(*) FROM freezes WHERE undone_at IS NULL) AS freezes_standing,
           (SELECT count(*) FROM freeze_leaves) AS leaves, (SELECT count(*) FROM freeze_secrets) AS secrets,
           (SELECT count(*) FROM beacons) AS beacons, (SELECT count(*) FROM draws) AS draws,
           (SELECT count(*) FROM draws WHERE undone_at IS NULL) AS draws_standing,
           (SELECT count(*) FROM draw_results) AS results, (SELECT count(*) FROM draw_awards) AS awards,
           (SELECT count(*) FROM draw_bundles) AS bundles,
           (SELECT count(*) FROM occupancies WHERE state = 'HOLDING') AS held,
           (SELECT count(*) FROM draw_results WHERE is_told) AS told,
           (SELECT count(*) FROM draw_notices) AS notices, (SELECT count(*) FROM messages) AS messages
"""
AWARDS = "SELECT array_agg(application_id || ' ' || place_id ORDER BY place_id) FROM draw_awards GROUP BY draw_id"
DRAWS = "SELECT version, seed, result_digest, bundle_digest, undone_at FROM draws ORDER BY version"


async def close(asked: Town) -> None:
    async with asked.database.unit_of_work() as connection:
        await close_round(connection, CODE, now=at.DURING)


async def freeze(asked: Town) -> None:
    sealed = await frozen(asked.database, CODE, now=at.AFTER, chance=asked.chance)
    await lit(asked.database, sealed, chance=asked.chance)


async def draw(asked: Town) -> None:
    kept, run = await run_frozen(asked.database, CODE)
    async with asked.database.unit_of_work() as connection:
        await save_draw(connection, kept, run, by=RUNNER, now=at.AFTER, chance=asked.chance)


async def release(asked: Town) -> None:
    async with asked.database.unit_of_work() as connection:
        await release_draw(connection, CODE, by=RELEASER, now=at.AFTER)


async def publish(asked: Town) -> None:
    async with asked.database.unit_of_work() as connection:
        await publish_draw(connection, CODE, now=at.AFTER)


async def publish_in_time(asked: Town, draw_id: DrawId) -> None:
    """What the job does that a release has promised."""
    async with asked.database.unit_of_work() as connection:
        await act_as_system(connection)
        await publish_when_due(connection, draw_id, now=at.AFTER)


async def go_back(asked: Town, *, reason: str = REASON) -> None:
    async with asked.database.unit_of_work() as connection:
        await reset_round(connection, CODE, reason=reason, now=at.AFTER)


FORWARD: dict[RoundStatus, Act] = {
    RoundStatus.CLOSED: close,
    RoundStatus.FROZEN: freeze,
    RoundStatus.DRAWN: draw,
    RoundStatus.RELEASED: release,
    RoundStatus.PUBLISHED: publish,
}
STAGES = tuple(FORWARD)


async def reach(asked: Town, stage: RoundStatus, *, after: RoundStatus | None = None) -> None:
    """Go forward to a stage, from the one after which it stands."""
    begin = 0 if after is None else STAGES.index(after) + 1
    for one in STAGES[begin : STAGES.index(stage) + 1]:
        await FORWARD[one](asked)


async def status(asked: Town) -> RoundStatus:
    async with asked.database.unit_of_work() as connection:
        return status_of(await round_by_code(connection, CODE), now=at.AFTER)


async def fetched(asked: Town, query: str) -> Any:
    async with asked.database.unit_of_work() as connection:
        await act_as_system(connection)
        return await connection.fetch(query)


async def kept(asked: Town) -> dict[str, int]:
    return dict((await fetched(asked, KEPT))[0])


def changes(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: after[name] - before[name] for name in before if after[name] != before[name]}


@pytest.mark.parametrize("stage", STAGES)
async def test_every_arrow_that_leads_forward_is_gone(asked: Town, stage: RoundStatus) -> None:
    await asked.apply()
    await reach(asked, stage)
    assert await status(asked) is stage


# From where, to where, and what vanishes by that; all else stays.
BACK = [
    (RoundStatus.FROZEN, RoundStatus.CLOSED, {"freezes_standing": -1}),
    (RoundStatus.DRAWN, RoundStatus.FROZEN, {"draws_standing": -1, "held": -2}),
    (RoundStatus.RELEASED, RoundStatus.DRAWN, {}),
]


def test_these_are_all_arrows_that_lead_back() -> None:
    order = [RoundStatus.PLANNED, RoundStatus.OPEN, *STAGES]
    back = {
        (one, other)
        for one, others in ROUND_TRANSITIONS.items()
        for other in others
        if order.index(other) < order.index(one)
    }
    # The last is gone by a correction: tests/integration/corrections.
    assert back == {(one, other) for one, other, _ in BACK} | {(RoundStatus.PUBLISHED, RoundStatus.FROZEN)}


@pytest.mark.parametrize(("stage", "before", "vanishes"), BACK)
async def test_going_back_takes_what_stood_and_leaves_what_was(
    asked: Town, stage: RoundStatus, before: RoundStatus, vanishes: dict[str, int]
) -> None:
    for _ in range(3):
        await asked.apply()
    await reach(asked, stage)
    stood = await kept(asked)
    await go_back(asked)
    assert await status(asked) is before
    assert changes(stood, await kept(asked)) == vanishes


@pytest.mark.parametrize(("stage", "before", "_vanishes"), BACK)
async def test_a_stage_that_is_reached_again_is_as_it_was_the_first_time(
    asked: Town, stage: RoundStatus, before: RoundStatus, _vanishes: dict[str, int]
) -> None:
    several = [await asked.apply() for _ in range(3)]
    await reach(asked, stage)
    await go_back(asked)
    await reach(asked, RoundStatus.PUBLISHED, after=before)
    counted = await kept(asked)
    assert (counted["held"], counted["told"]) == (2, 3)
    ranks = [(await asked.read("result { rank }", it))["result"]["rank"] for it in several]
    assert sorted(map(str, ranks)) == ["0", "0", "None"]


async def test_the_same_freeze_drawn_again_gives_the_same_bytes(asked: Town) -> None:
    for _ in range(4):
        await asked.apply()
    await reach(asked, RoundStatus.DRAWN)
    await go_back(asked)
    await draw(asked)
    first, second = await fetched(asked, DRAWS)
    assert [first["version"], second["version"]] == [1, 2]
    assert [first["undone_at"], second["undone_at"]] == [at.AFTER, None]
    assert [first[name] for name in ("seed", "result_digest", "bundle_digest")] == [
        second[name] for name in ("seed", "result_digest", "bundle_digest")
    ]
    awards = await fetched(asked, AWARDS)
    assert len(awards) == 2
    assert awards[0] == awards[1]


async def test_another_freeze_has_another_root_and_waits_for_other_randomness(asked: Town) -> None:
    for _ in range(2):
        await asked.apply()
    await reach(asked, RoundStatus.FROZEN)
    await go_back(asked)
    with pytest.raises(Refused) as refusal:
        await run_frozen(asked.database, CODE)
    assert [problem.code for problem in refusal.value.problems] == ["NOT_FROZEN"]
    await freeze(asked)
    first, second = await fetched(asked, "SELECT id, number, root, undone_reason FROM freezes ORDER BY number")
    assert first["root"] != second["root"]
    assert [first["undone_reason"], second["undone_reason"]] == [REASON, None]
    assert len({row["freeze_id"] for row in await fetched(asked, "SELECT freeze_id FROM beacons")}) == 2


async def test_between_the_stages_applications_are_handled_again_and_the_next_draw_knows_it(asked: Town) -> None:
    first, second = await asked.apply(at.berth_of(at.berth("south", "A", 1))), await asked.apply()
    await reach(asked, RoundStatus.DRAWN)
    async with asked.database.unit_of_work(CAST["handler"]) as connection:
        with pytest.raises(HarborError):
            await set_class(connection, first.application.id, number=2, reason="Moved away.", now=at.AFTER)
    await go_back(asked)
    await go_back(asked)
    async with asked.database.unit_of_work(CAST["handler"]) as connection:
        await set_class(connection, first.application.id, number=2, reason="Moved away.", now=at.AFTER)
    async with asked.database.unit_of_work() as connection:
        await withdraw_application(
            connection, application_id=second.application.id, edit_token=second.edit_token, now=at.AFTER
        )
    await reach(asked, RoundStatus.PUBLISHED, after=RoundStatus.CLOSED)
    assert await asked.read("classNumber result { position rank }", first) == {
        "classNumber": 2,
        "result": {"position": 1, "rank": 0},
    }
    assert (await asked.read("result { rank }", second))["result"] is None


async def test_a_release_that_was_taken_back_is_not_published_when_its_time_comes(asked: Town) -> None:
    await asked.apply()
    await reach(asked, RoundStatus.RELEASED)
    await go_back(asked)
    (row,) = await fetched(asked, "SELECT id FROM draws")
    await publish_in_time(asked, row["id"])
    assert await status(asked) is RoundStatus.DRAWN
    assert (await kept(asked))["told"] == 0
    await release(asked)
    await publish_in_time(asked, row["id"])
    assert await status(asked) is RoundStatus.PUBLISHED


async def test_an_undone_draw_is_not_published_by_the_job_of_its_release(asked: Town) -> None:
    await asked.apply()
    await reach(asked, RoundStatus.RELEASED)
    (row,) = await fetched(asked, "SELECT id FROM draws")
    await go_back(asked)
    await go_back(asked)
    await draw(asked)
    await release(asked)
    await publish_in_time(asked, row["id"])
    assert await status(asked) is RoundStatus.RELEASED
    assert (await kept(asked))["told"] == 0


@pytest.mark.parametrize("stage", [RoundStatus.CLOSED, RoundStatus.PUBLISHED])
async def test_from_other_stages_nobody_goes_back(asked: Town, stage: RoundStatus) -> None:
    await asked.apply()
    await reach(asked, stage)
    before = await kept(asked)
    with pytest.raises(Refused) as refusal:
        await go_back(asked)
    assert [problem.code for problem in refusal.value.problems] == ["NOTHING_TO_RESET"]
    assert (await status(asked), await kept(asked)) == (stage, before)


async def test_nobody_goes_back_without_a_reason(asked: Town) -> None:
    await asked.apply()
    await reach(asked, RoundStatus.DRAWN)
    with pytest.raises(HarborError) as refusal:
        await go_back(asked, reason="  ")
    assert [(problem.code, problem.field) for problem in refusal.value.problems] == [("REQUIRED", "reason")]
    assert await status(asked) is RoundStatus.DRAWN


async def test_over_the_api_the_trail_keeps_who_went_back_and_why(asked: Town) -> None:
    await asked.apply()
    await reach(asked, RoundStatus.RELEASED)
    manager = replace(CAST["handler"], roles={at.CITY: Role.MANAGER})
    for before in (RoundStatus.DRAWN, RoundStatus.FROZEN, RoundStatus.CLOSED):
        input = {"roundId": ids.encode("Round", at.A_ROUND.id), "reason": f"Back to {before}."}
        answer = await asked.do("resetRound", input, manager, shown="round { status }")
        assert answer == {"round": {"status": before.value}, "errors": []}
    entries = await fetched(
        asked, "SELECT actor_id, reason FROM audit_entries WHERE operation = 'resetRound' ORDER BY at, reason"
    )
    assert {(row["actor_id"], row["reason"]) for row in entries} == {
        (manager.person_id, f"Back to {before}.")
        for before in (RoundStatus.DRAWN, RoundStatus.FROZEN, RoundStatus.CLOSED)
    }
