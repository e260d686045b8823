"""Exchanges between rounds: proposed, accepted by all, done at one instant in one transaction, or not at all."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from harbors.access.commands import act_as_system
from harbors.errors import HarborError, NotFound, Refused
from harbors.exchanges.commands import accept_exchange, decline_exchange, expire_exchanges
from harbors.exchanges.records import Exchange, ExchangeStatus, MemberId
from harbors.exchanges.rules import find_cycles
from harbors.exchanges.searching import open_market, propose, put_searches
from harbors.leases.records import Lease, LeasedBoat, Tenant
from harbors.places.records import PlaceId
from harbors.privacy.commands import erase_person
from harbors.queues.commands import leave_queue
from harbors.switching.ending import end_lease
from schema import ids
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST
from tests.clocks import StoppedClock
from tests.integration.leases.conftest import ENDS, JULY, NOW, STARTS, Api, Ground, draft, ground, person_of
from tests.integration.queues.conftest import Line
from tests.signed_in import CHANCE

__all__ = ["ground"]

SCHEMA = build()
BOAT = LeasedBoat(beam_mm=2_100, length_mm=5_400)
NORTH_1, SOUTH_1, SOUTH_2 = at.berth("north", "A", 1), at.berth("south", "A", 1), at.berth("south", "A", 2)
NORTH, SOUTH = at.harbor_of(at.NORTH), at.harbor_of(at.SOUTH)
MEMBERS = """
    SELECT member.id, entry.person_id, member.place_id, member.entry_id
    FROM exchange_members AS member JOIN queue_entries AS entry ON entry.id = member.entry_id
    ORDER BY member.exchange_id, member.number
"""
HOLDERS = """
    SELECT lease.place_id, lease.person_id, lower(held.period) AS starts, upper(held.period) AS ends
    FROM leases AS lease JOIN occupancies AS held ON held.id = lease.occupancy_id AND held.state = 'HOLDING'
    WHERE lease.status = 'ACTIVE' ORDER BY lease.place_id
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """The victim has a berth in the north and wants the south, the stranger the other way round."""

    ground: Ground
    leases: dict[str, Lease]

    @property
    def database(self) -> Database:
        return self.ground.database

    async def propose(self, now: datetime = NOW) -> int:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            market = await open_market(connection, at.CITY, now=now)
            assert market is not None
            return await propose(connection, find_cycles(market), provider_id=at.CITY, now=now, chance=CHANCE)

    async def member(self, who: str) -> MemberId:
        rows = await self.ground.asked(MEMBERS)
        return next(MemberId(row["id"]) for row in rows if row["person_id"] == person_of(who))

    async def accept(self, who: str, *, now: datetime = NOW) -> Exchange:
        id = await self.member(who)
        async with self.database.unit_of_work(CAST[who]) as connection:
            return await accept_exchange(connection, id, person_id=person_of(who), now=now, chance=CHANCE)

    async def decline(self, who: str, *, now: datetime = NOW) -> Exchange:
        id = await self.member(who)
        async with self.database.unit_of_work(CAST[who]) as connection:
            return await decline_exchange(connection, id, person_id=person_of(who), now=now, chance=CHANCE)

    async def end(self, who: str, *, now: datetime = NOW) -> Lease:
        async with self.ground.acting("handler") as connection:
            return await end_lease(connection, self.leases[who].id, at=None, reason="Sold.", now=now, chance=CHANCE)

    async def holders(self) -> dict[PlaceId, UUID]:
        return {row["place_id"]: row["person_id"] for row in await self.ground.asked(HOLDERS)}

    async def told(self) -> list[tuple[str, str]]:
        rows = await self.ground.asked("SELECT template, address FROM messages ORDER BY template, address")
        return [(row["template"], row["address"]) for row in rows]

    async def statuses(self) -> list[tuple[Any, ...]]:
        rows = await self.ground.asked("SELECT status, failure FROM exchanges")
        return [tuple(row.values()) for row in rows]

    async def waiting(self) -> set[UUID]:
        rows = await self.ground.asked("SELECT person_id FROM queue_entries WHERE status = 'WAITING'")
        return {row["person_id"] for row in rows}


@pytest.fixture
async def pair(ground: Ground) -> AsyncIterator[Pair]:
    leases = {}
    for who, place in (("victim", NORTH_1), ("stranger", SOUTH_1)):
        tenant = Tenant(name=who, email=f"{who}@example.org", person_id=person_of(who))
        leases[who] = await ground.record(draft(place, tenant=tenant, boat=BOAT), who="handler")
    line = Line(ground.database)
    await line.join("victim", SOUTH, boat=None, lease_id=leases["victim"].id, now=NOW)
    await line.join("stranger", NORTH, boat=None, lease_id=leases["stranger"].id, now=NOW)
    yield Pair(ground, leases)


