"""The files that the City of Helsinki published, read and loaded as they stand."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import shapely

from ahti.db import Database
from ahti.gateways.venepaikat import read_catalogue
from geo.projection import all_to_metres
from harbors.places.commands import load_catalogue
from harbors.places.comparison import Counts
from harbors.places.kinds import Mooring, PlaceKind
from harbors.places.records import Catalogue

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PUBLISHED = {
    "providers": 1,
    "boatTypes": 9,
    "harbors": 57,
    "piers": 82,
    "winterStorageAreas": 14,
    "winterStorageSections": 25,
    "berths": 4_068,
    "winterStoragePlaces": 526,
    "unmarkedWinterStorage": 10,
}


@pytest.fixture(scope="module")
def helsinki(city_files: Sequence[Path]) -> Catalogue:
    return read_catalogue(city_files, fetched_at=NOW)


async def test_helsinki_is_counted_and_nothing_changes_when_it_comes_again(
    helsinki: Catalogue, database: Database
) -> None:
    async with database.unit_of_work() as connection:
        first = await load_catalogue(connection, helsinki, now=NOW)
    assert first == {kind: Counts(created=number) for kind, number in PUBLISHED.items()}
    async with database.unit_of_work() as connection:
        again = await load_catalogue(connection, helsinki, now=NOW)
    assert again == {kind: Counts(unchanged=number) for kind, number in PUBLISHED.items()}


async def test_the_winter_file_alone_leaves_the_harbors_alone(
    city_files: Sequence[Path], helsinki: Catalogue, database: Database
) -> None:
    winter = read_catalogue(city_files[2:], fetched_at=NOW)
    async with database.unit_of_work() as connection:
        await load_catalogue(connection, helsinki, now=NOW)
        report = await load_catalogue(connection, winter, now=NOW)
    in_winter = (
        "providers",
        "winterStorageAreas",
        "winterStorageSections",
        "winterStoragePlaces",
        "unmarkedWinterStorage",
    )
    assert report == {kind: Counts(unchanged=PUBLISHED[kind]) for kind in in_winter}


async def test_the_corrections_move_piers_with_their_berths(
    city_files: Sequence[Path], helsinki: Catalogue, database: Database
) -> None:
    uncorrected = read_catalogue(city_files[:1], fetched_at=NOW)
    async with database.unit_of_work() as connection:
        await load_catalogue(connection, uncorrected, now=NOW)
        report = await load_catalogue(connection, helsinki, now=NOW)
    before = {pier.id: pier.harbor_id for pier in uncorrected.piers}
    moved = {pier.id for pier in helsinki.piers if pier.harbor_id != before[pier.id]}
    berths = [place for place in helsinki.places if place.pier_id in moved]
    assert report["harbors"] == Counts(created=16, changed=3, unchanged=38)
    assert len(moved) == 16
    assert report["piers"] == Counts(changed=17, unchanged=65)
    assert report["berths"] == Counts(changed=len(berths), unchanged=4_068 - len(berths))


def test_moorings_are_spread_as_published(helsinki: Catalogue) -> None:
    assert Counter(place.mooring for place in helsinki.places if place.kind is PlaceKind.BERTH) == {
        Mooring.SINGLE_SLIP: 1_642,
        Mooring.STERN_BUOY: 949,
        Mooring.SIDE_SLIP: 785,
        Mooring.STERN_POLE: 557,
        Mooring.DINGHY_PLACE: 52,
        Mooring.QUAYSIDE: 39,
        Mooring.TRAILER_PLACE: 29,
        Mooring.SEA_BUOY: 9,
        Mooring.NO_STERN_MOORING: 6,
    }


def test_unmarked_areas_take_as_many_boats_as_published(helsinki: Catalogue) -> None:
    unmarked = [place.units for place in helsinki.places if place.kind is PlaceKind.UNMARKED_WINTER_STORAGE]
    assert (len(unmarked), sum(unmarked)) == (10, 1_092)


def test_berths_have_their_true_size_and_none_lies_on_another(helsinki: Catalogue) -> None:
    berths = [place for place in helsinki.places if place.kind is PlaceKind.BERTH]
    shapes = all_to_metres(np.array([berth.located.geometry for berth in berths]))
    sizes = [(berth.width_mm or 0) * (berth.length_mm or 0) / 1e6 for berth in berths]
    assert shapely.area(shapes).tolist() == pytest.approx(sizes, rel=1e-4)
    inner = shapely.buffer(shapes, -0.01)
    ones, others = shapely.STRtree(inner).query(inner, predicate="intersects")
    assert [pair for pair in zip(ones.tolist(), others.tolist(), strict=True) if pair[0] < pair[1]] == []
