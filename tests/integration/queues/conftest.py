"""A town whose round left some without a berth, and people who join its queue afterwards."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.access.records import PersonId
from harbors.applications.commands import submit_application
from harbors.applications.records import Choice
from harbors.leases.records import LeasedBoat
from harbors.queues.commands import join_queue
from harbors.queues.reads import standings_of
from harbors.queues.records import Entry, Standings, Wish
from harbors.sql import Connection
from tests import harbor_town as at
from tests.cast import CAST, settle
from tests.signed_in import CHANCE

NOW = at.AFTER
DRAW = at.key("draw", "published")
WIDE = LeasedBoat(beam_mm=2_100, length_mm=5_400)


@dataclass(frozen=True, slots=True)
class Line:
    """The town's database with its queue."""

    database: Database

    async def join(self, who: str, *choices: Choice, now: datetime = NOW, **told: Any) -> Entry:
        wish = Wish(choices=choices or (at.harbor_of(at.SOUTH),), information_confirmed=True, **{"boat": WIDE} | told)
        async with self.database.unit_of_work(CAST[who]) as connection:
            return await join_queue(
                connection, wish, provider_id=at.CITY, person_id=person_of(who), now=now, chance=CHANCE
            )

    async def standings(self, id: UUID, who: str) -> Standings | None:
        async with self.database.unit_of_work(CAST[who]) as connection:
            return await standings_of(connection, id)

    async def asked(self, query: str, *values: object) -> list[Mapping[str, Any]]:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            return list(await connection.fetch(query, *values))


def person_of(who: str) -> PersonId:
    person_id = CAST[who].person_id
    assert person_id is not None
    return person_id


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


async def left_without(connection: Connection, *lists: tuple[Choice, ...]) -> list[UUID]:
    """Applications that the published draw of the round left without a place, in the order of the queue."""
    left = []
    for number, choices in enumerate(lists):
        form = at.a_form(*choices, applicant=replace(at.APPLICANT, email=f"left.{number}@example.org"))
        submitted = await submit_application(connection, form, round_id=at.A_ROUND.id, now=at.DURING, chance=CHANCE)
        left.append(submitted.application)
    await act_as_system(connection)
    await _add(
        connection,
        "draws",
        id=DRAW,
        round_id=at.A_ROUND.id,
        version=1,
        kind="GIVEN",
        seed=at.SEED,
        engine="test",
        applicant_count=len(left),
        place_count=0,
        award_count=0,
        result_digest=at.SEED,
        created_at=NOW,
        released_at=NOW,
        published_at=NOW,
    )
    for number, application in enumerate(left):
        await _add(
            connection,
            "draw_results",
            id=at.key("result", number),
            draw_id=DRAW,
            position=number + 1,
            public_id=application.public_id,
            ticket=f"{number:064x}",
            class_number=application.class_number,
        )
    await connection.execute(
        "UPDATE rounds SET closed_at = closes_at, frozen_at = $2, drawn_at = $2, released_at = $2, published_at = $2 "
        "WHERE id = $1",
        at.A_ROUND.id,
        NOW,
    )
    return [application.id for application in left]


async def _add(connection: Connection, table: str, **values: object) -> None:
    """A row of whatever columns there are."""
    text = json.dumps(values, default=str)
    columns = await connection.fetchval(
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute "
        "WHERE attrelid = $1::text::regclass AND attnum > 0 AND attname = ANY($2)",
        table,
        list(values),
    )
    add = "INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_record(NULL::{table}, $1::text::json)"
    await connection.execute(add.format(table=table, columns=columns), text)


@pytest.fixture
async def line(town_url: str) -> AsyncIterator[Line]:
    async with Database.open(town_url, size=4, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
        yield Line(database)
