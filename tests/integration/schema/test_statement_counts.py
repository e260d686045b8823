"""A list of N costs as many statements as a list of one, however deep it goes."""

import asyncio
from collections.abc import Iterator

import asyncpg
import pytest

from ahti.embedded import EmbeddedPostgres
from harbors.places.commands import load_catalogue
from tests import harbor_town as town
from tests.integration.schema.reader import Reader

SMALL = town.ROWS
LARGE = tuple(town.Row(f"harbor {n}", pier, 12) for n in range(8) for pier in ("A", "B", "C"))

THREE_LEVELS = """{ harbors { totalCount nodes { id name placeCount provider { name }
    piers { totalCount nodes { identifier activePlaceCount harbor { name }
        berths { totalCount nodes { number areaM2 geometry
            pier { identifier harbor { provider { name } } } } } } } } } }"""
FROM_BELOW = """{ places(first: 1000) { nodes { provider { name harbors { nodes { maxWidthMm } } }
    ... on Berth { pier { berths(first: 2) { pageInfo { hasNextPage } } } } } } }"""
DOCUMENTS = {"three levels": (THREE_LEVELS, 10), "from below": (FROM_BELOW, 5)}


@pytest.fixture
def towns(server: EmbeddedPostgres, database_name: str) -> Iterator[tuple[Reader, str]]:
    url = server.url(role="ahti_app", database=database_name)
    with Reader(url) as reader:
        yield reader, url


def build(url: str, rows: tuple[town.Row, ...]) -> None:
    async def load() -> None:
        connection = await asyncpg.connect(url)
        async with connection.transaction():
            await load_catalogue(connection, town.catalogue(rows), now=town.OPENS)
        await connection.close()

    asyncio.run(load())


def test_a_deep_list_costs_the_same_statements_whatever_its_length(towns: tuple[Reader, str]) -> None:
    reader, url = towns
    counted = {}
    for size, rows in {"small": SMALL, "large": LARGE}.items():
        build(url, rows)
        for name, (document, _) in DOCUMENTS.items():
            answer = reader.ask(document)
            assert answer.errors == ()
            counted[name, size] = len(answer.statements)
    assert counted == {(name, size): number for name, (_, number) in DOCUMENTS.items() for size in ("small", "large")}


def test_a_list_without_a_size_gives_fifty(towns: tuple[Reader, str]) -> None:
    reader, url = towns
    build(url, LARGE)
    berths = reader.data("{ berths { totalCount nodes { id } pageInfo { hasNextPage } } }")["berths"]
    assert (len(berths["nodes"]), berths["totalCount"], berths["pageInfo"]["hasNextPage"]) == (50, 288, True)


def test_what_is_not_asked_for_is_not_read(towns: tuple[Reader, str]) -> None:
    reader, _ = towns
    assert len(reader.ask("{ harbors { totalCount } }").statements) == 1
    assert len(reader.ask("{ harbors { nodes { name } pageInfo { endCursor } edges { cursor } } }").statements) == 1
    assert reader.ask("{ harbors { __typename } }").statements == []
