"""What programs ask is counted for each day, outlasts a refusal of the database, and is seen by whose they are."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from ahti.tallying import write_tally
from ahti.web.app import create_app
from ahti.web.rates.tally import Tally
from harbors.access.records import ApiKeyId, ClientId, Principal
from harbors.usage.commands import add_usage
from harbors.usage.records import Program, Used
from schema import ids
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests.cast import CAST, settle
from tests.clocks import StoppedClock
from tests.integration.permissions.furniture import API_KEY, CLIENT, furnish

DAY = date(2027, 2, 14)
PROGRAM, SERVER = Program(client_id=ClientId(CLIENT)), Program(key_id=ApiKeyId(API_KEY))
WHO = {
    "program": replace(CAST["stranger"], client_id=PROGRAM.client_id, scopes=frozenset()),
    "server": Principal(key_id=SERVER.key_id, scopes=frozenset()),
    "person": CAST["stranger"],
}
COUNTED = "SELECT client_id, key_id, requests, cost FROM program_usage WHERE day = $1"


@pytest.fixture
async def settled(town: Database) -> Database:
    async with town.unit_of_work() as connection:
        await settle(connection)
        await furnish(connection)
    return town


async def recognise(token: str) -> Principal:
    return WHO[token]


async def ask_as(url: str, *tokens: str | None) -> None:
    """A service is asked by each of them in turn, and then closed."""
    async with open_service(url, schema=build(), clock=StoppedClock(), refusals=REFUSALS, recognise=recognise) as it:
        transport = httpx.ASGITransport(create_app(it))
        async with httpx.AsyncClient(transport=transport, base_url="http://ahti.test") as client:
            for token in tokens:
                headers = {"authorization": f"Bearer {token}"} if token else {}
                answer = await client.post("/graphql", json={"query": "{ harbors { totalCount } }"}, headers=headers)
                assert answer.status_code == 200


async def counted(database: Database, who: Principal, *, day: date = DAY) -> list[tuple[Any, ...]]:
    async with database.reading_as(who) as connection:
        return [tuple(row.values()) for row in await connection.fetch(COUNTED, day)]


async def test_each_program_is_counted_by_itself_and_people_are_not(settled: Database, town_url: str) -> None:
    await ask_as(town_url, "program", "server", "program", "server", "program", "person", None)
    rows = await counted(settled, CAST["victim"]) + await counted(settled, CAST["manager"])
    assert [row[:3] for row in rows] == [(CLIENT, None, 3), (None, API_KEY, 2)]
    assert all(row[3] > 0 for row in rows)


async def test_what_a_later_process_counts_is_added(settled: Database, town_url: str) -> None:
    await ask_as(town_url, "program")
    ((*_, cost),) = await counted(settled, CAST["victim"])
    await ask_as(town_url, "program", "program")
    assert await counted(settled, CAST["victim"]) == [(CLIENT, None, 3, 3 * cost)]


async def test_midnight_begins_a_new_count(settled: Database) -> None:
    tally, clock = Tally(), StoppedClock()
    for instant in (clock.time, datetime(2027, 2, 15, 0, 0, 1, tzinfo=UTC)):
        clock.time = instant
        tally.count(WHO["program"], 5)
        await write_tally(settled, tally, clock=clock)
    assert await counted(settled, CAST["victim"]) == [(CLIENT, None, 1, 5)]
    assert await counted(settled, CAST["victim"], day=date(2027, 2, 15)) == [(CLIENT, None, 1, 5)]


async def test_what_could_not_be_written_is_counted_on(settled: Database) -> None:
    tally, unknown = Tally(), Program(client_id=ClientId(UUID(int=404)))
    tally.add(unknown, Used(1, 1))
    tally.count(WHO["program"], 5)
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await write_tally(settled, tally, clock=StoppedClock())
    tally.count(WHO["program"], 7)
    assert tally.take() == {unknown: Used(1, 1), PROGRAM: Used(2, 12)}


async def test_many_processes_add_up_without_waiting_in_a_ring(settled: Database) -> None:
    async def write(*programs: Program) -> None:
        async with settled.unit_of_work() as connection:
            await add_usage(connection, dict.fromkeys(programs, Used(1, 2)), day=DAY)

    await asyncio.gather(*(write(*((PROGRAM, SERVER) if odd else (SERVER, PROGRAM))) for odd in [0, 1] * 50))
    assert await counted(settled, CAST["victim"]) == [(CLIENT, None, 100, 200)]
    assert await counted(settled, CAST["owner"]) == [(None, API_KEY, 100, 200)]


async def test_only_those_whose_program_it_is_see_its_count(settled: Database) -> None:
    async with settled.unit_of_work() as connection:
        await add_usage(connection, dict.fromkeys((PROGRAM, SERVER), Used(1, 2)), day=DAY)
    # Row security knows nothing of programs: who acts through one sees what its person sees.
    theirs = {"victim": 1, "victim's program": 1, "manager": 1, "owner": 1, "program": 1}
    assert {name: len(await counted(settled, who)) for name, who in CAST.items()} == dict.fromkeys(CAST, 0) | theirs


async def test_nobody_but_the_service_writes_a_count(settled: Database) -> None:
    async with settled.unit_of_work() as connection:
        await add_usage(connection, {PROGRAM: Used(9, 9)}, day=DAY)
    async with settled.unit_of_work(CAST["victim"]) as connection:
        assert await connection.execute("UPDATE program_usage SET requests = 1") == "UPDATE 0"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with settled.unit_of_work(CAST["victim"]) as connection:
            await connection.execute("INSERT INTO program_usage VALUES ($1, NULL, $2, 1, 1)", CLIENT, date(2027, 3, 1))


def test_a_tally_begins_anew_when_it_was_taken() -> None:
    tally = Tally()
    for _ in range(3):
        tally.count(CAST["nobody"], 5)
        tally.count(CAST["victim"], 5)
        tally.count(WHO["server"], 5)
    assert tally.take() == {SERVER: Used(3, 15)}
    assert tally.take() == {}


async def test_owners_read_over_the_api_what_their_programs_asked(settled: Database, town_url: str) -> None:
    async with settled.unit_of_work() as connection:
        await add_usage(connection, {PROGRAM: Used(3, 70), SERVER: Used(5, 4_000_000_000)}, day=DAY)
    asked = [("Client", CLIENT, "victim"), ("ApiKey", API_KEY, "manager")]
    told = []
    async with open_service(town_url, schema=build(), clock=StoppedClock(), refusals=REFUSALS) as service:
        for type_name, key, who in asked:
            fields = f"... on {type_name} {{ usage {{ day requests cost }} }}"
            request = GraphQLRequest(f'{{ node(id: "{ids.encode(type_name, key)}") {{ {fields} }} }}')
            answer = await service.executor.execute(request, RequestFacts("test", principal=CAST[who]))
            told.append(orjson.loads(answer.body)["data"]["node"]["usage"])
    assert told == [
        [{"day": "2027-02-14", "requests": 3, "cost": 70}, {"day": "2027-02-01", "requests": 3, "cost": 40}],
        [{"day": "2027-02-14", "requests": 5, "cost": 4_000_000_000}],
    ]
