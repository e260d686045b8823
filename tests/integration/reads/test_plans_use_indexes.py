"""Where there are twelve thousand berths, what is asked most is looked up: few rows are read, and few are sorted."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from ahti.embedded import EmbeddedPostgres
from benchmarks.reads.documents import AHTIS
from tests.integration.reads import large_city
from tests.integration.reads.emitted import emit
from tests.integration.reads.explained import explain
from tests.integration.reads.large_city import BERTHS, HARBORS, PIERS, id_of
from tests.integration.reads.shapes import cursor
from tests.integration.schema.reader import NONE

CITY = "large_city"
SETTINGS = {
    "role": "ahti_read",
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
}
BY_NAME, BY_NUMBER, BY_ID = "harbors_name_sort_id_idx", "places_by_number_idx", "places_by_id_idx"
HARBOR, PIER_BY_ID, NEVER_TWICE = "harbors_pkey", "piers_id_harbor_id_key", "occupancies_never_overlap"
OF_HARBOR, OF_PIER = "places_harbor_id_number_sort_id_idx", "places_pier_id_number_sort_id_idx"
# Among berths that are nearly all of the places it makes no difference by which of these they are walked.
SAME = {"places_pkey": BY_ID, "piers_pkey": PIER_BY_ID}
PIERS_OF_HARBOR = "piers_harbor_id_identifier_sort_id_idx"
IN_HARBOR = PIERS * BERTHS
ALL = HARBORS * IN_HARBOR + 1
IN_SEA, PIER, BERTH = id_of("Harbor", 5), id_of("Pier", 5), id_of("Berth", 9)
INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
TYPES = {"bbox": "[Float!]!", "ids": "[ID!]!", "after": "String!", "before": "String!"}
PERIOD = '{ start: "2027-06-01T00:00:00Z", end: "2027-09-01T00:00:00Z" }'
BOX = [24.9, 60.1, 24.96, 60.16]
NEAR = "{ longitude: 24.92, latitude: 60.12, withinM: 500 }"
NUMBER = cursor("Query", "berths", "orderBy: [NUMBER_ASC]", {"text": "0012", "uuid": UUID(int=0)})
NAME = cursor("Query", "harbors", "", {"text": "h0500", "uuid": UUID(int=0)})


@dataclass(frozen=True, slots=True)
class Hot:
    """A read that is asked all the time: the indexes that it uses, and the most rows that it reads and sorts."""

    document: str
    indexes: set[str]
    read: int
    sorted_: int = 0
    variables: Mapping[str, Any] = field(default_factory=lambda: NONE)


def of_the_five(name: str, indexes: set[str], read: int, **variables: object) -> Hot:
    document, given = AHTIS.translate(name, variables)
    return Hot(document, indexes, read, variables=given)


def berths(arguments: str, indexes: set[str], read: int, sorted_: int = 0, **variables: object) -> Hot:
    """A page of the berths of the city."""
    declared = [f"${name}: {TYPES[name]}" for name in variables]
    given = f"({', '.join(declared)})" if declared else ""
    document = f"query{given} {{ berths({arguments}) {{ nodes {{ id number }} {INFO} }} }}"
    return Hot(document, indexes, read, sorted_, variables)


def of_one(id: str, selected: str, indexes: set[str], read: int, sorted_: int = 0) -> Hot:
    """What is asked of one object of the city."""
    return Hot(f"query($id: ID!) {{ node(id: $id) {{ id {selected} }} }}", indexes, read, sorted_, {"id": id})


HOT = {
    "Q1": of_the_five("Q1", {BY_NAME}, HARBORS + 1),
    "Q2": of_the_five("Q2", {HARBOR, PIERS_OF_HARBOR, OF_PIER}, IN_HARBOR, id=IN_SEA),
    "Q4": of_the_five("Q4", {BY_ID}, 1, id=BERTH),
    "Q5": of_the_five("Q5", {BY_NAME, PIERS_OF_HARBOR, OF_PIER}, ALL + HARBORS * PIERS),
    "a map of berths": berths("first: 100, filter: { bbox: $bbox }", {"places_bbox_idx"}, 300, 300, bbox=BOX),
    "berths around a point": berths(
        f"first: 20, filter: {{ near: {NEAR} }}, orderBy: [DISTANCE]", {"places_metric_bbox_idx"}, 300, 300
    ),
    "berths of a harbor": berths("first: 20, filter: { harborIds: $ids }", {BY_ID}, 21, ids=[IN_SEA]),
    "berths of a pier by number": berths(
        "first: 20, filter: { pierIds: $ids }, orderBy: [NUMBER_ASC]", {BY_NUMBER}, 21, ids=[PIER]
    ),
    "berths": berths("first: 50", {BY_ID}, 51),
    "the last berths": berths("last: 50", {BY_ID}, 51, 51),
    "berths by number": berths("first: 50, orderBy: [NUMBER_ASC]", {BY_NUMBER}, 51),
    "the last berths by number": berths("last: 50, orderBy: [NUMBER_ASC]", {BY_NUMBER}, 51, 51),
    "berths beyond a number": berths("first: 50, orderBy: [NUMBER_ASC], after: $after", {BY_NUMBER}, 51, after=NUMBER),
    "berths before a number": berths(
        "last: 50, orderBy: [NUMBER_ASC], before: $before", {BY_NUMBER}, 51, 51, before=NUMBER
    ),
    # What is held is gone through once, in its index, rather than looked up for each berth.
    "free berths": berths(f"first: 50, filter: {{ freeIn: {PERIOD} }}", {BY_ID, NEVER_TWICE}, ALL),
    "a berth of a harbor": of_one(
        BERTH, "... on Berth { number pier { identifier harbor { name } } }", {BY_ID, PIER_BY_ID, HARBOR}, 1
    ),
    "berths of one harbor": of_one(
        IN_SEA, f"... on Harbor {{ berths(first: 20) {{ nodes {{ number }} {INFO} }} }}", {HARBOR, OF_HARBOR}, 21
    ),
    "the last berths of one harbor": of_one(
        IN_SEA, f"... on Harbor {{ berths(last: 20) {{ nodes {{ number }} {INFO} }} }}", {HARBOR, OF_HARBOR}, 21, 21
    ),
    "totals of a harbor": of_one(
        IN_SEA,
        "... on Harbor { berths { totalCount } piers { totalCount } }",
        {HARBOR, OF_HARBOR, PIERS_OF_HARBOR},
        IN_HARBOR,
    ),
    "what is free in a harbor": of_one(
        IN_SEA, f"... on Harbor {{ freePlaceCount(period: {PERIOD}) }}", {HARBOR, OF_HARBOR, NEVER_TWICE}, IN_HARBOR
    ),
    "a map of harbors": Hot(
        "query($bbox: [Float!]!) { harbors(filter: { bbox: $bbox }) { nodes { name } } }",
        {"harbors_bbox_idx"},
        30,
        30,
        {"bbox": BOX},
    ),
    "harbors by name": Hot(f"{{ harbors(first: 50) {{ nodes {{ name }} {INFO} }} }}", {BY_NAME}, 51),
    "the last harbors": Hot(f"{{ harbors(last: 50) {{ nodes {{ name }} {INFO} }} }}", {BY_NAME}, 51, 51),
    "harbors beyond a name": Hot(
        f"query($after: String!) {{ harbors(first: 50, after: $after) {{ nodes {{ name }} {INFO} }} }}",
        {BY_NAME},
        51,
        variables={"after": NAME},
    ),
}


@pytest.fixture(scope="session")
def city(server: EmbeddedPostgres, template_database: str) -> str:
    """The name of a database with the large city."""
    asyncio.run(_build(server, template_database))
    return CITY


@pytest.fixture
async def reader(server: EmbeddedPostgres, city: str) -> AsyncIterator[Any]:
    """A session that reads as the service does."""
    connection = await asyncpg.connect(server.url(database=city), server_settings=SETTINGS)
    yield connection
    await connection.close()


async def _build(server: EmbeddedPostgres, template_database: str) -> None:
    superuser = await asyncpg.connect(server.url(role="postgres", database="postgres"))
    await superuser.execute(f"CREATE DATABASE {CITY} TEMPLATE {template_database} OWNER ahti_owner")
    await superuser.close()
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=CITY))
    await large_city.build(owner)
    await owner.close()


@pytest.mark.parametrize("name", HOT)
async def test_a_hot_read_walks_its_indexes(reader: Any, name: str) -> None:
    hot = HOT[name]
    how = await explain(reader, emit(hot.document, hot.variables))
    assert {SAME.get(index, index) for index in how.indexes()} == hot.indexes
    assert how.scanned() == set()
    assert 0 < how.rows_read() <= hot.read
    assert how.sorted_rows() <= hot.sorted_


async def test_a_filtered_page_is_counted_without_reading_a_row(reader: Any) -> None:
    how = await explain(reader, emit(*AHTIS.translate("Q3", {"w": 3000, "l": 6000})))
    assert {SAME.get(index, index) for index in how.indexes()} == {BY_ID, "places_by_size_idx", PIER_BY_ID, HARBOR}
    assert (how.only_in_indexes(), how.scanned(), how.sorted_rows()) == ({"places_by_size_idx"}, set(), 0)
    page = [node for node in how.nodes if node.get("Index Name") == BY_ID]
    assert [node["Actual Rows"] for node in page] == [51]


@pytest.mark.parametrize("root", ["berths", "places"])
async def test_all_places_are_counted_without_reading_a_row(reader: Any, root: str) -> None:
    how = await explain(reader, emit(f"{{ {root} {{ totalCount }} }}"))
    assert (how.only_in_indexes(), how.scanned()) == ({"places_by_size_idx"}, set())


async def test_the_city_is_as_large_as_it_is_said_to_be(reader: Any) -> None:
    assert await reader.fetchval("SELECT count(*) FROM places WHERE kind = 'BERTH'") == ALL > 12_000
    assert await reader.fetchval("SELECT count(*) FROM piers") == HARBORS * PIERS + 1
