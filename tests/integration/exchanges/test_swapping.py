"""Swaps: one holder proposes, the other answers, the provider may have a say; both have the other place, or nothing."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from harbors.errors import HarborError, NotFound, Refused
from harbors.exchanges.commands import accept_exchange, decline_exchange, expire_exchanges
from harbors.exchanges.records import Exchange, ExchangeStatus, MemberId
from harbors.exchanges.swaps import approve_swap, propose_swap, withdraw_swap
from harbors.leases.records import Lease, LeasedBoat, Tenant
from harbors.places.records import PlaceId
from harbors.switching.ending import end_lease
from harbors.switching.policies import set_switch_policy
from harbors.switching.records import SwitchPolicy
from schema import ids
from tests import harbor_town as at
from tests.cast import CAST
from tests.integration.exchanges.test_exchanging import HOLDERS
from tests.integration.leases.conftest import ENDS, JULY, NOW, STARTS, Api, Ground, api, draft, ground, person_of
from tests.signed_in import CHANCE

__all__ = ["api", "ground"]

NORTH, SOUTH, OTHER = at.berth("north", "A", 1), at.berth("south", "A", 1), at.berth("south", "A", 2)
SMALL, LARGE = LeasedBoat(beam_mm=2_100, length_mm=5_400), LeasedBoat(beam_mm=2_900, length_mm=7_900)
BEFORE = {NORTH: person_of("victim"), SOUTH: person_of("stranger")}
AFTER = {NORTH: person_of("stranger"), SOUTH: person_of("victim")}


@dataclass(frozen=True, slots=True)
class Two:
    """The victim has a berth in the north, the stranger one in the south."""

    ground: Ground
    victims: Lease
    strangers: Lease

    async def propose(self, place: PlaceId | None = SOUTH, *, now: datetime = NOW, **told: LeasedBoat) -> Exchange:
        async with self.ground.acting("victim") as connection:
            return await propose_swap(
                connection, self.victims.id, place_id=place, person_id=person_of("victim"), now=now, chance=CHANCE
            )

    async def say(self, swap: Exchange, *, who: str = "stranger", yes: bool = True, now: datetime = NOW) -> Exchange:
        command = accept_exchange if yes else decline_exchange
        async with self.ground.acting(who) as connection:
            return await command(connection, swap.members[1].id, person_id=person_of(who), now=now, chance=CHANCE)

    async def withdraw(self, id: MemberId, who: str = "victim") -> Exchange:
        async with self.ground.acting(who) as connection:
            return await withdraw_swap(connection, id, person_id=person_of(who), now=NOW, chance=CHANCE)

    async def approve(self, swap: Exchange, *, refusal: str | None = None, who: str = "handler") -> Exchange:
        async with self.ground.acting(who) as connection:
            return await approve_swap(connection, swap.members[0].id, refusal=refusal, now=NOW, chance=CHANCE)

    async def policy(self, *, allowed: bool = True, approved: bool = False) -> None:
        policy = SwitchPolicy(swaps_allowed=allowed, swaps_approved=approved)
        async with self.ground.acting("handler") as connection:
            await set_switch_policy(connection, policy, provider_id=at.CITY, now=NOW)

    async def holders(self) -> dict[PlaceId, UUID]:
        return {row["place_id"]: row["person_id"] for row in await self.ground.asked(HOLDERS)}

    async def told(self) -> list[tuple[str, str]]:
        rows = await self.ground.asked("SELECT template, address FROM messages ORDER BY created_at, template, address")
        return [(row["template"], row["address"]) for row in rows]

    async def outcome(self) -> tuple[str, str | None, str | None]:
        (row,) = await self.ground.asked("SELECT status, failure, refusal FROM exchanges")
        return row["status"], row["failure"], row["refusal"]


async def _lease(ground: Ground, who: str, place: PlaceId, boat: LeasedBoat) -> Lease:
    tenant = Tenant(name=who, email=f"{who}@example.org", person_id=person_of(who))
    return await ground.record(draft(place, tenant=tenant, boat=boat), who="handler")


@pytest.fixture
async def two(ground: Ground) -> AsyncIterator[Two]:
    victims, strangers = await _lease(ground, "victim", NORTH, SMALL), await _lease(ground, "stranger", SOUTH, SMALL)
    yield Two(ground, victims, strangers)


def codes(refused: pytest.ExceptionInfo[HarborError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


async def test_who_accepts_a_swap_has_the_other_place_at_once(two: Two) -> None:
    swap = await two.propose()
    assert await two.holders() == BEFORE
    assert (await two.say(swap)).status is ExchangeStatus.DONE
    assert await two.holders() == AFTER
    assert {(row["starts"], row["ends"]) for row in await two.ground.asked(HOLDERS)} == {(STARTS, ENDS)}
    assert await two.told() == [
        ("EXCHANGE_DONE", "stranger@example.org"),
        ("EXCHANGE_DONE", "victim@example.org"),
        ("SWAP_PROPOSED", "stranger@example.org"),
    ]


async def test_a_swap_in_the_season_is_done_at_one_instant(two: Two) -> None:
    await two.say(await two.propose(now=JULY), now=JULY)
    assert sorted(await two.ground.held()) == sorted(
        row for place in (NORTH, SOUTH) for row in ((place, STARTS, JULY, "ENDED"), (place, JULY, ENDS, "HOLDING"))
    )


async def test_the_mail_of_a_proposal_tells_nothing_of_who_proposes(two: Two) -> None:
    await two.propose()
    (row,) = await two.ground.asked("SELECT figures FROM messages")
    assert set(row["figures"]) == {"from", "place", "until", "money"}
    assert "victim" not in str(row["figures"])


async def test_who_declines_changes_nothing_and_is_not_asked_again(two: Two) -> None:
    await two.say(await two.propose(), yes=False)
    assert (await two.outcome(), await two.holders()) == (("FAILED", "DECLINED", None), BEFORE)
    with pytest.raises(Refused) as refused:
        await two.propose()
    assert codes(refused) == ["SWAP_DECLINED"]


async def test_who_waits_for_an_answer_proposes_nothing_else_until_it_is_withdrawn(two: Two) -> None:
    await _lease(two.ground, "handler", OTHER, SMALL)
    swap = await two.propose()
    with pytest.raises(Refused) as refused:
        await two.propose(OTHER)
    assert codes(refused) == ["SWAP_WAITS"]
    await two.withdraw(swap.members[0].id)
    assert await two.outcome() == ("FAILED", "WITHDRAWN", None)
    assert (await two.propose(OTHER)).status is ExchangeStatus.PROPOSED


async def test_only_who_proposed_withdraws_and_only_who_is_asked_answers(two: Two) -> None:
    swap = await two.propose()
    for act in (two.withdraw(swap.members[1].id, "stranger"), two.withdraw(swap.members[0].id, "handler")):
        with pytest.raises(NotFound):
            await act
    for who in ("victim", "handler", "clerk"):
        with pytest.raises(NotFound):
            await two.say(swap, who=who)
    assert await two.holders() == BEFORE


async def test_an_unanswered_swap_expires_and_nothing_changes(two: Two) -> None:
    swap = await two.propose()
    late = NOW + timedelta(days=14)
    with pytest.raises(Refused):
        await two.say(swap, now=late)
    async with two.ground.database.unit_of_work() as connection:
        await expire_exchanges(connection, now=late, chance=CHANCE)
    assert (await two.outcome(), await two.holders()) == (("FAILED", "EXPIRED", None), BEFORE)
    assert [kind for kind, _ in await two.told()].count("SWAP_FAILED") == 2


async def test_where_the_provider_has_a_say_a_swap_waits_for_it(two: Two) -> None:
    await two.policy(approved=True)
    swap = await two.propose()
    assert (await two.say(swap)).status is ExchangeStatus.AGREED
    assert await two.holders() == BEFORE
    with pytest.raises(NotFound):
        await two.approve(swap, who="clerk")
    assert (await two.approve(swap)).status is ExchangeStatus.DONE
    assert await two.holders() == AFTER


async def test_a_swap_that_the_provider_refuses_changes_nothing(two: Two) -> None:
    await two.policy(approved=True)
    swap = await two.propose()
    with pytest.raises(Refused) as early:
        await two.approve(swap)
    await two.say(swap)
    await two.approve(swap, refusal="The pier is rebuilt.")
    assert codes(early) == ["EXCHANGE_OVER"]
    assert (await two.outcome(), await two.holders()) == (("FAILED", "REFUSED", "The pier is rebuilt."), BEFORE)


async def test_a_provider_can_do_without_swaps(two: Two) -> None:
    await two.policy(allowed=False)
    with pytest.raises(Refused) as refused:
        await two.propose()
    assert codes(refused) == ["SWAPS_NOT_ALLOWED"]


async def test_what_the_own_boat_lacks_is_told_and_nothing_of_the_other(ground: Ground) -> None:
    large = Two(ground, await _lease(ground, "victim", SOUTH, LARGE), await _lease(ground, "stranger", NORTH, SMALL))
    with pytest.raises(Refused) as own:
        await large.propose(NORTH)
    small = Two(ground, large.strangers, large.victims)
    async with ground.acting("stranger") as connection:
        with pytest.raises(Refused) as others:
            await propose_swap(
                connection,
                small.victims.id,
                place_id=SOUTH,
                person_id=person_of("stranger"),
                now=NOW,
                chance=CHANCE,
            )
    assert set(codes(own)) == {"BOAT_DOES_NOT_FIT"}
    assert codes(others) == ["SWAP_IMPOSSIBLE"]


@pytest.mark.parametrize("place", [OTHER, at.berth("club", "A", 1), NORTH])
async def test_a_place_without_a_holder_who_could_be_asked_is_answered_like_any_other(two: Two, place: PlaceId) -> None:
    with pytest.raises(Refused) as refused:
        await two.propose(place)
    assert codes(refused) == ["SWAP_IMPOSSIBLE"]


async def test_nobody_swaps_the_place_of_somebody_else(two: Two) -> None:
    async with two.ground.acting("handler") as connection:
        with pytest.raises(NotFound):
            await propose_swap(
                connection, two.victims.id, place_id=SOUTH, person_id=person_of("handler"), now=NOW, chance=CHANCE
            )


async def test_a_lease_that_ended_meanwhile_makes_the_swap_fail(two: Two) -> None:
    swap = await two.propose()
    async with two.ground.acting("handler") as connection:
        await end_lease(connection, two.victims.id, at=None, reason="Sold.", now=NOW, chance=CHANCE)
    assert (await two.say(swap)).status is ExchangeStatus.FAILED
    assert await two.outcome() == ("FAILED", "CHANGED", None)
    assert await two.holders() == {SOUTH: person_of("stranger")}


async def test_each_sees_the_own_part_alone_and_clerks_both(two: Two) -> None:
    swap = await two.propose()
    seen = {}
    for who in ("victim", "stranger", "handler", "clerk"):
        async with two.ground.database.reading_as(CAST[who]) as connection:
            seen[who] = {row["id"] for row in await connection.fetch("SELECT id FROM exchange_members")}
    mine, theirs = swap.members[0].id, swap.members[1].id
    assert seen == {"victim": {mine}, "stranger": {theirs}, "handler": {mine, theirs}, "clerk": set()}


async def test_to_accept_and_to_withdraw_at_once_is_one_or_the_other(two: Two) -> None:
    swap = await two.propose()
    done = await asyncio.gather(two.say(swap), two.withdraw(swap.members[0].id), return_exceptions=True)
    assert [one for one in done if isinstance(one, BaseException) and not isinstance(one, HarborError)] == []
    expected = AFTER if (await two.outcome())[0] == "DONE" else BEFORE
    assert await two.holders() == expected


PROPOSE = """mutation ($input: ProposeSwapInput!) { proposeSwap(input: $input) {
    exchange { id status origin isProposer place { id } } errors { code field } } }"""
ANSWER = """mutation ($input: AnswerSwapInput!) { answerSwap(input: $input) {
    exchange { status answer } errors { code } } }"""
MINE = "{ me { person { swaps { nodes { id status isProposer lease { place { id } } place { id } } } } } }"


async def test_a_swap_over_graphql_from_the_proposal_to_the_other_place(two: Two, api: Api) -> None:
    asked = {"leaseId": ids.encode("Lease", two.victims.id), "placeId": ids.encode("Berth", SOUTH)}
    proposed = (await api.ask(PROPOSE, "victim", input=asked))["data"]["proposeSwap"]
    assert proposed["errors"] == []
    assert (proposed["exchange"]["origin"], proposed["exchange"]["isProposer"]) == ("SWAP", True)
    (theirs,) = (await api.ask(MINE, "stranger"))["data"]["me"]["person"]["swaps"]["nodes"]
    assert (theirs["status"], theirs["isProposer"]) == ("PROPOSED", False)
    assert theirs["place"] == {"id": ids.encode("Berth", NORTH)}
    answer = (await api.ask(ANSWER, "stranger", input={"exchangeId": theirs["id"], "accept": True}))["data"]
    assert answer["answerSwap"] == {"exchange": {"status": "DONE", "answer": "ACCEPTED"}, "errors": []}
    assert await two.holders() == AFTER
    listed = await api.ask(
        "query ($id: ID!) { provider(id: $id) { swaps(filter: { statuses: [DONE] }) { totalCount } } }",
        "handler",
        id=ids.encode("Provider", at.CITY),
    )
    assert listed["data"]["provider"]["swaps"]["totalCount"] == 2
