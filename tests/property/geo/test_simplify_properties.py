"""Simpler drawings of winding lines and ragged islands, against what they promise."""

from math import cos, pi, sin

import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.affinity import translate

from geo import Geometry
from geo.projection import to_degrees, to_metres
from geo.stored import store

WEST, SOUTH = 385_000, 6_672_000
# A position is kept to seven decimals of a degree.
ROUNDING_M = 0.02

scales = st.sampled_from((1, 10, 300, 20_000))
steps = st.tuples(st.integers(-9, 9), st.integers(-9, 9))


def winding(turns: list[tuple[int, int]], scale: int) -> LineString:
    x, y = WEST, SOUTH
    corners = [(x, y)]
    for east, north in turns:
        x, y = x + scale * east, y + scale * north
        corners.append((x, y))
    return LineString(corners)


def island(radii: list[int], scale: int) -> Polygon:
    turn = 2 * pi / len(radii)
    return Polygon(
        (WEST + scale * radius * cos(n * turn), SOUTH + scale * radius * sin(n * turn))
        for n, radius in enumerate(radii)
    )


def with_lake(shore: Polygon, scale: int) -> Geometry:
    return shore - Point(WEST, SOUTH).buffer(2 * scale)


lines = st.builds(winding, st.lists(steps, min_size=2, max_size=40).filter(any), scales).filter(
    lambda line: line.length
)
islands = st.builds(island, st.lists(st.integers(3, 9), min_size=3, max_size=40), scales)
lakes = scales.flatmap(
    lambda scale: st.lists(st.integers(5, 9), min_size=3, max_size=40).map(
        lambda radii: with_lake(island(radii, scale), scale)
    )
)
shapes = st.one_of(lines, islands, lakes)
beside = st.builds(lambda shape: translate(shape, 400_000), shapes)
metric = st.one_of(
    shapes,
    st.builds(lambda one, other: MultiLineString([one, translate(other, 30)]), lines, lines),
    st.builds(lambda one, other: MultiPolygon([one, translate(other, 400_000)]), islands, islands),
    st.builds(lambda one, other: GeometryCollection([one, other, Point(WEST, SOUTH)]), shapes, beside),
)
geometries = metric.filter(lambda geometry: geometry.is_valid).map(to_degrees)


def corners(geometry: Geometry) -> set[tuple[float, ...]]:
    return set(map(tuple, shapely.get_coordinates(geometry).tolist()))


def rings(geometry: Geometry) -> list[int]:
    return [int(shapely.get_num_interior_rings(part)) for part in shapely.get_parts(geometry)]


@given(geometries)
def test_a_drawing_strays_no_further_than_it_says_and_keeps_every_part(geometry: Geometry) -> None:
    stored = store(geometry)
    full = shapely.from_wkb(stored.wkb)
    for drawing in stored.simplified:
        simple = shapely.from_geojson(drawing.geojson)
        assert (simple.is_valid, simple.geom_type, rings(simple)) == (True, full.geom_type, rings(full))
        assert corners(simple) <= corners(full)
        assert shapely.hausdorff_distance(to_metres(simple), to_metres(full)) <= drawing.metres + ROUNDING_M


@given(geometries)
def test_drawings_go_from_fine_to_coarse_and_are_small_together(geometry: Geometry) -> None:
    stored = store(geometry)
    metres = [drawing.metres for drawing in stored.simplified]
    assert metres == sorted(set(metres))
    sizes = [len(shapely.get_coordinates(shapely.from_geojson(drawing.geojson))) for drawing in stored.simplified]
    assert sum(sizes) <= 3 * len(shapely.get_coordinates(shapely.from_wkb(stored.wkb)))
