"""The harbor town with the club's people, and their leases."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from harbors.access.commands import act_as_system
from harbors.access.records import PersonId, Principal
from harbors.leases.commands import record_lease
from harbors.leases.records import Draft, Lease, LeasedBoat, Tenant
from harbors.places.records import PlaceId
from harbors.rounds.records import Season
from harbors.sql import Connection
from schema.requests import Executor, GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST, settle
from tests.clocks import StoppedClock
from tests.signed_in import CHANCE

SCHEMA = build()
SEASON = Season(date(2027, 6, 10), date(2027, 9, 14))
STARTS, ENDS = datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC)
NOW = at.DURING
JULY = datetime(2027, 7, 1, 9, tzinfo=UTC)
FIRST, SECOND = at.berth("club", "A", 1), at.berth("club", "A", 2)
BOAT = LeasedBoat(beam_mm=2_500, length_mm=7_000)
PERIODS = """
    SELECT held.place_id, lower(held.period) AS starts, upper(held.period) AS ends, held.state
    FROM occupancies AS held WHERE held.kind = 'LEASE' ORDER BY held.place_id, lower(held.period), held.state
"""


def draft(place_id: PlaceId = FIRST, *, name: str = "Maija Meri", **told: Any) -> Draft:
    tenant = told.pop("tenant", Tenant(name=name, email=f"{name.split()[0].lower()}@example.org"))
    return replace(Draft(place_id=place_id, season=SEASON, tenant=tenant, boat=BOAT), **told)


@dataclass(frozen=True, slots=True)
class Ground:
    """The town's database, in which the club's clerk keeps leases."""

    database: Database

    @asynccontextmanager
    async def acting(self, who: str = "clerk") -> AsyncIterator[Connection]:
        async with self.database.unit_of_work(CAST[who]) as connection:
            yield connection

    async def record(self, wanted: Draft | None = None, *, who: str = "clerk", now: datetime = NOW) -> Lease:
        async with self.acting(who) as connection:
            return await record_lease(
                connection, wanted or draft(), provider_id=next(iter(CAST[who].roles)), now=now, chance=CHANCE
            )

    async def held(self) -> list[tuple[Any, ...]]:
        """Place, first and last instant, and state of all that leases have held."""
        return [tuple(row.values()) for row in await self.asked(PERIODS)]

    async def asked(self, query: str, *values: object) -> list[Mapping[str, Any]]:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            return list(await connection.fetch(query, *values))


@pytest.fixture
async def ground(town_url: str) -> AsyncIterator[Ground]:
    async with Database.open(town_url, size=8, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
        yield Ground(database)


@dataclass(frozen=True, slots=True)
class Api:
    """The service as it answers, compiled reads included."""

    executor: Executor

    async def ask(self, document: str, who: str | Principal = "clerk", **variables: object) -> Any:
        principal = CAST[who] if isinstance(who, str) else who
        request = GraphQLRequest(document, variables=variables)
        answer = await self.executor.execute(request, RequestFacts("test", principal=principal))
        return orjson.loads(answer.body)


@pytest.fixture
async def api(ground: Ground, town_url: str) -> AsyncIterator[Api]:
    async with open_service(
        town_url, schema=SCHEMA, clock=StoppedClock(), refusals=REFUSALS, keeps_answers=False
    ) as service:
        yield Api(service.executor)


def person_of(name: str) -> PersonId:
    person_id = CAST[name].person_id
    assert person_id is not None
    return person_id