BEFORE = {NORTH_1: person_of("victim"), SOUTH_1: person_of("stranger")}
AFTER = {NORTH_1: person_of("stranger"), SOUTH_1: person_of("victim")}
BOTH = ("stranger@example.org", "victim@example.org")


async def test_an_exchange_that_all_accept_is_done_before_the_season_begins(pair: Pair) -> None:
    assert await pair.propose() == 1
    assert (await pair.accept("victim")).status is ExchangeStatus.PROPOSED
    assert await pair.holders() == BEFORE
    assert (await pair.accept("stranger")).status is ExchangeStatus.DONE
    assert await pair.holders() == AFTER
    periods = await pair.ground.asked(HOLDERS)
    assert {(row["starts"], row["ends"]) for row in periods} == {(STARTS, ENDS)}
    assert await pair.waiting() == set()
    rows = await pair.ground.asked("SELECT status, origin, ending FROM leases ORDER BY status, origin")
    assert [tuple(row.values()) for row in rows] == [
        *[("ACTIVE", "EXCHANGED", None)] * 2,
        *[("ENDED", "RECORDED", "EXCHANGED")] * 2,
    ]
    assert await pair.told() == [(kind, who) for kind in ("EXCHANGE_DONE", "EXCHANGE_PROPOSED") for who in BOTH]


async def test_an_exchange_in_the_season_is_done_at_one_instant(pair: Pair) -> None:
    await pair.propose(now=JULY)
    await pair.accept("victim", now=JULY)
    done = JULY + timedelta(days=1)
    await pair.accept("stranger", now=done)
    assert sorted(await pair.ground.held()) == sorted(
        row for place in (NORTH_1, SOUTH_1) for row in ((place, STARTS, done, "ENDED"), (place, done, ENDS, "HOLDING"))
    )


async def test_to_accept_twice_has_no_second_effect(pair: Pair) -> None:
    await pair.propose()
    for who in ("victim", "victim", "stranger", "stranger", "victim"):
        await pair.accept(who)
    assert await pair.holders() == AFTER
    assert len(await pair.ground.asked("SELECT FROM leases")) == 4


async def test_who_declines_leaves_the_queue_and_nothing_changes(pair: Pair) -> None:
    await pair.propose()
    await pair.accept("victim")
    await pair.decline("stranger")
    assert await pair.holders() == BEFORE
    assert await pair.statuses() == [("FAILED", "DECLINED")]
    assert await pair.waiting() == {person_of("victim")}
    with pytest.raises(Refused) as refused:
        await pair.decline("victim")
    assert [problem.code for problem in refused.value.problems] == ["EXCHANGE_OVER"]
    assert await pair.propose() == 0


async def test_what_is_not_answered_in_time_has_failed_and_the_silent_wait_no_more(pair: Pair) -> None:
    await pair.propose()
    await pair.accept("victim")
    late = NOW + timedelta(days=14)
    with pytest.raises(Refused):
        await pair.accept("stranger", now=late)
    for _ in range(2):
        async with pair.database.unit_of_work() as connection:
            await expire_exchanges(connection, now=late, chance=CHANCE)
    assert await pair.statuses() == [("FAILED", "EXPIRED")]
    assert await pair.waiting() == {person_of("victim")}
    assert await pair.holders() == BEFORE
    assert await pair.told() == [(kind, who) for kind in ("EXCHANGE_FAILED", "EXCHANGE_PROPOSED") for who in BOTH]


async def test_a_lease_that_ended_meanwhile_makes_the_exchange_fail(pair: Pair) -> None:
    await pair.propose()
    await pair.accept("victim")
    await pair.end("victim")
    assert (await pair.accept("stranger")).status is ExchangeStatus.FAILED
    assert await pair.statuses() == [("FAILED", "CHANGED")]
    assert await pair.holders() == {SOUTH_1: person_of("stranger")}


async def test_who_left_the_queue_meanwhile_exchanges_nothing(pair: Pair) -> None:
    await pair.propose()
    await pair.accept("victim")
    (entry,) = await pair.ground.asked("SELECT id FROM queue_entries WHERE person_id = $1", person_of("victim"))
    async with pair.database.unit_of_work(CAST["victim"]) as connection:
        await leave_queue(connection, entry["id"], now=NOW)
    assert (await pair.accept("stranger")).status is ExchangeStatus.FAILED
    assert await pair.holders() == BEFORE


async def test_a_proposal_stands_alone_for_its_members(pair: Pair) -> None:
    assert await pair.propose() == 1
    assert await pair.propose() == 0


async def test_of_two_searches_at_once_one_proposes(pair: Pair) -> None:
    assert sorted(await asyncio.gather(pair.propose(), pair.propose())) == [0, 1]


