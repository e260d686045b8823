"""Knows a lane of races: three places of its own and two tenants, between whom a swap is agreed but for one answer.

Many lanes run at once, each race after race; after each it is counted who holds what, without the help of the
constraint that is tried.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.access.records import PersonId, Principal, Role
from harbors.chance import draw_id
from harbors.exchanges.commands import accept_exchange
from harbors.exchanges.reads import STATEMENTS as EXCHANGES
from harbors.exchanges.records import AnswerGiven, ExchangeOrigin, MemberId
from harbors.leases.commands import record_lease
from harbors.leases.keeping import keep_leases, mark_ended
from harbors.leases.records import (
    Draft,
    Ending,
    Lease,
    LeasedBoat,
    LeaseId,
    OccupancyId,
    Origin,
    Period,
    Tenant,
)
from harbors.leases.rules import season_period
from harbors.offers.making import make_offers
from harbors.offers.records import OfferDraft, OfferKind
from harbors.orders.records import NOTHING, Line, LineKind, Payer, Product
from harbors.places.records import PlaceId
from harbors.rounds.records import Season
from harbors.sql import Connection
from harbors.switching.ending import end_lease, terminate_lease
from harbors.switching.moving import move_tenant
from harbors.switching.transferring import Transfer, TransferGround, transfer_lease
from harbors.text import Language, Translated
from tests import harbor_town as at
from tests.signed_in import CHANCE

SEASON = Season(date(2027, 6, 10), date(2027, 9, 14))
PERIOD = season_period(SEASON, "Europe/Helsinki")
NOW = datetime(2027, 2, 14, 12, tzinfo=UTC)
BOAT = LeasedBoat(beam_mm=2_000, length_mm=5_000)
CLERK = Principal(person_id=PersonId(at.key("person", "handler")), roles={at.CITY: Role.CLERK}, handles_city=True)
FREE = Line(
    kind=LineKind.PLACE,
    product=Product.BERTH,
    text=Translated("Paikka", "Plats", "Place"),
    amount=NOTHING,
    vat_rate=NOTHING,
    vat_amount=NOTHING,
)
# Who holds a place twice, by the bare rows; which lease has not what it says, or holds what is not a lease's; and which
# of the two tenants has two places.
WRONG = """
    WITH held AS (
        SELECT * FROM occupancies WHERE place_id = ANY($1::uuid[]) AND state = 'HOLDING'
    ), running AS (
        SELECT * FROM leases WHERE place_id = ANY($1::uuid[]) AND status = 'ACTIVE'
    )
    SELECT (SELECT count(*) FROM held AS one JOIN held AS other
                ON one.place_id = other.place_id AND one.id < other.id AND one.period && other.period) AS twice,
           (SELECT count(*) FROM running FULL JOIN held
                ON held.id = running.occupancy_id AND held.place_id = running.place_id AND held.kind = 'LEASE'
            WHERE running.id IS NULL OR held.id IS NULL) AS apart,
           (SELECT count(*) FROM (SELECT person_id FROM running WHERE person_id IS NOT NULL
                                  GROUP BY person_id HAVING count(*) > 1) AS more) AS two
"""
RUNNING = "SELECT id FROM leases WHERE place_id = ANY($1::uuid[]) AND status = 'ACTIVE'"
WAITING = """
    UPDATE exchanges SET status = 'FAILED', failure = 'CHANGED', decided_at = $2
    WHERE status = 'PROPOSED' AND id IN (SELECT exchange_id FROM exchange_members WHERE place_id = ANY($1::uuid[]))
