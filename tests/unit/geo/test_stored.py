"""What a row keeps of a geometry."""

import pytest
import shapely
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geo import Geometry
from geo.errors import GeometryError
from geo.projection import to_metres
from geo.stored import Path, store, store_all


def test_a_point_is_a_closed_path_of_one_point() -> None:
    assert store(Point(24.95, 60.17)).shape == (Path(((24.95, 60.17),), closed=True),)


def test_a_line_is_an_open_path() -> None:
    assert store(LineString([(24, 60), (25, 61)])).shape == (Path(((24, 60), (25, 61)), closed=False),)


def test_a_ring_is_a_closed_path_that_does_not_repeat_its_first_point() -> None:
    assert store(box(24, 60, 25, 61)).shape == (Path(((25, 60), (25, 61), (24, 61), (24, 60)), closed=True),)


def test_a_hole_is_a_closed_path_of_its_own() -> None:
    holed = box(24, 60, 25, 61) - box(24.4, 60.4, 24.6, 60.6)
    assert [(len(path.points), path.closed) for path in store(holed).shape] == [(4, True), (4, True)]


def test_overlapping_polygons_of_a_collection_are_united() -> None:
    both = GeometryCollection([box(24, 60, 25, 61), box(24.5, 60, 26, 61)])
    stored = store(both)
    assert len(stored.shape) == 1
    assert Polygon(stored.shape[0].points).equals(box(24, 60, 26, 61))
    assert stored.geojson.count('"Polygon"') == 2


def test_polygons_of_nested_collections_are_united_too() -> None:
    nested = GeometryCollection([box(24, 60, 25, 61), GeometryCollection([MultiPolygon([box(24, 60, 25, 61)])])])
    assert len(store(nested).shape) == 1


def test_every_form_shows_the_same_place() -> None:
    pier = LineString([(24.95, 60.17), (24.951, 60.171)])
    stored = store(pier)
    assert shapely.from_wkb(stored.wkb) == pier
    assert shapely.from_geojson(stored.geojson) == pier
    assert stored.bbox == (24.95, 60.17, 24.951, 60.171)
    assert stored.centroid == '{"type":"Point","coordinates":[24.9505,60.1705]}'
    assert [list(path.points) for path in stored.metric_shape] == [to_metres(pier).coords[:]]
    assert stored.metric_bbox == to_metres(pier).bounds


def test_many_are_kept_as_one_is() -> None:
    geometries = [Point(24, 60), box(24, 60, 25, 61), GeometryCollection([Point(1, 2), LineString([(1, 2), (3, 4)])])]
    assert store_all(geometries) == [store(geometry) for geometry in geometries]


def test_none_are_kept_of_none() -> None:
    assert store_all([]) == []


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (Point(), "must not be empty"),
        (Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), "is not valid"),
        (box(0, 0, 1e-9, 1e-9), "is too small: positions are kept to 7 decimals, a centimetre"),
    ],
)
def test_what_cannot_be_kept_is_refused(geometry: Geometry, words: str) -> None:
    with pytest.raises(GeometryError) as refusal:
        store(geometry)
    assert refusal.value.message == words
