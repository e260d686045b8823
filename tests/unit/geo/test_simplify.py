"""Geometries drawn with fewer positions."""

import pytest
import shapely
from shapely import LineString, Point

from geo.errors import GeometryError
from geo.geojson import dump
from geo.projection import to_degrees, to_metres
from geo.simplify import simplify


def quay(*corners: tuple[float, float]) -> str:
    return dump(to_degrees(LineString([(385_000 + x, 6_672_000 + y) for x, y in corners])))


def test_a_bend_smaller_than_the_tolerance_goes() -> None:
    assert simplify(quay((0, 0), (50, 2), (100, 0)), metres=3) == quay((0, 0), (100, 0))


def test_a_bend_larger_than_the_tolerance_stays() -> None:
    bent = quay((0, 0), (50, 4), (100, 0))
    assert simplify(bent, metres=3) == bent


def test_a_polygon_stays_one_however_coarse_the_drawing() -> None:
    island = dump(to_degrees(Point(385_000, 6_672_000).buffer(20)))
    coarse = shapely.from_geojson(simplify(island, metres=1000))
    assert (coarse.geom_type, coarse.is_valid, coarse.is_empty) == ("Polygon", True, False)


def test_a_circle_strays_no_further_than_it_may() -> None:
    circle = Point(385_000, 6_672_000).buffer(100, quad_segs=64)
    coarse = to_metres(shapely.from_geojson(simplify(dump(to_degrees(circle)), metres=2)))
    assert shapely.count_coordinates(coarse) < 40
    assert shapely.hausdorff_distance(coarse, circle) < 2.02


def test_a_point_stays_where_it_is() -> None:
    point = '{"type":"Point","coordinates":[24.95,60.17]}'
    assert simplify(point, metres=100) == point


def test_nothing_is_simplified_by_nothing() -> None:
    bent = quay((0, 0), (50, 2), (100, 0))
    assert simplify(bent, metres=0) == bent


@pytest.mark.parametrize("metres", [-1, float("nan"), float("inf")])
def test_a_tolerance_that_is_none_is_refused(metres: float) -> None:
    with pytest.raises(GeometryError):
        simplify(quay((0, 0), (100, 0)), metres=metres)
