"""The paths of a row, counted and measured with plain arithmetic, against Shapely on the geometry itself."""

from math import hypot

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geo import Geometry
from geo.projection import to_degrees, to_metres
from geo.stored import Path, Shape, store

WEST, SOUTH = 385_000, 6_672_000

metres = st.integers(0, 40)
places = st.builds(lambda x, y: Point(WEST + x, SOUTH + y), metres, metres)
lines = st.lists(places, min_size=2, max_size=4, unique=True).map(LineString)
boxes = st.builds(
    lambda x, y, width, height: box(WEST + x, SOUTH + y, WEST + x + width, SOUTH + y + height),
    metres,
    metres,
    st.integers(1, 20),
    st.integers(1, 20),
)
holed = st.builds(lambda outer, inner: outer - inner, boxes, boxes).filter(lambda geometry: not geometry.is_empty)
parts: st.SearchStrategy[Geometry] = st.one_of(places, lines, boxes, holed)
geometries = st.one_of(parts, st.lists(parts, min_size=1, max_size=5).map(GeometryCollection)).map(to_degrees)
PROBES = [to_degrees(Point(WEST + x + 0.31, SOUTH + y + 0.37)) for x in range(-2, 63, 5) for y in range(-2, 63, 5)]
"""A grid over all that is drawn and a little beyond, never on an edge."""
METRIC_PROBES = [to_metres(probe) for probe in PROBES[::7]]


def edges(path: Path) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    ends = [*path.points[1:], path.points[0]] if path.closed else path.points[1:]
    return list(zip(path.points, ends, strict=False))


def inside(shape: Shape, x: float, y: float) -> bool:
    """Whether a ray to the east crosses the closed paths an odd number of times."""
    crossings = 0
    for (x1, y1), (x2, y2) in (edge for path in shape if path.closed for edge in edges(path)):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


def to_edge(edge: tuple[tuple[float, float], tuple[float, float]], x: float, y: float) -> float:
    (x1, y1), (x2, y2) = edge
    square = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = 0.0 if square == 0 else ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square
    along = min(1.0, max(0.0, along))
    return hypot(x1 + along * (x2 - x1) - x, y1 + along * (y2 - y1) - y)


def distance(shape: Shape, x: float, y: float) -> float:
    if inside(shape, x, y):
        return 0.0
    return min(to_edge(edge, x, y) for path in shape for edge in edges(path))


def areas(geometry: Geometry) -> Geometry:
    """The polygons of a geometry as one, without points and lines."""
    found = [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon | MultiPolygon)]
    return shapely.union_all(found)


def kept(geometry: Geometry) -> Geometry:
    return shapely.from_wkb(store(geometry).wkb)


@given(geometries)
def test_even_odd_counting_of_the_paths_is_containment(geometry: Geometry) -> None:
    area, shape = areas(kept(geometry)), store(geometry).shape
    assert [inside(shape, probe.x, probe.y) for probe in PROBES] == shapely.contains(area, PROBES).tolist()


@given(geometries)
def test_the_distance_to_the_metric_paths_is_the_distance_to_the_geometry(geometry: Geometry) -> None:
    """To the millimetre: a corner that a union puts on an edge of 60 m bends it in metres by a tenth of one."""
    here, shape = to_metres(kept(geometry)), store(geometry).metric_shape
    for probe in METRIC_PROBES:
        assert distance(shape, probe.x, probe.y) == pytest.approx(here.distance(probe), abs=1e-3)


@given(geometries)
def test_boxes_are_those_of_the_paths(geometry: Geometry) -> None:
    stored = store(geometry)
    for bounds, shape in ((stored.bbox, stored.shape), (stored.metric_bbox, stored.metric_shape)):
        points = shapely.MultiPoint([point for path in shape for point in path.points])
        assert bounds == points.bounds


@given(geometries)
def test_text_binary_and_box_are_of_one_geometry(geometry: Geometry) -> None:
    stored = store(geometry)
    assert shapely.from_geojson(stored.geojson) == shapely.from_wkb(stored.wkb)
    assert stored.bbox == shapely.from_geojson(stored.geojson).bounds


@given(geometries)
def test_what_is_kept_lies_within_a_centimetre_of_what_was_given(geometry: Geometry) -> None:
    assert shapely.hausdorff_distance(to_metres(kept(geometry)), to_metres(geometry)) < 0.01


@given(geometries)
def test_what_is_kept_is_kept_the_same_when_kept_again(geometry: Geometry) -> None:
    assert store(kept(geometry)) == store(geometry)
