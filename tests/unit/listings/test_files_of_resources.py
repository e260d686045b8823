"""Files of resources: what is read, and every way in which a file is wrong, with its line."""

import json
from collections.abc import Sequence

import pytest

from harbors.listings.drafts import read_draft
from harbors.listings.files.lines import Line, Read
from harbors.listings.files.reading import MOST_BYTES, MOST_RECORDS, read_file
from harbors.listings.forms import FORMS
from harbors.listings.kinds import FileFormat, ResourceKind

BERTH = FORMS[ResourceKind.BERTH]
POINT = {"type": "Point", "coordinates": [24.95, 60.15]}


def features(text: str, *, kind: ResourceKind = ResourceKind.BERTH) -> Read:
    return read_file(text, format=FileFormat.GEOJSON, form=FORMS[kind])


def table(text: str, *, kind: ResourceKind = ResourceKind.BERTH) -> Read:
    return read_file(text, format=FileFormat.CSV, form=FORMS[kind])


def a_feature(geometry: object = None, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def a_collection(*several: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": several})


def places(read: Read) -> list[tuple[int | None, int | None, str]]:
    return [(one.line, one.column, one.problem.code) for one in read.problems]


def values(read: Read) -> Sequence[dict[str, object]]:
    return [dict(line.values) for line in read.lines]


def judged(
    read: Read, *, kind: ResourceKind = ResourceKind.BERTH
) -> list[tuple[int | None, int | None, str, str | None]]:
    """What is wrong with the values of a file that could be read."""
    assert read.problems == []
    return [
        (one.line, one.column, one.problem.code, one.problem.field)
        for line in read.lines
        for one in read_draft(line, form=FORMS[kind]).problems
    ]


def told(**given: object) -> dict[str, object]:
    draft = read_draft(Line(0, given), form=BERTH)
    assert draft.problems == []
    return dict(draft.told)


def test_a_feature_says_what_the_api_says() -> None:
    read = features(
        a_collection(a_feature(POINT, number="7", widthMm=3000, names={"fi": "A", "sv": None})),
        kind=ResourceKind.GUEST_MOORING,
    )
    assert values(read) == [{"geometry": POINT, "number": "7", "width_mm": 3000, "name_fi": "A", "name_sv": None}]
    assert read.problems == []


def test_the_id_of_a_feature_is_the_providers_own_unless_a_property_says_so() -> None:
    one = a_feature() | {"id": 17}
    two = a_feature(externalId="x") | {"id": 17}
    assert values(features(a_collection(one, two))) == [{"external_id": 17}, {"external_id": "x"}]


def test_what_the_api_tells_and_nobody_lists_is_passed_over() -> None:
    read = features(a_collection(a_feature(number="1", createdAt="2026", __typename="Berth", source={"id": 1})))
    assert (values(read), read.problems) == ([{"number": "1"}], [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "FILE_UNREADABLE"),
        ("{", "FILE_UNREADABLE"),
        ("[]", "FILE_UNREADABLE"),
        ('{"type": "FeatureCollection"}', "FILE_UNREADABLE"),
        ('{"features": [NaN]}', "FILE_UNREADABLE"),
        ('{"features": [' + "9" * 5_000 + "]}", "FILE_UNREADABLE"),
        ('{"features": ' + "[" * 50_000 + "]" * 50_000 + "}", "FILE_UNREADABLE"),
        ('{"features": [' + "[0]," * 1_000_000 + "0]}", "GEOMETRY_TOO_FINE"),
        ('{"features": []}', "FILE_EMPTY"),
        ("PK\x03\x04\x14\x00\x08\x00", "FILE_UNREADABLE"),
        ('{"features": [' + "0," * MOST_RECORDS + "0]}", "FILE_TOO_LONG"),
        (" " * (MOST_BYTES + 1), "FILE_TOO_LARGE"),
        ("ä" * (MOST_BYTES // 2 + 1), "FILE_TOO_LARGE"),
        ("\ud800", "FILE_UNREADABLE"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_a_map_of_which_nothing_can_be_read_is_one_fault(text: str, code: str) -> None:
    read = features(text)
    assert (list(read.lines), places(read)) == ([], [(None, None, code)])


def test_every_feature_that_is_none_is_told() -> None:
    read = features(a_collection(1, {"type": "Point"}, a_feature(), {"type": "Feature", "properties": 3}))
    assert places(read) == [(0, None, "FEATURE_EXPECTED"), (1, None, "FEATURE_EXPECTED"), (3, None, "FEATURE_EXPECTED")]


def test_a_field_that_nobody_knows_or_that_is_told_twice_is_a_fault() -> None:
    read = features(a_collection(a_feature(wdith=1), a_feature(widthMm=1, width_mm=2)))
    assert places(read) == [(0, None, "COLUMN_UNKNOWN"), (1, None, "COLUMN_REPEATED")]
    assert "widthMm" in str(read.problems[0].problem.message.en)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_is_read_however_it_is_written(delimiter: str, end: str, mark: str) -> None:
    rows = [["numero", "Leveys", "lat", "lon"], ["1", "3000", '"60,15"', "24.95"], ["2", "", "", ""]]
    read = table(mark + end.join(delimiter.join(row) for row in rows))
    assert values(read) == [
        {"number": "1", "width_mm": "3000", "geometry": {"type": "Point", "coordinates": [24.95, 60.15]}},
        {"number": "2", "width_mm": ""},
    ]
    assert read.problems == []


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    read = table('number;region\n1;"a\nb"\n\n2;c;d\n')
    assert [line.line for line in read.lines] == [2, 5]
    assert places(read) == [(1, 2, "COLUMN_UNKNOWN"), (5, None, "ROW_RAGGED")]


def test_lines_are_drawn_in_well_known_text() -> None:
    read = table('identifier;harbor;wkt\nA;club;"LINESTRING (24.95 60.15, 24.96 60.16)"\n', kind=ResourceKind.PIER)
    assert judged(read, kind=ResourceKind.PIER) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("number;number\n1;2\n", (1, 2, "COLUMN_REPEATED")),
        ("number;lat\n1;60\n", (2, None, "POSITION_EXPECTED")),
        ("number;lat;lon\n1;60;x\n", (2, 3, "POSITION_EXPECTED")),
        ("number;lat;lon;wkt\n1;60;24;POINT (24 60)\n", (2, 4, "COLUMN_REPEATED")),
        ("number;wkt\n1;POINT 24 60\n", (2, 2, "GEOMETRY_WRONG")),
        (f"number;wkt\n1;{'GEOMETRYCOLLECTION (' * 50_000}\n", None),
        ('number;wkt\n1;"' + "GEOMETRYCOLLECTION (" * 5_000 + '"\n', (2, 2, "GEOMETRY_WRONG")),
        ('number;wkt\n1;"LINESTRING (' + "1 1," * 3_000 + '1 1)"\n', (2, 2, "GEOMETRY_TOO_FINE")),
        ('number\n"1\n', None),
        ("number\n" + "1\n" * (MOST_RECORDS + 1), None),
        ("", None),
        ("number\n" + "x" * 200_000, None),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_what_is_wrong_with_a_table_is_told_with_its_place(
    text: str, found: tuple[int, int | None, str] | None
) -> None:
    read = table(text)
    if found is None:
        assert (list(read.lines), [(one.line, one.column) for one in read.problems]) == ([], [(None, None)])
    else:
        assert places(read) == [found]


def test_everything_wrong_in_a_line_is_told_at_once_with_its_cell() -> None:
    read = table("number;width;lat;lon;käytössä;kiinnitys\n=1+1;3,5;24.95;60.15;ehkä;ROPE\n")
    assert judged(read) == [
        (2, 1, "FORMULA", "number"),
        (2, 2, "MILLIMETRES_EXPECTED", "widthMm"),
        (2, 5, "FLAG_EXPECTED", "isActive"),
        (2, 6, "CHOICE_UNKNOWN", "mooring"),
        (2, None, "COORDINATES_SWAPPED", "geometry"),
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"number": "=HYPERLINK(1)"}, "FORMULA"),
        ({"number": "+1"}, "FORMULA"),
        ({"number": "-1"}, "FORMULA"),
        ({"number": "@x"}, "FORMULA"),
        ({"number": "\t=1"}, "FORMULA"),
        ({"number": "x" * 51}, "TOO_LONG"),
        ({"number": "x" * 1_000_000}, "TOO_LONG"),
        ({"number": 10**400}, "TOO_LONG"),
        ({"number": "a\x00b"}, "UNREADABLE"),
        ({"number": "a\u202eb"}, "UNREADABLE"),
        ({"number": "\ud800"}, "UNREADABLE"),
        ({"number": True}, "TEXT_EXPECTED"),
        ({"number": ["1"]}, "TEXT_EXPECTED"),
        ({"width_mm": 3.5}, "MILLIMETRES_EXPECTED"),
        ({"width_mm": float("nan")}, "MILLIMETRES_EXPECTED"),
        ({"width_mm": "3.5"}, "MILLIMETRES_EXPECTED"),
        ({"width_mm": 3}, "OUT_OF_RANGE"),
        ({"width_mm": -3000}, "OUT_OF_RANGE"),
        ({"width_mm": 10**400}, "OUT_OF_RANGE"),
        ({"width_mm": True}, "MILLIMETRES_EXPECTED"),
        ({"is_active": 7}, "FLAG_EXPECTED"),
        ({"is_active": []}, "FLAG_EXPECTED"),
        ({"amenities": "WATER,TEA"}, "CHOICE_UNKNOWN"),
        ({"amenities": ["WATER"] * 101}, "TOO_LONG"),
        ({"geometry_source": "GUESSED"}, "CHOICE_UNKNOWN"),
    ],
)
def test_a_value_that_cannot_be_is_refused(given: dict[str, object], code: str) -> None:
    (problem,) = read_draft(Line(0, given), form=BERTH).problems
    assert problem.problem.code == code


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"number": " 12\N{NO-BREAK SPACE}b "}, {"number": "12 b"}),
        ({"number": 12}, {"number": "12"}),
        ({"number": "<b>1</b>"}, {"number": "<b>1</b>"}),
        ({"width_mm": "3000.0"}, {"width_mm": 3000}),
        ({"width_mm": 3000.0}, {"width_mm": 3000}),
        ({"width_mm": ""}, {"width_mm": None}),
        ({"is_active": "Kyllä"}, {"is_active": True}),
        ({"is_active": "nej"}, {"is_active": False}),
        ({"amenities": "water | electricity,WATER"}, {"amenities": ["ELECTRICITY", "WATER"]}),
        ({"mooring": "stern_buoy"}, {"mooring": "STERN_BUOY"}),
    ],
)
def test_a_value_is_kept_as_the_catalogue_has_it(given: dict[str, object], kept: dict[str, object]) -> None:
    assert told(**given) == kept


