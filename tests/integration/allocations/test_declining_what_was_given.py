"""What a draw gave is declined once it is told: it is free at once, and who may keep the turn is for a clerk to say."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from ahti.db import Database
from harbors.allocations.declining import (
    accept_upgrades,
    decide_claim,
    decline_award,
    refuse_upgrades,
    withdraw_application,
)
from harbors.allocations.reads import OwnResult, own_result
from harbors.allocations.records import DeclineReason, KeptDraw, Verdict
from harbors.applications.commands import submit_application
from harbors.applications.reads import act_as_staff, present_capability
from harbors.applications.records import Submitted
from harbors.errors import HarborError
from tests import harbor_town as at
from tests.drawing import drawn, published, winners

CHANCE = at.CountingChance()
Act = Callable[..., Awaitable[Any]]


def own(it: Submitted) -> dict[str, Any]:
    return {"application_id": it.application.id, "edit_token": it.edit_token}


async def do(town: Database, act: Act, it: Submitted, **more: Any) -> Any:
    async with town.unit_of_work() as connection:
        return await act(connection, **own(it), **more)


async def refused(town: Database, act: Act, it: Submitted, **more: Any) -> list[str]:
    with pytest.raises(HarborError) as refusal:
        await do(town, act, it, **more)
    return [problem.code for problem in refusal.value.problems]


async def decline(town: Database, it: Submitted, reason: DeclineReason = DeclineReason.NOT_WANTED) -> None:
    await do(town, decline_award, it, reason=reason, now=at.AFTER)


async def apply(town: Database, count: int) -> list[Submitted]:
    async with town.unit_of_work() as connection:
        return [
            await submit_application(connection, at.a_form(), round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE)
            for _ in range(count)
        ]


async def told(town: Database) -> tuple[list[Submitted], list[Submitted]]:
    """Two who have the places of the south, and one who has none."""
    several = await apply(town, 3)
    given = await winners(town, await published(town, at.A_ROUND.code, now=at.AFTER, chance=CHANCE))
    return (
        [it for it in several if it.application.id in given],
        [it for it in several if it.application.id not in given],
    )


async def result(town: Database, it: Submitted) -> OwnResult:
    async with town.unit_of_work() as connection:
        await present_capability(connection, it.edit_token)
        found = await own_result(connection, it.application.id, round_id=at.A_ROUND.id)
    assert found is not None
    return found


async def held(town: Database) -> list[tuple[str, str]]:
    async with town.reading() as connection:
        rows = await connection.fetch("SELECT place_id::text, state FROM occupancies ORDER BY place_id")
        return [(row["place_id"], row["state"]) for row in rows]


async def declines(town: Database) -> list[tuple[str, str | None]]:
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        rows = await connection.fetch("SELECT reason, verdict FROM declines")
        return [(row["reason"], row["verdict"]) for row in rows]


async def test_what_is_declined_is_free_at_once_and_is_declined_once(town: Database) -> None:
    (winner, other), _ = await told(town)
    place = (await result(town, winner)).place_id
    await decline(town, winner)
    assert dict(await held(town)) == {
        str(place): "ENDED",
        str((await result(town, other)).place_id): "HOLDING",
    }
    after = await result(town, winner)
    assert (after.place_id, after.declined_at, after.rank) == (None, at.AFTER, 0)
    assert await refused(town, decline_award, winner, reason=DeclineReason.NOT_WANTED, now=at.AFTER) == [
        "DECLINED_ALREADY"
    ]
    assert await declines(town) == [("NOT_WANTED", None)]


async def test_who_has_nothing_declines_nothing_and_nobody_declines_for_another(town: Database) -> None:
    (winner, _), (loser,) = await told(town)
    assert await refused(town, decline_award, loser, reason=DeclineReason.NOT_WANTED, now=at.AFTER) == ["NO_PLACE"]
    stranger = Submitted(winner.application, loser.edit_token)
    assert await refused(town, decline_award, stranger, reason=DeclineReason.NOT_WANTED, now=at.AFTER) == [
        "APPLICATION_UNKNOWN"
    ]
    assert await declines(town) == []


async def test_before_the_publication_there_is_nothing_to_answer_to(town: Database) -> None:
    several = await apply(town, 2)
    draw: KeptDraw = await drawn(town, at.A_ROUND.code, now=at.AFTER, chance=CHANCE)
    assert await winners(town, draw) == {it.application.id for it in several}
    for it in several:
        assert await refused(town, decline_award, it, reason=DeclineReason.NOT_WANTED, now=at.AFTER) == [
            "NOT_PUBLISHED"
        ]
        assert await refused(town, withdraw_application, it, now=at.AFTER) == ["ROUND_DRAWN"]


async def test_who_withdraws_after_the_publication_gives_back_what_there_was(town: Database) -> None:
    (winner, _), (loser,) = await told(town)
    place = (await result(town, winner)).place_id
    for it in (winner, loser):
        assert (await do(town, withdraw_application, it, now=at.AFTER)).withdrawn_at == at.AFTER
        assert await refused(town, withdraw_application, it, now=at.AFTER) == ["APPLICATION_WITHDRAWN"]
    assert (str(place), "ENDED") in await held(town)
    assert await declines(town) == [("NOT_WANTED", None)]
    assert (await result(town, winner)).place_id is None
    assert await refused(town, decline_award, winner, reason=DeclineReason.NOT_WANTED, now=at.AFTER) == [
        "APPLICATION_WITHDRAWN"
    ]


async def test_many_who_decline_at_once_decline_once(town: Database) -> None:
    (winner, _), _ = await told(town)
    several = (decline(town, winner) for _ in range(5))
    outcomes = await asyncio.gather(*several, return_exceptions=True)
    codes = sorted(one.problems[0].code if isinstance(one, HarborError) else "" for one in outcomes)
    assert codes == ["", *["DECLINED_ALREADY"] * 4]
    assert await declines(town) == [("NOT_WANTED", None)]


async def test_a_clerk_finds_whether_a_place_was_not_as_described(town: Database) -> None:
    (winner, other), _ = await told(town)
    await decline(town, winner, DeclineReason.NOT_AS_DESCRIBED)
    await decline(town, other)
    for verdict in Verdict:
        async with town.unit_of_work() as connection:
            await decide_claim(
                connection, winner.application.id, verdict=verdict, reason="Measured.", by="person:clerk", now=at.AFTER
            )
    assert sorted(await declines(town)) == [("NOT_AS_DESCRIBED", "REJECTED"), ("NOT_WANTED", None)]
    with pytest.raises(HarborError) as unknown:
        async with town.unit_of_work() as connection:
            await decide_claim(
                connection, other.application.id, verdict=verdict, reason="None.", by="person:clerk", now=at.AFTER
            )
    assert [problem.code for problem in unknown.value.problems] == ["CLAIM_UNKNOWN"]


async def test_upgrades_are_refused_and_accepted_while_there_are_any(town: Database) -> None:
    (winner, _), (loser,) = await told(town)
    assert await refused(town, refuse_upgrades, winner, now=at.AFTER) == ["UPGRADES_OVER"]
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        await connection.execute("UPDATE rounds SET upgrades_until = $1", at.AFTER)
    assert await refused(town, refuse_upgrades, loser, now=at.AFTER) == ["NO_PLACE"]
    for _ in range(2):
        await do(town, refuse_upgrades, winner, now=at.AFTER)
    assert (await result(town, winner)).refuses_upgrades
    await do(town, accept_upgrades, winner)
    assert not (await result(town, winner)).refuses_upgrades
