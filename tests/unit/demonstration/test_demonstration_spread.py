"""The berths of the demonstration are spread as those of a real city are; a whole is split by counting."""

from collections import Counter

import pytest

from ahti.demonstration.spread import portions, slope
from harbors.places.kinds import Mooring, PlaceKind
from harbors.places.records import Catalogue, Place


@pytest.fixture(scope="module")
def berths(catalogue: Catalogue) -> list[Place]:
    return [place for place in catalogue.places if place.kind is PlaceKind.BERTH]


def test_moorings_are_as_common_as_in_a_real_city(berths: list[Place]) -> None:
    counts = Counter(berth.mooring for berth in berths)
    percent = {mooring: 100 * count / len(berths) for mooring, count in counts.items()}
    assert percent == pytest.approx(
        {
            Mooring.SINGLE_SLIP: 40,
            Mooring.STERN_BUOY: 23,
            Mooring.SIDE_SLIP: 19,
            Mooring.STERN_POLE: 14,
            Mooring.DINGHY_PLACE: 1.3,
            Mooring.QUAYSIDE: 1,
            Mooring.TRAILER_PLACE: 0.7,
            Mooring.SEA_BUOY: 0.2,
            Mooring.NO_STERN_MOORING: 0.15,
        },
        abs=3,
    )


def test_sizes_reach_from_a_dinghy_to_a_ship(berths: list[Place]) -> None:
    widths = sorted(berth.width_mm or 0 for berth in berths)
    lengths = sorted(berth.length_mm or 0 for berth in berths)
    assert (widths[0], widths[len(widths) // 2], widths[-1]) == (1_500, 3_000, 7_000)
    assert (lengths[0], lengths[len(lengths) // 2], lengths[-1]) == (4_000, 8_000, 25_000)


def test_most_piers_of_the_city_are_of_the_first_tier(catalogue: Catalogue) -> None:
    tiers = Counter(pier.price_tier for pier in catalogue.piers if pier.price_tier)
    assert tiers[1] > 2 * (tiers[2] + tiers[3])
    assert tiers[2] > tiers[3] > 0


def test_a_few_berths_are_out_of_use_and_a_few_accessible(berths: list[Place]) -> None:
    assert 5 <= sum(not berth.active for berth in berths) <= 30
    assert 20 <= sum(bool(berth.accessible) for berth in berths) <= 80


def test_berths_in_the_water_have_a_depth_and_those_on_land_have_none(berths: list[Place]) -> None:
    on_land = {Mooring.DINGHY_PLACE, Mooring.TRAILER_PLACE}
    assert {berth.mooring for berth in berths if berth.depth_mm is None} == on_land
    assert {berth.mooring for berth in berths if berth.depth_mm is not None} == set(Mooring) - on_land
    assert all(500 <= berth.depth_mm <= 7_000 for berth in berths if berth.depth_mm is not None)


def test_what_is_wide_has_a_largest_mass(berths: list[Place]) -> None:
    assert {bool(berth.max_mass_kg) for berth in berths if (berth.width_mm or 0) >= 4_500} == {True}
    assert {bool(berth.max_mass_kg) for berth in berths if (berth.width_mm or 0) < 3_000} == {False}


def test_the_water_gets_deeper_along_a_pier(catalogue: Catalogue, berths: list[Place]) -> None:
    for pier in catalogue.piers:
        depths = [berth.depth_mm for berth in berths if berth.pier_id == pier.id and berth.depth_mm is not None]
        assert depths == sorted(depths)


def test_portions_add_up_to_the_whole() -> None:
    assert portions(10, [1, 1, 1]) == [4, 3, 3]
    assert portions(7, [5, 1, 1]) == [5, 1, 1]
    assert portions(0, [2, 3]) == [0, 0]
    assert portions(1, [1, 2, 2]) == [0, 1, 0]


def test_a_slope_of_one_step_stays_where_it_begins() -> None:
    assert slope(1.0, 3.0, count=1) == [1.0]
    assert slope(1.0, 3.0, count=3) == [1.0, 2.0, 3.0]
    assert slope(1.0, 3.0, count=0) == []