async def test_only_members_answer_and_see_no_more_than_their_own_part(pair: Pair) -> None:
    await pair.propose()
    id = await pair.member("victim")
    for who in ("stranger", "handler", "clerk"):
        async with pair.database.unit_of_work(CAST[who]) as connection:
            with pytest.raises(NotFound):
                await accept_exchange(connection, id, person_id=person_of(who), now=NOW, chance=CHANCE)
    async with pair.database.reading_as(CAST["victim"]) as connection:
        rows = await connection.fetch("SELECT id FROM exchange_members")
    assert [row["id"] for row in rows] == [id]


async def test_nobody_exchanges_the_place_of_somebody_else(pair: Pair) -> None:
    line = Line(pair.database)
    with pytest.raises(NotFound) as refused:
        await line.join("handler", SOUTH, boat=None, lease_id=pair.leases["victim"].id)
    assert [problem.code for problem in refused.value.problems] == ["LEASE_UNKNOWN"]


async def test_all_who_accept_at_once_make_one_exchange(pair: Pair) -> None:
    await pair.propose()
    done = await asyncio.gather(*(pair.accept(who) for who in ("victim", "stranger") * 3), return_exceptions=True)
    assert [one for one in done if isinstance(one, BaseException)] == []
    assert await pair.holders() == AFTER
    assert len(await pair.ground.asked("SELECT FROM leases")) == 4


@pytest.mark.parametrize("turn", range(6))
async def test_to_accept_and_to_end_at_once_leaves_each_place_one_holder_at_most(pair: Pair, turn: int) -> None:
    await pair.propose()
    await pair.accept("victim")
    both: Sequence[Any] = (pair.accept("stranger"), pair.end("stranger"))
    done = await asyncio.gather(*(both if turn % 2 else reversed(both)), return_exceptions=True)
    assert [one for one in done if isinstance(one, BaseException) and not isinstance(one, HarborError)] == []
    (status,) = await pair.statuses()
    if status == ("DONE", None):
        assert await pair.holders() == AFTER
    else:
        assert status == ("FAILED", "CHANGED")
        assert await pair.holders() == {NORTH_1: person_of("victim")}


async def test_to_accept_and_to_decline_at_once_is_one_or_the_other(pair: Pair) -> None:
    await pair.propose()
    await pair.accept("victim")
    done = await asyncio.gather(pair.accept("stranger"), pair.decline("stranger"), return_exceptions=True)
    assert len([one for one in done if isinstance(one, Exchange)]) >= 1
    expected = AFTER if await pair.statuses() == [("DONE", None)] else BEFORE
    assert await pair.holders() == expected


async def test_who_is_erased_leaves_the_exchange_undone(pair: Pair) -> None:
    await pair.propose()
    await pair.end("victim")
    async with pair.database.unit_of_work() as connection:
        await erase_person(connection, person_of("victim"), now=NOW, chance=CHANCE)
    assert await pair.statuses() == [("FAILED", "CHANGED")]


async def test_searches_are_put_where_somebody_would_exchange_and_once(pair: Pair) -> None:
    for _ in range(2):
        async with pair.database.unit_of_work() as connection:
            await act_as_system(connection)
            await put_searches(connection)
    rows = await pair.ground.asked("SELECT FROM pgqueuer WHERE entrypoint = 'SEARCH_EXCHANGES'")
    assert len(rows) == 1


async def test_an_exchange_over_graphql_from_the_search_to_the_new_lease(pair: Pair, town_url: str) -> None:
    async with open_service(
        town_url, schema=SCHEMA, clock=StoppedClock(), refusals=REFUSALS, keeps_answers=False
    ) as service:
        api = Api(service.executor)
        answer = await api.ask(
            "mutation ($id: ID!) { proposeExchanges(input: { providerId: $id }) { provider { id } errors { code } } }",
            "handler",
            id=ids.encode("Provider", at.CITY),
        )
        assert answer["data"]["proposeExchanges"]["errors"] == []
        await pair.propose()
        for who in ("victim", "stranger"):
            mine = await api.ask(
                "{ me { person { queueEntries { nodes { mode standings { overall { of } } "
                "exchanges { nodes { id status answer place { id } lease { place { id } } } } } } } } }",
                who,
            )
            (entry,) = mine["data"]["me"]["person"]["queueEntries"]["nodes"]
            (exchange,) = entry["exchanges"]["nodes"]
            assert (entry["mode"], entry["standings"], exchange["status"]) == ("EXCHANGE", None, "PROPOSED")
            accepted = await api.ask(
                "mutation ($id: ID!) { acceptExchange(input: { exchangeId: $id }) { exchange { status answer failure } "
                "errors { code } } }",
                who,
                id=exchange["id"],
            )
            assert accepted["data"]["acceptExchange"]["errors"] == []
        assert accepted["data"]["acceptExchange"]["exchange"] == {
            "status": "DONE",
            "answer": "ACCEPTED",
            "failure": None,
        }
    assert await pair.holders() == AFTER