"""


@dataclass(slots=True)
class Lane:
    """Three places and two tenants; ``leases`` and ``swap`` are those of the race that is run."""

    database: Database
    number: int
    leases: tuple[Lease, Lease] = field(init=False)
    swap: MemberId = field(init=False)

    @property
    def places(self) -> tuple[PlaceId, PlaceId, PlaceId]:
        one, two, three = (at.berth("races", "A", 3 * self.number + turn) for turn in (1, 2, 3))
        return one, two, three

    def person(self, turn: int) -> PersonId:
        return PersonId(at.key("racer", self.number, turn))

    @asynccontextmanager
    async def acting(self, who: Principal = CLERK) -> AsyncIterator[Connection]:
        async with self.database.unit_of_work(who) as connection:
            yield connection

    @asynccontextmanager
    async def system(self) -> AsyncIterator[Connection]:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            yield connection

    async def line_up(self) -> None:
        """End what the last race left, and have two leases and a swap begin."""
        async with self.system() as connection:
            rows = await connection.fetch(RUNNING, list(self.places))
            await connection.execute(WAITING, list(self.places), NOW)
            ended = [replace_id(row["id"]) for row in rows]
            await mark_ended(connection, ended, at=NOW, ending=Ending.EXCHANGED, now=NOW)
            self.leases = (self._lease(0), self._lease(1))
            await keep_leases(connection, self.leases, provider_id=at.CITY, now=NOW)
            self.swap = await self._swap(connection)

    async def wrong(self) -> dict[str, int]:
        """What is counted that must not be."""
        async with self.system() as connection:
            row = await connection.fetchrow(WRONG, list(self.places))
        assert row is not None
        return {name: count for name, count in row.items() if count}

    def _lease(self, turn: int) -> Lease:
        return Lease(
            id=LeaseId(draw_id(CHANCE)),
            provider_id=at.CITY,
            place_id=self.places[turn],
            occupancy_id=OccupancyId(draw_id(CHANCE)),
            season=SEASON,
            period=Period(PERIOD.start, PERIOD.end),
            tenant=Tenant(name="Racer", person_id=self.person(turn)),
            boat=BOAT,
            origin=Origin.RECORDED,
        )

    async def _swap(self, connection: Connection) -> MemberId:
        mine, other = draw_id(CHANCE), MemberId(draw_id(CHANCE))
        await EXCHANGES.add_exchange.run(
            connection,
            id=draw_id(CHANCE),
            provider_id=at.CITY,
            origin=ExchangeOrigin.SWAP,
            now=NOW,
            expires_at=NOW + timedelta(days=14),
            member_ids=[mine, other],
            entry_ids=[None, None],
            lease_ids=[lease.id for lease in self.leases],
            place_ids=[self.places[1], self.places[0]],
        )
        await EXCHANGES.answer.run(connection, id=mine, answer=AnswerGiven.ACCEPTED, now=NOW)
        return other


def replace_id(id: UUID) -> Any:
    """What ``mark_ended`` looks at of a lease."""
    return _Named(LeaseId(id))


@dataclass(frozen=True, slots=True)
class _Named:
    id: LeaseId


Act = Callable[[Lane], Awaitable[object]]


async def accept(lane: Lane) -> None:
    person_id = lane.person(1)
    async with lane.acting(Principal(person_id=person_id)) as connection:
        await accept_exchange(connection, lane.swap, person_id=person_id, now=NOW, chance=CHANCE)


async def move(lane: Lane) -> None:
    await _move(lane, 0)


async def move_other(lane: Lane) -> None:
    await _move(lane, 1)


async def _move(lane: Lane, turn: int) -> None:
    lease, to = lane.leases[turn], lane.places[2]
    async with lane.acting() as connection:
        await move_tenant(connection, lease.id, to=to, at=None, until=None, reason="x", now=NOW, chance=CHANCE)


async def end(lane: Lane) -> None:
    async with lane.acting() as connection:
        await end_lease(connection, lane.leases[0].id, at=None, reason="x", now=NOW, chance=CHANCE)


async def give_up(lane: Lane) -> None:
    person_id = lane.person(1)
    async with lane.acting(Principal(person_id=person_id)) as connection:
        await terminate_lease(
            connection, lane.leases[1].id, person_id=person_id, at=None, reason=None, now=NOW, chance=CHANCE
        )


async def record(lane: Lane) -> None:
    draft = Draft(place_id=lane.places[2], season=SEASON, tenant=Tenant(name="Newcomer"), boat=BOAT)
    async with lane.acting() as connection:
        await record_lease(connection, draft, provider_id=at.CITY, now=NOW, chance=CHANCE)


async def transfer(lane: Lane) -> None:
    told = Transfer(tenant=Tenant(name="Heir"), ground=TransferGround.DEATH, reason="x", proof="y")
    async with lane.acting() as connection:
        await transfer_lease(connection, lane.leases[0].id, told, at=None, now=NOW, chance=CHANCE)


async def offer(lane: Lane) -> None:
    await _offer(lane, OfferKind.DIRECT, None)


async def offer_better(lane: Lane) -> None:
    await _offer(lane, OfferKind.SWITCH, lane.leases[1])


async def _offer(lane: Lane, kind: OfferKind, previous: Lease | None) -> None:
    draft = OfferDraft(
        provider_id=at.CITY,
        kind=kind,
        place_id=lane.places[2],
        season=SEASON,
        period=Period(PERIOD.start, PERIOD.end),
        tenant=previous.tenant if previous else Tenant(name="Guest"),
        boat=BOAT,
        payer=Payer(name="Guest", email=None, language=Language.FI),
        lines=(FREE,),
        due_at=NOW + timedelta(days=14),
        previous_lease_id=previous.id if previous else None,
    )
    async with lane.system() as connection:
        await make_offers(connection, [draft], public_url="https://ahti.example.org", now=NOW, chance=CHANCE)


ACTS: tuple[Act, ...] = (accept, move, move_other, end, give_up, record, transfer, offer, offer_better)
