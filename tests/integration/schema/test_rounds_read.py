"""Rounds, their draws and the results by ticket, as anybody reads them."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from ahti.embedded import EmbeddedPostgres
from harbors.applications.reads import act_as_staff
from harbors.rounds.commands import create_round
from harbors.rounds.records import RoundId
from schema import ids
from tests import harbor_town as town
from tests.integration.schema.listing import input_type
from tests.integration.schema.reader import Reader

EARLIER = replace(
    town.A_ROUND,
    id=RoundId(town.key("round", "berths-2026")),
    code="berths-2026",
    provider_id=town.CLUB,
    opens_at=town.OPENS - timedelta(days=365),
    closes_at=town.CLOSES - timedelta(days=365),
)
LATER = replace(town.A_ROUND, id=RoundId(town.key("round", "berths-2028")), code="berths-2028")
ROUNDS = (town.A_ROUND, EARLIER, LATER)
RESULTS = [(position, f"{position:032x}", f"{position * 7:064x}", position % 3 or None) for position in range(1, 8)]

_DRAW = """
    INSERT INTO draws (id, round_id, kind, version, seed, engine, applicant_count, place_count, award_count,
                       result_digest, created_at, released_at, published_at)
    VALUES ($1, $2, 'GIVEN', $3, repeat('5e', 32), 'test', 7, 7, 5, repeat('ab', 32), now(), now(), now())
"""
_RESULT = """
    INSERT INTO draw_results (draw_id, position, public_id, ticket, class_number, rank, is_told)
    VALUES ($1, $2, $3, $4, 1, $5, true)
"""
DRAWS = [town.key("draw", "first"), town.key("draw", "second")]


@pytest.fixture
def rounds(server: EmbeddedPostgres, database_name: str) -> Iterator[Reader]:
    url = server.url(role="ahti_app", database=database_name)
    asyncio.run(_build(url))
    with Reader(url) as reader:
        yield reader


async def _build(url: str) -> None:
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await act_as_staff(connection)
        await town.build(connection)
        for a_round in (EARLIER, LATER):
            await create_round(connection, a_round, now=town.OPENS)
        for version, draw in enumerate(DRAWS, start=1):
            await connection.execute(_DRAW, draw, EARLIER.id, version)
            for result in reversed(RESULTS):
                await connection.execute(_RESULT, draw, *result)
    await connection.close()


def round_id(key: UUID) -> str:
    return ids.encode("Round", key)


NEWEST_FIRST = [round_id(key) for key in (*sorted([town.A_ROUND.id, LATER.id]), EARLIER.id)]
OLDEST_FIRST = [round_id(key) for key in (EARLIER.id, *sorted([town.A_ROUND.id, LATER.id]))]


def listed(reader: Reader, arguments: str) -> list[str]:
    nodes = reader.data(f"{{ rounds({arguments}) {{ nodes {{ id }} }} }}")["rounds"]["nodes"]
    return [node["id"] for node in nodes]


def test_rounds_are_listed_filtered_and_ordered(rounds: Reader) -> None:
    club = ids.encode("Provider", town.CLUB)
    assert listed(rounds, "first: 50") == listed(rounds, "orderBy: [OPENS_AT_DESC]") == NEWEST_FIRST
    assert listed(rounds, "orderBy: [OPENS_AT_ASC]") == OLDEST_FIRST
    assert listed(rounds, 'filter: { codes: ["berths-2026", "nothing"] }') == [round_id(EARLIER.id)]
    assert listed(rounds, f'filter: {{ providerIds: ["{club}"] }}') == [round_id(EARLIER.id)]
    assert set(input_type("RoundFilter").fields) == {"codes", "providerIds"}


def results(reader: Reader, arguments: str) -> list[Any]:
    """What one draw gave, the newest version last."""
    asked = f"draws {{ nodes {{ version results({arguments}) {{ totalCount nodes {{ position ticket rank }} }} }} }}"
    document = f'{{ round(id: "{round_id(EARLIER.id)}") {{ {asked} }} }}'
    draws = reader.data(document)["round"]["draws"]["nodes"]
    assert [draw["version"] for draw in draws] == [1, 2]
    assert draws[0]["results"] == draws[1]["results"]
    return [node["position"] for node in draws[0]["results"]["nodes"]]


def test_results_stand_in_the_order_of_the_queue_and_are_found_by_ticket(rounds: Reader) -> None:
    every = [position for position, *_ in RESULTS]
    assert results(rounds, "first: 50") == every
    assert results(rounds, f'filter: {{ tickets: ["{RESULTS[2][2]}", "no ticket"] }}') == [3]
    assert results(rounds, f'filter: {{ publicIds: ["{RESULTS[4][1]}"] }}') == [5]
    assert results(rounds, "filter: { placed: false }") == [position for position, *_, rank in RESULTS if rank is None]
    assert results(rounds, "filter: { placed: true }") == [position for position, *_, rank in RESULTS if rank]
    assert set(input_type("DrawResultFilter").fields) == {"tickets", "publicIds", "placed"}


def test_a_round_tells_its_rules_and_where_it_stands(rounds: Reader) -> None:
    rules = """choicesMax margins { beamMm } moorings { boatType { name } moorings }
        classes { number name names { fi } municipalities }"""
    asked = f"code name status seasonStarts seasonEnds provider {{ name }} rules {{ {rules} }} draws {{ totalCount }}"
    found = rounds.data(f'{{ round(id: "{round_id(town.A_ROUND.id)}") {{ {asked} }} }}')["round"]
    assert found == {
        "code": "berths-2027",
        "name": "Venepaikat 2027",
        "status": "OPEN",
        "seasonStarts": "2027-06-10",
        "seasonEnds": "2027-09-14",
        "provider": {"name": "City"},
        "draws": {"totalCount": 0},
        "rules": {
            "choicesMax": 4,
            "margins": {"beamMm": 300},
            "moorings": [{"boatType": {"name": "sail"}, "moorings": ["STERN_BUOY"]}],
            "classes": [
                {"number": 1, "name": "Residents", "names": {"fi": "Residents"}, "municipalities": ["helsinki"]},
                {"number": 2, "name": "Others", "names": {"fi": "Others"}, "municipalities": None},
            ],
        },
    }


def test_a_draw_and_its_results_lead_back_to_their_round(rounds: Reader) -> None:
    draw = ids.encode("Draw", DRAWS[0])
    asked = (
        "query($id: ID!) { node(id: $id) { ... on Draw { round { id } results(first: 1) { nodes { draw { id } } } } } }"
    )
    found = rounds.data(asked, {"id": draw})["node"]
    assert found == {"round": {"id": round_id(EARLIER.id)}, "results": {"nodes": [{"draw": {"id": draw}}]}}
