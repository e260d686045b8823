"""What Python and the database both say about places, held against each other."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, combinations, product
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from ahti.db import Database
from harbors.places.commands import STATEMENTS
from harbors.places.kinds import PlaceKind
from harbors.places.records import Place
from harbors.places.rows import Writing, as_json, entries, rows
from harbors.places.rules import LINKS, PLACE_KINDS
from harbors.sql import Statement
from tests.sites import a_place

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOMETHING = UUID(int=1)
COUNTED = {
    "place_count",
    "active_place_count",
    "max_width_mm",
    "max_length_mm",
    "max_depth_mm",
    "places_by_mooring",
    "places_by_width",
}
DECIDED = {"listings_reviewed", "verified_at", "ground_m2", "cut_from"}
IDENTITY = {"id", "source_system", "source_type", "source_id"}
SOME_LINKS = [frozenset(some) for some in chain(*(combinations(LINKS, size) for size in range(len(LINKS) + 1)))]
WRITES = [statement for statement in STATEMENTS if "json_populate_recordset" in statement.text]
LISTS = re.compile(
    r"INSERT INTO (?P<table>\w+) \((?P<inserted>.*?)\)\s+SELECT(?P<selected>.*?)FROM json_populate_recordset\(.*"
    r"DO UPDATE SET \((?P<replaced>.*?)\) = \(SELECT(?P<told>.*?)FROM",
    re.S,
)


def place_with(kind: PlaceKind, links: frozenset[str]) -> Place:
    values: dict[str, Any] = dict.fromkeys(links, SOMETHING)
    return a_place(kind, **values)


async def accepted(connection: Any, place: Place) -> bool:
    (entry,) = entries("places", [place])
    try:
        async with connection.transaction():
            await connection.execute(
                "INSERT INTO tried SELECT * FROM json_populate_recordset(NULL::tried, $1::text::json)",
                as_json(rows([Writing(entry, NOW, NOW)])),
            )
    except asyncpg.CheckViolationError:
        return False
    return True


async def test_links_are_right_to_python_where_they_are_to_the_database(database: Database) -> None:
    async with database.app.acquire() as connection:
        await connection.execute("CREATE TEMPORARY TABLE tried (LIKE places INCLUDING CONSTRAINTS)")
        to_database = {
            (kind, links): await accepted(connection, place_with(kind, links))
            for kind, links in product(PlaceKind, SOME_LINKS)
        }
    to_python = {(kind, links): not PLACE_KINDS[kind].wrong_links(links) for kind, links in to_database}
    assert to_python == to_database
    assert sum(to_database.values()) == 8


async def test_depth_is_told_of_no_place_on_land(database: Database) -> None:
    async with database.app.acquire() as connection:
        await connection.execute("CREATE TEMPORARY TABLE tried (LIKE places INCLUDING CONSTRAINTS)")
        for kind, stands in ((PlaceKind.BERTH, True), (PlaceKind.WINTER_STORAGE_PLACE, False)):
            place = replace(place_with(kind, PLACE_KINDS[kind].needs), depth_mm=900)
            assert await accepted(connection, place) is stands
            assert await accepted(connection, replace(place, depth_mm=None))


@pytest.mark.parametrize("statement", WRITES, ids=[statement.name for statement in WRITES])
def test_a_write_replaces_what_it_inserts_but_for_identity(statement: Statement) -> None:
    lists = LISTS.match(statement.text)
    assert lists is not None
    assert names(lists["selected"]) == names(lists["inserted"])
    assert names(lists["replaced"]) == names(lists["told"])
    assert set(names(lists["replaced"])) == set(names(lists["inserted"])) - IDENTITY


async def test_writes_leave_no_column_out_but_what_is_counted_or_decided_here(database: Database) -> None:
    written = {lists["table"]: set(names(lists["inserted"])) for lists in found(WRITES)}
    async with database.reading() as connection:
        columns = await connection.fetch(
            "SELECT attrelid::regclass::text AS relation, array_agg(attname::text) AS names FROM pg_attribute"
            " WHERE attrelid::regclass::text = ANY($1) AND attnum > 0 GROUP BY attrelid",
            list(written),
        )
    assert written == {row["relation"]: set(row["names"]) - COUNTED - DECIDED for row in columns}


def found(statements: Iterable[Statement]) -> list[re.Match[str]]:
    return [lists for statement in statements if (lists := LISTS.match(statement.text))]


def names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",")]
