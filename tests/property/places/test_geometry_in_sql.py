"""The functions of the database that refine at the edge of a box, against Shapely, on geometries of every type."""

from collections.abc import Callable, Iterator
from math import cos, pi, sin

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, box
from shapely.affinity import scale

from geo import Geometry
from geo.projection import to_degrees, to_metres
from geo.stored import Shape, store
from tests.property.places.asking import Asked

SIDE = 60
Placement = Callable[[Geometry], Geometry]
CLEAR_DEGREES = 1e-9
"""Nearer to an edge than a tenth of a millimetre there is nothing to say."""


def star(middle: tuple[int, int], radii: list[int]) -> Polygon:
    """A polygon all of whose corners its middle sees: it never crosses itself."""
    angles = [2 * pi * index / len(radii) for index in range(len(radii))]
    x, y = middle
    return Polygon([(x + r * cos(angle), y + r * sin(angle)) for r, angle in zip(radii, angles, strict=True)])


def multi(polygons: list[Polygon]) -> MultiPolygon:
    return MultiPolygon([leaf for leaf in leaves(shapely.union_all(polygons)) if isinstance(leaf, Polygon)])


def in_metres(geometry: Geometry) -> Geometry:
    return to_degrees(shapely.transform(geometry, lambda corners: corners + np.array((385_000, 6_672_000))))


def on_the_grid(geometry: Geometry) -> Geometry:
    """In a hundred-thousandth of a degree: much shares its longitude or latitude exactly.

    Our own rounding can make a thin ring cross itself, and nothing invalid is ever stored.
    """
    placed = shapely.transform(geometry, lambda corners: np.round(corners / 100_000 + np.array((24.9, 60.1)), 7))
    assume(placed.is_valid)
    return placed


def leaves(geometry: Geometry) -> Iterator[Geometry]:
    if isinstance(geometry, MultiPoint | MultiLineString | MultiPolygon | GeometryCollection):
        for part in geometry.geoms:
            yield from leaves(part)
    else:
        yield geometry


corners = st.tuples(st.integers(0, SIDE), st.integers(0, SIDE))
points = corners.map(Point)
lines = st.lists(corners, min_size=2, max_size=5, unique=True).map(LineString)
stars = st.builds(star, corners, st.lists(st.integers(2, 25), min_size=3, max_size=7))
ringed = st.builds(lambda whole, part: whole - scale(whole, part, part), stars, st.sampled_from((0.3, 0.6, 0.9)))
areas = st.one_of(stars, ringed).filter(lambda area: isinstance(area, Polygon) and area.is_valid)
simple: st.SearchStrategy[Geometry] = st.one_of(
    points,
    lines,
    areas,
    st.lists(points, min_size=1, max_size=4, unique=True).map(MultiPoint),
    st.lists(lines, min_size=1, max_size=3).map(MultiLineString),
    st.lists(areas, min_size=1, max_size=3).map(multi),
)
collections = st.lists(simple, min_size=1, max_size=4).map(GeometryCollection)
nested = st.lists(st.one_of(simple, collections), min_size=1, max_size=3).map(GeometryCollection)
geometries = st.one_of(simple, collections, nested)
around = st.one_of(st.floats(-10, SIDE + 10), st.integers(-10, SIDE + 10))
probes = st.lists(st.builds(Point, around, around), min_size=4, max_size=12)
spans = st.integers(1, 50)
frames = st.lists(
    st.builds(lambda at, w, h: box(at[0], at[1], at[0] + w, at[1] + h), corners, spans, spans), min_size=4, max_size=12
)
placements = st.sampled_from((in_metres, on_the_grid))


def paths(shape: Shape) -> list[str]:
    """As PostgreSQL reads them: round brackets around closed paths, square ones around open ones."""
    return [("({})" if path.closed else "[{}]").format(",".join(map(str, path.points))) for path in shape]


def corner(point: Geometry) -> str:
    return str(shapely.get_coordinates(point)[0].tolist()).replace("[", "(").replace("]", ")")


def frame_text(frame: Polygon) -> str:
    west, south, east, north = frame.bounds
    return f"({west},{south}),({east},{north})"


def covers(kept: Geometry, point: Geometry) -> bool:
    return any(leaf.covers(point) for leaf in leaves(kept) if isinstance(leaf, Polygon))


def near_an_edge(kept: Geometry, point: Geometry) -> bool:
    return any(leaf.boundary.distance(point) < CLEAR_DEGREES for leaf in leaves(kept) if isinstance(leaf, Polygon))


def meets(kept: Geometry, frame: Geometry) -> bool:
    return any(leaf.intersects(frame) for leaf in leaves(kept))


def barely(kept: Geometry, frame: Polygon) -> bool:
    """Whether it depends on less than the tolerance if the geometry and the frame meet."""
    smaller, larger = frame.buffer(-CLEAR_DEGREES, join_style="mitre"), frame.buffer(CLEAR_DEGREES, join_style="mitre")
    return meets(kept, smaller) != meets(kept, larger)


@given(geometry=geometries, at=probes, placed=placements)
def test_covers_point_is_containment_in_the_polygons(
    postgres: Asked, geometry: Geometry, at: list[Point], placed: Placement
) -> None:
    stored = store(placed(geometry))
    kept = shapely.from_wkb(stored.wkb)
    clear = [point for point in map(placed, at) if not near_an_edge(kept, point)]
    rows = postgres.rows(
        "SELECT covers_point($1::text[]::path[], probe::point) AS covers FROM unnest($2::text[]) AS probe",
        paths(stored.shape),
        [corner(point) for point in clear],
    )
    assert [row["covers"] for row in rows] == [covers(kept, point) for point in clear]


@given(geometry=geometries, at=probes, placed=placements)
def test_distance_m_is_the_distance_in_metres(
    postgres: Asked, geometry: Geometry, at: list[Point], placed: Placement
) -> None:
    stored = store(placed(geometry))
    kept = [to_metres(leaf) for leaf in leaves(shapely.from_wkb(stored.wkb))]
    metric = [to_metres(placed(point)) for point in at]
    rows = postgres.rows(
        "SELECT distance_m($1::text[]::path[], probe::point) AS metres FROM unnest($2::text[]) AS probe",
        paths(stored.metric_shape),
        [corner(point) for point in metric],
    )
    expected = [min(leaf.distance(point) for leaf in kept) for point in metric]
    assert [row["metres"] for row in rows] == pytest.approx(expected, abs=1e-4)


@given(geometry=geometries, areas=frames, placed=placements)
def test_meets_box_is_intersection_with_the_box(
    postgres: Asked, geometry: Geometry, areas: list[Polygon], placed: Placement
) -> None:
    stored = store(placed(geometry))
    kept = shapely.from_wkb(stored.wkb)
    boxes = [box(*placed(area).bounds) for area in areas]
    clear = [frame for frame in boxes if not barely(kept, frame)]
    rows = postgres.rows(
        "SELECT meets_box($1::text[]::path[], area::box) AS meets FROM unnest($2::text[]) AS area",
        paths(stored.shape),
        [frame_text(frame) for frame in clear],
    )
    assert [row["meets"] for row in rows] == [meets(kept, frame) for frame in clear]
