"""The figures of harbors and piers that the database keeps: from a load, through changes, by two who change at once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.migrations import downgrade, migrate
from harbors.places.commands import load_catalogue
from harbors.places.figures import differing_figures
from harbors.places.kinds import Mooring
from harbors.places.records import Catalogue, Harbor, HarborId, Pier, PierId, Place
from harbors.sql import Connection, Row
from tests import sites
from tests.sites import AREA, HARBOR, PIER, SECTION, a_berth, catalogue

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OTHER_HARBOR: Harbor = replace(HARBOR, id=HarborId(sites.key("harbor", "2")), source=sites.source("harbor", "2"))
OTHER_PIER: Pier = replace(
    PIER, id=PierId(sites.key("pier", "2")), source=sites.source("pier", "2"), harbor_id=OTHER_HARBOR.id
)
BERTHS = (
    a_berth("1", width_mm=2_500, length_mm=6_000, mooring=Mooring.STERN_BUOY),
    a_berth("2", width_mm=2_501, depth_mm=1_800, mooring=Mooring.SIDE_SLIP),
    a_berth("3", width_mm=9_000, length_mm=20_000, depth_mm=4_000, mooring=Mooring.STERN_BUOY, active=False),
    a_berth("4"),
)
FIGURES = """
    SELECT place_count, active_place_count, max_width_mm, max_length_mm, max_depth_mm, places_by_mooring,
           places_by_width
