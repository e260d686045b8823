"""GeoJSON of every kind, and of no kind at all."""

import json
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geo import Geometry
from geo.errors import GeometryError
from geo.geojson import dump, parse

positions = st.tuples(st.integers(-18_000, 18_000), st.integers(-9_000, 9_000)).map(
    lambda position: [position[0] / 100, position[1] / 100]
)


def boxes(west: float, south: float, width: float, height: float) -> list[list[float]]:
    east, north = min(west + width, 180), min(south + height, 90)
    return [[west, south], [west, north], [east, north], [east, south], [west, south]]


rings = st.builds(boxes, st.integers(-180, 170), st.integers(-90, 80), st.floats(0.001, 10), st.floats(0.001, 10))
coordinates = {
    "Point": positions,
    "MultiPoint": st.lists(positions, min_size=1, max_size=5),
    "LineString": st.lists(positions, min_size=2, max_size=5, unique_by=tuple),
    "MultiLineString": st.lists(st.lists(positions, min_size=2, max_size=4, unique_by=tuple), min_size=1, max_size=3),
    "Polygon": st.lists(rings, min_size=1, max_size=1),
    "MultiPolygon": st.lists(rings.map(lambda ring: [ring]), min_size=1, max_size=1),
}
simple = st.sampled_from(sorted(coordinates)).flatmap(
    lambda kind: coordinates[kind].map(lambda value: {"type": kind, "coordinates": value})
)
geometries = st.one_of(
    simple,
    st.lists(simple, min_size=1, max_size=3).map(lambda some: {"type": "GeometryCollection", "geometries": some}),
)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
anything = st.recursive(
    scalars | st.lists(st.floats(-200, 200), max_size=4),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.fixed_dictionaries(
            {"type": st.sampled_from([*sorted(coordinates), "GeometryCollection", "Feature"])},
            optional={"coordinates": inner, "geometries": inner},
        )
    ),
)


def accepted(value: object) -> Geometry | None:
    """What is read, if anything; whatever is raised besides a refusal fails the test that calls this."""
    try:
        return parse(value)
    except GeometryError:
        return None


def area(ring: list[list[float]]) -> float:
    """Twice the signed area by the shoelace formula: positive against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


@given(geometries)
def test_what_is_written_is_read_as_the_same(value: dict[str, Any]) -> None:
    text = dump(parse(value))
    assert dump(parse(json.loads(text))) == text


@given(geometries)
def test_kind_and_structure_are_kept(value: dict[str, Any]) -> None:
    written = json.loads(dump(parse(value)))
    assert written["type"] == value["type"]
    assert len(written.get("geometries", [])) == len(value.get("geometries", []))


@given(coordinates["Polygon"])
def test_outer_rings_are_written_against_the_clock(value: list[list[list[float]]]) -> None:
    written = json.loads(dump(parse({"type": "Polygon", "coordinates": value})))
    assert area(written["coordinates"][0]) > 0


@given(anything)
def test_anything_else_is_read_or_refused_and_nothing_worse(value: object) -> None:
    geometry = accepted(value)
    assert geometry is None or (geometry.is_valid and not geometry.is_empty)


@given(geometries, st.data())
def test_a_geometry_with_one_part_replaced_is_read_or_refused(value: dict[str, Any], data: st.DataObject) -> None:
    at: Any = value
    while isinstance(at, dict | list) and at:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if data.draw(st.booleans()) or not isinstance(at[key], dict | list):
            at[key] = data.draw(anything)
            break
        at = at[key]
    geometry = accepted(value)
    assert geometry is None or geometry.is_valid
