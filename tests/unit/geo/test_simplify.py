"""Geometries drawn with fewer positions."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate, translate

from geo import Geometry
from geo.geojson import dump
from geo.projection import to_degrees, to_metres
from geo.simplify import TOLERANCES_M, Drawing, simplified_all

EAST, NORTH = 385_000, 6_672_000
CIRCLE = Point(EAST, NORTH).buffer(100, quad_segs=64)
BERTH = rotate(box(EAST, NORTH, EAST + 3, NORTH + 8), 30)


def line(*corners: tuple[float, float]) -> LineString:
    return LineString([(EAST + x, NORTH + y) for x, y in corners])


def drawings(metric: Geometry) -> tuple[Drawing, ...]:
    (found,) = simplified_all(np.array([to_degrees(metric)], dtype=np.object_))
    return found


def size(geojson: str) -> int:
    return int(shapely.get_num_coordinates(shapely.from_geojson(geojson)))


def test_tolerances_go_from_a_metre_to_a_hundred_kilometres() -> None:
    assert TOLERANCES_M == (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000)


def test_a_bend_goes_at_the_first_tolerance_that_it_is_smaller_than() -> None:
    straight = dump(to_degrees(line((0, 0), (100, 0))))
    assert drawings(line((0, 0), (50, 4), (100, 0))) == (Drawing(5, straight),)


def test_a_drawing_strays_no_further_than_it_says() -> None:
    kept = drawings(CIRCLE)
    assert [drawing.metres for drawing in kept] == [1, 2, 10, 50]
    for drawing in kept:
        coarse = to_metres(shapely.from_geojson(drawing.geojson))
        # A position is kept to a centimetre.
        assert shapely.hausdorff_distance(coarse, CIRCLE) <= drawing.metres + 0.02


def test_a_ring_that_loses_its_first_position_strays_no_further_either() -> None:
    corners = [(30, 0), (19, 23), (-7, 29), (-36, 17), (-27, -13), (-11, -49), (44, -55)]
    island = Polygon([(EAST + x, NORTH + y) for x, y in corners])
    assert shapely.hausdorff_distance(shapely.simplify(island, 50), island) > 52
    assert [drawing.metres for drawing in drawings(island)] == [5, 100]


def test_each_drawing_has_three_quarters_of_the_positions_of_the_one_before_at_most() -> None:
    sizes = [int(shapely.get_num_coordinates(CIRCLE)), *(size(drawing.geojson) for drawing in drawings(CIRCLE))]
    assert all(4 * coarser <= 3 * finer for finer, coarser in pairwise(sizes))


@pytest.mark.parametrize("shape", [CIRCLE, MultiPolygon([CIRCLE, translate(CIRCLE, 300)]), CIRCLE - BERTH])
def test_an_area_stays_one_however_coarse_the_drawing(shape: Geometry) -> None:
    for drawing in drawings(shape):
        coarse = shapely.from_geojson(drawing.geojson)
        assert (coarse.geom_type, coarse.is_valid, coarse.is_empty) == (shape.geom_type, True, False)
        assert shapely.get_num_interior_rings(coarse) == shapely.get_num_interior_rings(shape)


def test_parts_of_a_collection_are_drawn_with_it() -> None:
    both = GeometryCollection([Point(EAST, NORTH), line((0, 0), (50, 0), (60, 0), (80, 0), (100, 0))])
    (drawing,) = drawings(both)
    assert drawing == Drawing(1, dump(to_degrees(GeometryCollection([Point(EAST, NORTH), line((0, 0), (100, 0))]))))


@pytest.mark.parametrize("shape", [Point(EAST, NORTH), line((0, 0), (9, 9)), BERTH])
def test_what_has_few_positions_has_no_simpler_drawing(shape: Geometry) -> None:
    assert drawings(shape) == ()


def test_many_are_drawn_as_one_is() -> None:
    shapes = [CIRCLE, BERTH, line((0, 0), (50, 4), (100, 0))]
    together = simplified_all(np.array([to_degrees(shape) for shape in shapes], dtype=np.object_))
    assert together == [drawings(shape) for shape in shapes]


def test_a_drawing_that_our_rounding_breaks_is_left_out_and_no_other() -> None:
    corners = [(19, 1), (14, 0), (3, 1), (19, 3), (21, 2), (37, 3), (51, 1), (19, 1)]
    sliver = Polygon([(24.95 + x / 1e7, 60.17 + y / 1e7) for x, y in corners])
    shapes = np.array([sliver, to_degrees(line((0, 0), (50, 4), (100, 0)))], dtype=np.object_)
    assert [[drawing.metres for drawing in kept] for kept in simplified_all(shapes)] == [[], [5]]
