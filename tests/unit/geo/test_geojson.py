"""What GeoJSON is read, what is refused and with which words, and how it is written."""

import json
from typing import Any

import pytest
import shapely
from shapely import LinearRing, Point, Polygon

from geo.errors import GeometryError
from geo.geojson import MAX_NESTING, MAX_POSITIONS, dump, parse

SQUARE = [[24, 60], [25, 60], [25, 61], [24, 61], [24, 60]]
HOLE = [[24.2, 60.2], [24.2, 60.4], [24.4, 60.4], [24.4, 60.2], [24.2, 60.2]]


def geojson(kind: str, coordinates: object) -> dict[str, object]:
    return {"type": kind, "coordinates": coordinates}


def collection(*geometries: object) -> dict[str, object]:
    return {"type": "GeometryCollection", "geometries": list(geometries)}


def comb(teeth: int, *, upright: bool) -> dict[str, object]:
    """A polygon of many thin teeth; an upright and a lying one cross some 4 · teeth² times."""
    step = 1 / teeth
    corners = [(0.0, 0.0), (0.0, 0.05)]
    for tooth in range(teeth):
        left, right = tooth * step, (tooth + 0.5) * step
        corners += [(left, 0.05), (left, 1.0), (right, 1.0), (right, 0.05)]
    corners += [(1.0, 0.05), (1.0, 0.0), (0.0, 0.0)]
    return geojson("Polygon", [[[x, y] if upright else [y, x] for x, y in corners]])


@pytest.mark.parametrize(
    "value",
    [
        geojson("Point", [24.95, 60.17]),
        geojson("MultiPoint", [[24.95, 60.17], [24.95, 60.17]]),
        geojson("LineString", [[24, 60], [25, 61]]),
        geojson("MultiLineString", [[[24, 60], [25, 61]], [[24, 61], [25, 60]]]),
        geojson("Polygon", [SQUARE, HOLE]),
        geojson("MultiPolygon", [[SQUARE], [[[26, 60], [27, 60], [27, 61], [26, 60]]]]),
        collection(geojson("Point", [0, 0]), collection(geojson("Polygon", [SQUARE]))),
        geojson("Point", [-180, -90]),
        geojson("Point", [180, 90]),
    ],
    ids=lambda value: str(value["type"]),
)
def test_a_valid_geometry_is_read_as_shapely_reads_it(value: dict[str, Any]) -> None:
    assert parse(value) == shapely.from_geojson(json.dumps(value))


def test_an_altitude_is_dropped_when_read() -> None:
    assert parse(geojson("Point", [24.95, 60.17, 12.5])) == Point(24.95, 60.17)


def test_foreign_members_are_ignored() -> None:
    assert parse({**geojson("Point", [24.95, 60.17]), "bbox": "anything", "name": None}) == Point(24.95, 60.17)


def test_positions_are_kept_to_seven_decimals() -> None:
    assert parse(geojson("Point", [24.12345678, 60.00000004])) == Point(24.1234568, 60)


def test_a_line_may_cross_itself() -> None:
    assert parse(geojson("LineString", [[0, 0], [1, 1], [1, 0], [0, 1]])).geom_type == "LineString"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "geometry: must be a GeoJSON geometry object"),
        ("POINT (1 2)", "geometry: must be a GeoJSON geometry object"),
        (
            {},
            "geometry.type: must be one of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon, "
            "GeometryCollection",
        ),
        ({"type": "Point"}, "geometry.coordinates: must be an array of longitude, latitude and at most an altitude"),
        (
            geojson("Point", [1, 2, 3, 4]),
            "geometry.coordinates: must be an array of longitude, latitude and at most an altitude",
        ),
        (
            geojson("Point", []),
            "geometry.coordinates: must be an array of longitude, latitude and at most an altitude",
        ),
        (geojson("Point", ["1", 2]), "geometry.coordinates[0]: must be a number"),
        (geojson("Point", [True, 2]), "geometry.coordinates[0]: must be a number"),
        (geojson("Point", [1, None]), "geometry.coordinates[1]: must be a number"),
        (geojson("Point", [1, float("nan")]), "geometry.coordinates[1]: must be a finite number"),
        (geojson("Point", [1, 2, float("inf")]), "geometry.coordinates[2]: must be a finite number"),
        (geojson("Point", [180.1, 2]), "geometry.coordinates[0]: a longitude must lie between -180 and 180"),
        (geojson("Point", [60, 90.1]), "geometry.coordinates[1]: a latitude must lie between -90 and 90"),
        (geojson("Point", [10**400, 2]), "geometry.coordinates[0]: a longitude must lie between -180 and 180"),
        (geojson("MultiPoint", []), "geometry.coordinates: must not be empty"),
        (geojson("MultiPoint", {"0": [1, 2]}), "geometry.coordinates: must be an array"),
        (geojson("LineString", [[1, 2]]), "geometry.coordinates: a line needs two positions or more"),
        (
            geojson("LineString", [[1, 2], [1, 2]]),
            "geometry: is not valid: too few points in geometry component at 1, 2",
        ),
        (
            geojson("LineString", [[1, 2], [1.00000001, 2]]),
            "geometry: is too small: positions are kept to 7 decimals, a centimetre",
        ),
        (geojson("Polygon", []), "geometry.coordinates: must not be empty"),
        (geojson("Polygon", [SQUARE, []]), "geometry.coordinates[1]: must not be empty"),
        (geojson("Polygon", [SQUARE[:3]]), "geometry.coordinates[0]: a ring needs four positions or more"),
        (geojson("Polygon", [SQUARE[:4]]), "geometry.coordinates[0]: a ring must end where it begins"),
        (
            geojson("Polygon", SQUARE),
            "geometry.coordinates[0][0]: must be an array of longitude, latitude and at most an altitude",
        ),
        (
            geojson("Polygon", [[[24, 60], [25, 61], [25, 60], [24, 61], [24, 60]]]),
            "geometry: is not valid: self-intersection at 24.5, 60.5",
        ),
        (
            geojson("Polygon", [SQUARE, [[30, 30], [31, 30], [31, 31], [30, 30]]]),
            "geometry: is not valid: hole lies outside shell at 30, 30",
        ),
        (collection(), "geometry.geometries: must not be empty"),
        ({"type": "GeometryCollection"}, "geometry.geometries: must be an array"),
        (
            collection(geojson("Point", [1, 2]), geojson("LineString", [[1, 2], [1, "x"]])),
            "geometry.geometries[1].coordinates[1][1]: must be a number",
        ),
        (
            collection(geojson("LineString", [[1, 2], [1, 2]])),
            "geometry.geometries[0]: is not valid: too few points in geometry component at 1, 2",
        ),
    ],
)
def test_a_fault_is_named_with_the_path_to_it(value: object, words: str) -> None:
    with pytest.raises(GeometryError) as refusal:
        parse(value)
    assert str(refusal.value) == words


