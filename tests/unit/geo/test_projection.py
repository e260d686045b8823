"""Projection against published coordinates."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from shapely import LineString, Point

from geo.errors import GeometryError
from geo.projection import all_to_metres, distance_m, to_degrees, to_metres

GETA = Point(19.84813676944, 60.3851068722)
GETA_METRES = (106256.35961, 6715706.37708)
"""The worked example of JHS 197, annex 3: point G4 (Geta), EUREF-FIN to ETRS-TM35FIN."""


def test_a_published_point_has_its_published_coordinates() -> None:
    metres = to_metres(GETA)
    assert (metres.x, metres.y) == pytest.approx(GETA_METRES, abs=1e-5)


def test_published_coordinates_lead_back_to_the_point() -> None:
    degrees = to_degrees(Point(GETA_METRES))
    assert (degrees.x, degrees.y) == pytest.approx((GETA.x, GETA.y), abs=1e-9)


def test_the_central_meridian_lies_at_half_a_million_metres() -> None:
    assert to_metres(Point(27, 65)).x == pytest.approx(500_000, abs=1e-6)


def test_an_altitude_is_dropped() -> None:
    assert to_metres(Point(25, 60, 12)).has_z is False


def test_many_are_projected_as_one_is() -> None:
    points = [Point(24.9, 60.1), Point(25.1, 60.2)]
    assert all_to_metres(np.array(points, dtype=np.object_)).tolist() == [to_metres(point) for point in points]


def test_a_place_without_coordinates_is_refused() -> None:
    with pytest.raises(GeometryError) as refusal:
        to_metres(LineString([(25, 60), (117, 0)]))
    assert str(refusal.value) == "geometry: lies where EPSG:3067 has no coordinates"


def test_distance_is_that_of_the_plane() -> None:
    here, there = to_degrees(Point(385_000, 6_672_000)), to_degrees(Point(385_030, 6_672_040))
    assert distance_m(here, there) == pytest.approx(50, abs=1e-6)


def test_distance_inside_is_zero() -> None:
    assert distance_m(Point(25, 60).buffer(0.1), Point(25, 60)) == 0


def test_threads_share_the_transformer() -> None:
    points = [Point(20 + index / 100, 60) for index in range(800)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(to_metres, points)) == [to_metres(point) for point in points]