def many(count: int) -> list[list[float]]:
    return [[24 + index / 1_000_000, 60.0] for index in range(count)]


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        ({"type": "Point", "coordinates": [60.15, 24.95]}, "COORDINATES_SWAPPED"),
        ({"type": "Polygon", "coordinates": [[[60, 24], [60.1, 24], [60.1, 24.1], [60, 24]]]}, "COORDINATES_SWAPPED"),
        ({"type": "Point", "coordinates": [0, 0]}, "OUTSIDE_FINLAND"),
        ({"type": "Point", "coordinates": [385_000, 6_672_000]}, "GEOMETRY_WRONG"),
        ({"type": "Point", "coordinates": [24.95, 10**400]}, "GEOMETRY_WRONG"),
        ({"type": "Point", "coordinates": [float("nan"), 60]}, "GEOMETRY_WRONG"),
        ({"type": "Point", "coordinates": ["24", "60"]}, "GEOMETRY_WRONG"),
        ({"type": "Point", "coordinates": []}, "GEOMETRY_WRONG"),
        ({"type": "Point"}, "GEOMETRY_WRONG"),
        ({"type": "Polygon", "coordinates": [[[24, 60], [25, 61], [25, 60], [24, 61], [24, 60]]]}, "GEOMETRY_WRONG"),
        ({"type": "LineString", "coordinates": [[24, 60], [25, 60]]}, "GEOMETRY_TYPE"),
        ({"type": "GeometryCollection", "geometries": []}, "GEOMETRY_TYPE"),
        ({"type": ["Point"], "coordinates": [24, 60]}, "GEOMETRY_TYPE"),
        ({"type": "Polygon", "coordinates": [many(2_001)]}, "GEOMETRY_TOO_FINE"),
        ({"type": "Polygon", "coordinates": [many(3)] * 1_000_000}, "GEOMETRY_TOO_FINE"),
        ("POINT (24 60)", "GEOMETRY_TYPE"),
        ([24, 60], "GEOMETRY_TYPE"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_shape_that_cannot_be_is_refused(geometry: object, code: str) -> None:
    (problem,) = read_draft(Line(0, {"geometry": geometry}), form=BERTH).problems
    assert (problem.problem.code, problem.problem.field) == (code, "geometry")


def test_a_shape_of_any_depth_is_refused_without_recursion() -> None:
    deep: object = [24, 60]
    for _ in range(200_000):
        deep = [deep]
    (problem,) = read_draft(Line(0, {"geometry": {"type": "Point", "coordinates": deep}}), form=BERTH).problems
    assert problem.problem.code == "GEOMETRY_WRONG"


@pytest.mark.parametrize("kind", list(ResourceKind))
def test_every_heading_of_a_form_stands_for_one_field(kind: ResourceKind) -> None:
    form = FORMS[kind]
    names = [name for field in form.fields for name in {field.name, *field.headings}]
    assert len(names) == len(set(names))
    assert set(form.told_apart) <= {*form.names, "name"}
