"""A catalogue goes into PostgreSQL: once, again, changed, without a record, with it again; all of it or nothing."""

from asyncio import gather
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from shapely import Point

from ahti.db import Database
from harbors.errors import Invalid
from harbors.places.commands import load_catalogue
from harbors.places.comparison import Counts, Report
from harbors.places.kinds import GeometrySource
from harbors.places.records import BoatTypeId, Catalogue, FerryStopId, HarborId, Located
from harbors.sql import Row
from tests import sites
from tests.sites import DINGHY, HARBOR, PIER, ROUTE, STOP, a_berth, catalogue

FIRST = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = FIRST + timedelta(days=30)
WITHOUT_A_BERTH = catalogue(places=tuple(place for place in catalogue().places if place.number != "1"))


async def load(database: Database, some: Catalogue, *, now: datetime = FIRST) -> Report:
    async with database.unit_of_work() as connection:
        return await load_catalogue(connection, some, now=now)


async def one(database: Database, statement: str, *values: object) -> Row:
    async with database.reading() as connection:
        row = await connection.fetchrow(statement, *values)
    assert row is not None
    return row


async def place(database: Database, number: str) -> Row:
    return await one(database, "SELECT *, xmin::text AS written FROM places WHERE number = $1", number)


async def test_everything_is_created_at_first(database: Database) -> None:
    assert await load(database, catalogue()) == {
        "providers": Counts(created=1),
        "boatTypes": Counts(created=1),
        "harbors": Counts(created=1),
        "piers": Counts(created=1),
        "winterStorageAreas": Counts(created=1),
        "winterStorageSections": Counts(created=1),
        "berths": Counts(created=2),
        "winterStoragePlaces": Counts(created=1),
        "unmarkedWinterStorage": Counts(created=1),
        "guestMoorings": Counts(created=1),
        "quays": Counts(created=1),
        "services": Counts(created=1),
        "ferryStops": Counts(created=1),
        "ferryRoutes": Counts(created=1),
    }


async def test_nothing_is_touched_when_it_is_loaded_again(database: Database) -> None:
    await load(database, catalogue())
    before = await place(database, "1")
    report = await load(database, catalogue(), now=LATER)
    assert set(report.values()) == {Counts(unchanged=1), Counts(unchanged=2)}
    assert await place(database, "1") == before


async def test_a_changed_record_is_written_and_no_other(database: Database) -> None:
    await load(database, catalogue())
    before = await place(database, "2")
    changed = catalogue(places=(a_berth("1", width_mm=2_500), *catalogue().places[1:]))
    report = await load(database, changed, now=LATER)
    assert report["berths"] == Counts(changed=1, unchanged=1)
    assert report["quays"] == Counts(unchanged=1)
    found = await place(database, "1")
    assert (found["width_mm"], found["created_at"], found["modified_at"]) == (2_500, FIRST, LATER)
    assert await place(database, "2") == before


async def test_the_times_of_the_source_win_over_the_clock(database: Database) -> None:
    told = replace(HARBOR, created_at=FIRST - timedelta(days=400), modified_at=FIRST - timedelta(days=300))
    await load(database, catalogue(harbors=(told,)))
    found = await one(database, "SELECT created_at, modified_at FROM harbors")
    assert (found["created_at"], found["modified_at"]) == (told.created_at, told.modified_at)


async def test_a_record_that_is_missing_is_gone_and_keeps_its_row(database: Database) -> None:
    await load(database, catalogue())
    report = await load(database, WITHOUT_A_BERTH, now=LATER)
    assert report["berths"] == Counts(unchanged=1, gone=1)
    assert (await place(database, "1"))["retired_at"] == LATER


async def test_a_record_that_is_gone_is_gone_once(database: Database) -> None:
    await load(database, catalogue())
    await load(database, WITHOUT_A_BERTH, now=LATER)
    report = await load(database, WITHOUT_A_BERTH, now=LATER + timedelta(days=1))
    assert report["berths"] == Counts(unchanged=1)
    assert (await place(database, "1"))["retired_at"] == LATER


async def test_a_record_that_comes_back_has_changed(database: Database) -> None:
    await load(database, catalogue())
    await load(database, WITHOUT_A_BERTH, now=LATER)
    report = await load(database, catalogue(), now=LATER + timedelta(days=1))
    assert report["berths"] == Counts(changed=1, unchanged=1)
    found = await place(database, "1")
    assert (found["retired_at"], found["created_at"]) == (None, FIRST)


async def test_gone_is_judged_only_within_the_kinds_of_the_run(database: Database) -> None:
    await load(database, catalogue())
    of_another_type = replace(a_berth("9"), source=sites.source("mooring"))
    assert await load(database, Catalogue(places=(of_another_type,))) == {"berths": Counts(created=1)}
    assert await load(database, Catalogue(harbors=(HARBOR,))) == {"harbors": Counts(unchanged=1)}