@pytest.mark.parametrize("kind", ["Feature", "point", "", None, 7, ["Point"], {}])
def test_an_unknown_type_is_refused(kind: object) -> None:
    with pytest.raises(GeometryError) as refusal:
        parse({"type": kind, "coordinates": [1, 2]}, path="input.area")
    assert refusal.value.path == "input.area.type"


def test_as_many_positions_as_are_allowed_are_read() -> None:
    assert shapely.count_coordinates(parse(geojson("MultiPoint", [[1, 2]] * MAX_POSITIONS))) == MAX_POSITIONS


def test_one_position_more_is_refused() -> None:
    with pytest.raises(GeometryError) as refusal:
        parse(geojson("MultiPoint", [[1, 2]] * (MAX_POSITIONS + 1)))
    assert refusal.value.message == "has 10001 positions, more than the 10000 that are taken"


def test_collections_nest_as_deep_as_is_allowed_and_no_deeper() -> None:
    value = geojson("Point", [1, 2])
    for _ in range(MAX_NESTING):
        value = collection(value)
    assert shapely.get_coordinates(parse(value)).tolist() == [[1, 2]]
    with pytest.raises(GeometryError) as refusal:
        parse(collection(value))
    assert refusal.value.message == f"nests collections deeper than {MAX_NESTING}"


def test_a_collection_nested_beyond_the_stack_is_refused_like_any_other() -> None:
    value = geojson("Point", [1, 2])
    for _ in range(100_000):
        value = collection(value)
    with pytest.raises(GeometryError):
        parse(value)


def test_polygons_of_a_collection_that_cross_each_other_all_over_are_refused() -> None:
    parse(collection(comb(50, upright=True), comb(50, upright=False)))
    with pytest.raises(GeometryError) as refusal:
        parse(collection(comb(1000, upright=True), comb(1000, upright=False)))
    assert refusal.value.message == "has polygons that cross each other more than 50000 times"


def test_a_polygon_whose_parts_would_cross_when_rounded_is_mended() -> None:
    needle = [[0, 0], [1, 0.00000004], [1, 1], [0.5, 0.00000006], [0, 0]]
    kept = parse(geojson("Polygon", [needle]))
    assert kept.is_valid
    assert kept.area == pytest.approx(shapely.from_geojson(json.dumps(geojson("Polygon", [needle]))).area, abs=1e-6)


def test_text_is_compact_and_has_seven_decimals_at_most() -> None:
    assert dump(Point(24.123456789, -0.00000001)) == '{"type":"Point","coordinates":[24.1234568,0]}'


def test_small_numbers_are_written_without_an_exponent() -> None:
    assert dump(Point(0.0000001, 100)) == '{"type":"Point","coordinates":[0.0000001,100]}'


def test_outer_rings_run_against_the_clock_and_holes_with_it() -> None:
    text = dump(Polygon(SQUARE[::-1], [HOLE[::-1]]))
    assert text == (
        '{"type":"Polygon","coordinates":[[[24,60],[25,60],[25,61],[24,61],[24,60]],'
        "[[24.2,60.2],[24.2,60.4],[24.4,60.4],[24.4,60.2],[24.2,60.2]]]}"
    )


def test_an_altitude_is_dropped_when_written() -> None:
    assert dump(Point(1, 2, 3)) == '{"type":"Point","coordinates":[1,2]}'


def test_a_ring_by_itself_is_written_as_a_line() -> None:
    assert dump(LinearRing([(0, 0), (1, 0), (1, 1)])) == (
        '{"type":"LineString","coordinates":[[0,0],[1,0],[1,1],[0,0]]}'
    )


def test_nothing_cannot_be_written() -> None:
    with pytest.raises(GeometryError) as refusal:
        dump(Polygon())
    assert str(refusal.value) == "geometry: must not be empty"
