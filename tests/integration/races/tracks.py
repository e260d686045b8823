"""Knows a track: the same races by the bare statements of the commands, on connections of its own, many a second.

Of its two places one is wanted by everybody. What a race has made is remembered by id, so that a race costs the same
after a million others.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg

from harbors.chance import draw_id
from harbors.leases.reads import STATEMENTS as LEASES
from harbors.leases.records import Ending, Origin
from harbors.offers.reads import STATEMENTS as OFFERS
from harbors.places.records import PlaceId
from tests import harbor_town as at
from tests.integration.races.lanes import NOW, PERIOD, SEASON
from tests.signed_in import CHANCE

RUNNERS = 3
CLEAR = """
    WITH gone AS (
        UPDATE leases SET status = 'ENDED', ended_at = $2, ending = 'EXCHANGED'
        WHERE id = ANY($1::uuid[]) AND status = 'ACTIVE')
    UPDATE occupancies SET state = 'ENDED' WHERE id = ANY($3::uuid[]) AND state = 'HOLDING'
"""
# Who holds one of the places twice, and which running lease of this race does not hold its place.
WRONG = """
    WITH held AS (SELECT * FROM occupancies WHERE place_id = ANY($1::uuid[]) AND state = 'HOLDING')
    SELECT (SELECT count(*) FROM held AS one JOIN held AS other
                ON one.place_id = other.place_id AND one.id < other.id AND one.period && other.period) AS twice,
           (SELECT count(*) FROM leases LEFT JOIN held ON held.id = leases.occupancy_id
            WHERE leases.id = ANY($2::uuid[]) AND leases.status = 'ACTIVE' AND held.id IS NULL) AS apart,
           (SELECT count(*) FROM held) AS holders
"""


@dataclass(slots=True)
class Track:
    """Two places and the connections of those who run for the first."""

    number: int
    runners: tuple[asyncpg.Connection, ...]
    leases: list[UUID] = field(default_factory=list)
    held: list[UUID] = field(default_factory=list)

    @property
    def places(self) -> tuple[PlaceId, PlaceId]:
        return at.berth("races", "B", 2 * self.number + 1), at.berth("races", "B", 2 * self.number + 2)

    async def line_up(self) -> None:
        """Clear what the last race left; somebody has each of the places."""
        first = self.runners[0]
        await first.execute(CLEAR, self.leases, NOW, self.held)
        self.leases, self.held = [], []
        await self.add(first, self.places)

    async def add(self, runner: Any, places: tuple[PlaceId, ...], *, follows: UUID | None = None) -> None:
        """Leases on places, by the statement with which all of them are kept."""
        ids, occupancies = [draw_id(CHANCE) for _ in places], [draw_id(CHANCE) for _ in places]
        self.leases += ids
        self.held += occupancies
        nothing: list[Any] = [None for _ in places]
        alike = dict.fromkeys(
            (
                *("person_ids", "organisation_ids", "emails", "languages", "type_ids", "registrations", "draughts"),
                *("masses", "order_ids", "worths", "paid"),
            ),
            nothing,
        )
        await LEASES.add_leases.run(
            runner,
            provider_id=at.CITY,
            now=NOW,
            ids=ids,
            occupancy_ids=occupancies,
            place_ids=list(places),
            starts=[PERIOD.start for _ in places],
            ends=[PERIOD.end for _ in places],
            season_starts=[SEASON.starts for _ in places],
            season_ends=[SEASON.ends for _ in places],
            names=["Racer" for _ in places],
            beams=[2_000 for _ in places],
            lengths=[5_000 for _ in places],
            origins=[Origin.RECORDED for _ in places],
            follows_ids=[follows for _ in places],
            **alike,
        )

    async def hold(self, runner: Any) -> None:
        """Hold the place that is wanted, as everybody does before taking it."""
        await LEASES.hold_places.rows(runner, ids=list(self.places[:1]), provider_id=at.CITY)

    async def end(self, runner: Any, turn: int) -> None:
        """End one of the two leases with which the race began."""
        id = self.leases[turn]
        await LEASES.end_leases.run(runner, ids=[id], at=NOW, ending=Ending.EXCHANGED, reason=None, now=NOW)

    async def result(self) -> tuple[int, int, int]:
        """Places held twice, leases without theirs, and how many hold anything."""
        row = await self.runners[0].fetchrow(WRONG, list(self.places), self.leases)
        return row["twice"], row["apart"], row["holders"]


Run = Callable[[Track, Any], Awaitable[None]]


async def take(track: Track, runner: Any) -> None:
    async with runner.transaction():
        await track.hold(runner)
        await track.add(runner, track.places[:1])


async def offer(track: Track, runner: Any) -> None:
    id = draw_id(CHANCE)
    track.held.append(id)
    await OFFERS.take_places.run(
        runner, ids=[id], place_ids=[track.places[0]], starts=[PERIOD.start], ends=[PERIOD.end], now=NOW
    )


async def leave(track: Track, runner: Any) -> None:
    await track.end(runner, 0)


async def switch(track: Track, runner: Any) -> None:
    async with runner.transaction():
        await track.end(runner, 1)
        await track.hold(runner)
        await track.add(runner, track.places[:1], follows=track.leases[1])


RUNS: tuple[Run, ...] = (take, offer, leave, switch)


async def run(track: Track, acts: list[Run]) -> int:
    """All at once; how many were done. Raises whatever is not a place that somebody has."""
    answers = await asyncio.gather(
        *(act(track, runner) for act, runner in zip(acts, track.runners, strict=False)), return_exceptions=True
    )
    refused = [one for one in answers if isinstance(one, BaseException)]
    for one in refused:
        if not isinstance(one, asyncpg.ExclusionViolationError):
            raise one
    return len(answers) - len(refused)


@asynccontextmanager
async def tracks(url: str, count: int) -> AsyncIterator[list[Track]]:
    """So many tracks, whose connections act as the system for good."""
    async with AsyncExitStack() as stack:
        made = []
        for number in range(count):
            runners = [await asyncpg.connect(url) for _ in range(RUNNERS)]
            for runner in runners:
                stack.push_async_callback(runner.close)
                await runner.execute("SELECT set_config('ahti.act', 'staff', false)")
            made.append(Track(number, tuple(runners)))
        yield made