"""


async def load(database: Database, some: Catalogue) -> None:
    async with database.unit_of_work() as connection:
        await load_catalogue(connection, some, now=NOW)


def with_places(*places: Place) -> Catalogue:
    return catalogue(harbors=(HARBOR, OTHER_HARBOR), piers=(PIER, OTHER_PIER), places=places)


async def one(database: Database, statement: str, *values: object) -> Row:
    async with database.reading() as connection:
        row = await connection.fetchrow(statement, *values)
    assert row is not None
    return row


async def differing(database: Database) -> Any:
    async with database.reading() as connection:
        return await differing_figures(connection)


async def test_a_pier_shows_what_lies_at_it(database: Database) -> None:
    await load(database, with_places(*BERTHS))
    found = await one(database, f"{FIGURES} FROM piers WHERE id = $1", PIER.id)
    assert dict(found) == {
        "place_count": 4,
        "active_place_count": 3,
        "max_width_mm": 2_501,
        "max_length_mm": 6_000,
        "max_depth_mm": 1_800,
        "places_by_mooring": [{"mooring": "SIDE_SLIP", "count": 1}, {"mooring": "STERN_BUOY", "count": 2}],
        "places_by_width": [
            {"from_mm": 2_000, "to_mm": 2_500, "count": 1},
            {"from_mm": 2_500, "to_mm": 3_000, "count": 1},
            {"from_mm": 8_500, "to_mm": 9_000, "count": 1},
        ],
    }
    assert found == await one(database, f"{FIGURES} FROM harbors WHERE id = $1", HARBOR.id)


async def test_what_has_no_places_shows_none(database: Database) -> None:
    await load(database, with_places(*BERTHS))
    found = await one(database, f"{FIGURES} FROM piers WHERE id = $1", OTHER_PIER.id)
    assert list(found.values()) == [0, 0, None, None, None, [], []]


async def test_areas_and_sections_count_their_places(database: Database) -> None:
    await load(database, catalogue())
    area = await one(
        database, "SELECT place_count, active_place_count FROM winter_storage_areas WHERE id = $1", AREA.id
    )
    section = await one(
        database, "SELECT place_count, active_place_count FROM winter_storage_sections WHERE id = $1", SECTION.id
    )
    assert (tuple(area.values()), tuple(section.values())) == ((2, 2), (1, 1))


async def test_a_load_that_moves_retires_and_brings_back_leaves_figures_in_order(database: Database) -> None:
    await load(database, with_places(*BERTHS))
    assert await differing(database) == []
    moved = replace(with_places(), piers=(replace(PIER, harbor_id=OTHER_HARBOR.id), OTHER_PIER))
    berths = [replace(berth, harbor_id=OTHER_HARBOR.id) for berth in BERTHS[1:]]
    await load(database, replace(moved, places=tuple(berths)))
    found = await one(database, "SELECT array_agg(place_count ORDER BY id = $1) AS counts FROM harbors", HARBOR.id)
    assert (found["counts"], await differing(database)) == ([3, 0], [])
    await load(database, with_places(*BERTHS))
    found = await one(database, "SELECT array_agg(place_count ORDER BY id = $1) AS counts FROM harbors", HARBOR.id)
    assert (found["counts"], await differing(database)) == ([0, 4], [])


async def test_a_harbor_that_is_written_again_keeps_its_figures(database: Database) -> None:
    await load(database, with_places(*BERTHS))
    renamed = replace(HARBOR, name=sites.text("Uusi"))
    await load(database, replace(with_places(*BERTHS), harbors=(renamed, OTHER_HARBOR)))
    found = await one(database, "SELECT name_fi, place_count FROM harbors WHERE id = $1", HARBOR.id)
    assert (tuple(found.values()), await differing(database)) == (("Uusi", 4), [])


async def test_rows_from_before_are_counted_by_the_revision(
    server: EmbeddedPostgres, database: Database, database_name: str
) -> None:
    await load(database, with_places(*BERTHS))
    before = await one(database, f"{FIGURES} FROM harbors WHERE id = $1", HARBOR.id)
    owner = server.url(role="ahti_owner", database=database_name)
    await asyncio.to_thread(downgrade, owner, revision="0002")
    await asyncio.to_thread(migrate, owner)
    async with Database.open(server.url(role="ahti_app", database=database_name), size=1) as reopened:
        assert await differing(reopened) == []
        assert await one(reopened, f"{FIGURES} FROM harbors WHERE id = $1", HARBOR.id) == before
        assert before["place_count"] == 4


async def test_counting_is_no_change_of_the_harbor(database: Database) -> None:
    told = "SELECT modified_at, content_digest, place_count FROM harbors WHERE id = $1"
    await load(database, with_places(*BERTHS))
    before = await one(database, told, HARBOR.id)
    async with database.unit_of_work() as connection:
        await load_catalogue(connection, with_places(*BERTHS[1:]), now=datetime(2027, 1, 1, tzinfo=UTC))
    after = await one(database, told, HARBOR.id)
    assert (before["place_count"], after["place_count"]) == (4, 3)
    assert list(after.values())[:2] == list(before.values())[:2]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE places SET number = 'Z', number_sort = 'z', search_text = 'z'",
        "UPDATE places SET units = 2, amenities = '{WATER}'",
        "UPDATE places SET is_accessible = true, max_mass_kg = 1000",
        "UPDATE places SET is_active = is_active, width_mm = width_mm",
        "UPDATE places SET modified_at = now(), content_digest = 'new'",
    ],
)
async def test_an_update_of_nothing_that_is_counted_touches_no_harbor(database: Database, change: str) -> None:
    written = "SELECT array_agg(xmin::text || ctid::text || xmax::text) AS them FROM harbors"
    await load(database, with_places(*BERTHS))
    before = await one(database, written)
    async with database.unit_of_work() as connection:
        await connection.execute(change)
    assert await one(database, written) == before


@pytest.fixture
async def two(database_url: str) -> AsyncIterator[tuple[Any, Any]]:
    """Two sessions of the service."""
    both = [await asyncpg.connect(database_url) for _ in range(2)]
    yield both[0], both[1]
    for connection in both:
        await connection.close()


async def waits(connection: Connection, waiting: Any) -> None:
    """Until the other session waits for a lock."""
    asked = "SELECT wait_event_type = 'Lock', pg_sleep(0.005) FROM pg_stat_activity WHERE pid = $1"
    while not await connection.fetchval(asked, waiting.get_server_pid()):
        pass


WIDEN = "UPDATE places SET width_mm = coalesce(width_mm, 2000) + 100, is_active = NOT is_active WHERE number = ANY($1)"


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("numbers", [("1", "2"), ("2", "1"), ("1", "11"), ("12", "2")])
async def test_who_waits_for_another_counts_what_that_one_did(
    database: Database, two: tuple[Any, Any], first: int, numbers: tuple[str, str]
) -> None:
    await load(database, with_places(*BERTHS, *beside()))
    ahead, behind = two[first], two[1 - first]
    for _ in range(10):
        transaction = ahead.transaction()
        await transaction.start()
        await ahead.execute(WIDEN, [numbers[0]])
        later = asyncio.create_task(behind.execute(WIDEN, [numbers[1], "3"]))
        if numbers[0] in ("1", "2"):
            await waits(ahead, behind)
        await transaction.commit()
        await asyncio.wait_for(later, timeout=10)
        assert await differing(database) == []


def beside() -> tuple[Place, ...]:
    """Berths in the other harbor."""
    berths = (a_berth(number) for number in ("11", "12", "13", "14"))
    return tuple(replace(berth, harbor_id=OTHER_HARBOR.id, pier_id=OTHER_PIER.id) for berth in berths)


async def test_many_changes_at_once_in_two_harbors_neither_wait_for_ever_nor_miscount(
    database: Database, two: tuple[Any, Any]
) -> None:
    await load(database, with_places(*BERTHS, *beside()))

    async def change(connection: Any, numbers: list[str]) -> None:
        for step in range(60):
            first, count = step % 4, 1 + step % 3
            await connection.execute(WIDEN, [*numbers, *numbers][first : first + count])

    await asyncio.gather(change(two[0], ["1", "2", "11", "12"]), change(two[1], ["3", "4", "13", "14"]))
    assert await differing(database) == []