async def test_gone_is_judged_only_within_the_system_of_the_run(database: Database) -> None:
    await load(database, catalogue())
    elsewhere = replace(HARBOR, id=HarborId(sites.key("harbor", "2")), source=replace(HARBOR.source, system="another"))
    assert await load(database, Catalogue(harbors=(elsewhere,))) == {"harbors": Counts(created=1)}


async def test_an_outline_that_we_draw_anew_is_written_but_no_change(database: Database) -> None:
    def drawn(longitude: float) -> Catalogue:
        here = Located(Point(longitude, 60.15), GeometrySource.GENERATED)
        return catalogue(places=(a_berth("1", located=here),))

    await load(database, drawn(24.95))
    report = await load(database, drawn(24.96), now=LATER)
    assert report["berths"] == Counts(unchanged=1)
    found = await place(database, "1")
    assert found["geojson"] == '{"type":"Point","coordinates":[24.96,60.15]}'
    assert (found["created_at"], found["modified_at"]) == (FIRST, FIRST)


async def test_a_pier_that_moves_to_another_harbor_takes_its_berths_along(database: Database) -> None:
    await load(database, catalogue())
    other = replace(HARBOR, id=HarborId(sites.key("harbor", "2")), source=sites.source("harbor", "2"))
    moved = catalogue(
        harbors=(HARBOR, other),
        piers=(replace(PIER, harbor_id=other.id),),
        places=(replace(a_berth("1"), harbor_id=other.id), *catalogue().places[2:]),
    )
    report = await load(database, moved, now=LATER)
    assert report["piers"] == Counts(changed=1)
    assert report["berths"] == Counts(changed=1, gone=1)
    assert {(await place(database, number))["harbor_id"] for number in "12"} == {other.id}


async def test_a_pier_has_exactly_the_boat_types_that_it_names(database: Database) -> None:
    sail = replace(DINGHY, id=BoatTypeId(sites.key("boattype", "2")), source=sites.source("boattype", "2"))
    both = catalogue(boat_types=(DINGHY, sail), piers=(replace(PIER, suitable_boat_types=(DINGHY.id, sail.id)),))
    await load(database, both)
    await load(database, replace(both, piers=(replace(PIER, suitable_boat_types=(sail.id,)),)))
    found = await one(database, "SELECT array_agg(boat_type_id) AS ids FROM pier_boat_types")
    assert found["ids"] == [sail.id]


async def test_a_route_has_exactly_the_stops_that_it_names_in_their_order(database: Database) -> None:
    island = replace(STOP, id=FerryStopId(sites.key("stop", "2")), source=sites.source("stop", "2"))
    there_and_back = replace(ROUTE, stops=(STOP.id, island.id, STOP.id))
    both = catalogue(ferry_stops=(STOP, island), ferry_routes=(there_and_back,))
    await load(database, both)
    await load(database, replace(both, ferry_routes=(replace(ROUTE, stops=(island.id, STOP.id)),)))
    found = await one(database, "SELECT array_agg(stop_id ORDER BY position) AS ids FROM ferry_route_stops")
    assert found["ids"] == [island.id, STOP.id]


async def test_an_unsound_catalogue_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(Invalid) as caught:
        await load(database, catalogue(places=(a_berth("1"), a_berth("2", width_mm=0))))
    assert [(fault.code, fault.field) for fault in caught.value.problems] == [("OUT_OF_RANGE", "places[2].width_mm")]
    assert (await one(database, "SELECT count(*) AS there FROM harbors"))["there"] == 0


async def test_a_shape_that_cannot_be_kept_leaves_nothing_behind(database: Database) -> None:
    shapeless = a_berth("2", located=Located(Point(), GeometrySource.IMPORTED))
    with pytest.raises(Invalid) as caught:
        await load(database, catalogue(places=(a_berth("1"), shapeless)))
    assert [(fault.code, fault.field) for fault in caught.value.problems] == [("GEOMETRY_WRONG", "places[2].geometry")]
    assert (await one(database, "SELECT count(*) AS there FROM harbors"))["there"] == 0


async def test_nothing_is_committed_by_the_command_itself(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.unit_of_work() as connection:
            await load_catalogue(connection, catalogue(), now=FIRST)
            raise ZeroDivisionError
    assert (await one(database, "SELECT count(*) AS there FROM harbors"))["there"] == 0


async def test_two_loads_at_once_come_one_after_the_other(database: Database) -> None:
    first, second = await gather(load(database, catalogue()), load(database, catalogue()))
    assert sorted((first["quays"], second["quays"]), key=lambda counts: counts.created) == [
        Counts(unchanged=1),
        Counts(created=1),
    ]


async def test_the_planner_knows_what_a_load_has_brought_in(database: Database) -> None:
    await load(database, catalogue())
    counted = await one(database, "SELECT reltuples FROM pg_class WHERE oid = 'places'::regclass")
    assert counted["reltuples"] == len(catalogue().places)
