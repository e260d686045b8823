"""What of a record counts as a change, and what a row shows of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from shapely import Point

from harbors.errors import Invalid
from harbors.places.ids import id_of
from harbors.places.kinds import Amenity, GeometrySource
from harbors.places.records import Address, Contact, Harbor, Listed, Located
from harbors.places.rows import Writing, as_json, entries, rows
from harbors.text import Translated
from tests.sites import DINGHY, HARBOR, PIER, a_berth

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
GENERATED = Located(Point(24.95, 60.15), GeometrySource.GENERATED)
MOVED = Located(Point(24.96, 60.15), GeometrySource.GENERATED)


def said(record: Listed) -> bytes:
    (entry,) = entries("harbors", [record])
    return entry.said


def drawn(record: Listed) -> bytes:
    (entry,) = entries("harbors", [record])
    return entry.drawn


def row(record: Listed) -> dict[str, object]:
    (entry,) = entries("harbors", [record])
    (found,) = rows([Writing(entry, NOW, NOW + timedelta(days=1))])
    return found


@pytest.mark.parametrize(
    "changed",
    [
        replace(HARBOR, name=Translated(fi="Satama", sv="Hamn")),
        replace(HARBOR, address=Address(zip_code="00100")),
        replace(HARBOR, contact=Contact(email="satama@example.fi")),
        replace(HARBOR, amenities=frozenset({Amenity.SAUNA})),
        replace(HARBOR, active=False),
        replace(HARBOR, modified_at=NOW),
        replace(HARBOR, located=Located(Point(24.95, 60.16), GeometrySource.IMPORTED)),
        replace(HARBOR, located=Located(HARBOR.located.geometry, GeometrySource.SURVEYED)),
        replace(HARBOR, source=replace(HARBOR.source, licence="MIT")),
    ],
)
def test_another_word_of_the_source_is_a_change(changed: Harbor) -> None:
    assert said(changed) != said(HARBOR)


def test_the_time_of_fetching_is_no_change() -> None:
    fetched = replace(HARBOR, source=replace(HARBOR.source, fetched_at=NOW))
    assert (said(fetched), drawn(fetched)) == (said(HARBOR), drawn(HARBOR))


def test_an_outline_of_our_own_is_drawn_and_not_said() -> None:
    here, there = a_berth(located=GENERATED), a_berth(located=MOVED)
    assert said(here) == said(there)
    assert drawn(here) != drawn(there)


def test_the_order_of_amenities_is_no_change() -> None:
    amenities = [Amenity.SAUNA, Amenity.WATER, Amenity.GATE, Amenity.WIFI, Amenity.TOILET]
    there, back = (replace(HARBOR, amenities=frozenset(order)) for order in (amenities, amenities[::-1]))
    assert said(there) == said(back)


def test_licence_and_time_of_fetching_do_not_make_another_id() -> None:
    assert id_of(replace(HARBOR.source, licence="MIT", fetched_at=NOW)) == id_of(HARBOR.source)


def test_a_part_of_a_record_has_an_id_of_its_own() -> None:
    assert id_of(HARBOR.source, part="unmarked") != id_of(HARBOR.source)


def test_a_row_has_texts_sort_key_and_search_text() -> None:
    found = row(
        replace(
            HARBOR,
            name=Translated(fi="Ärjä 2", sv="Örn"),
            address=Address(Translated(fi="Ranta 1"), "00100", "helsinki"),
        )
    )
    assert (found["name_fi"], found["name_sv"], found["name_en"]) == ("Ärjä 2", "Örn", None)
    assert found["name_sort"] == "|rj| 00000002"
    assert found["search_text"] == "ärjä 2\nörn\nranta 1\nhelsinki"
    assert (found["street_address_fi"], found["zip_code"], found["municipality"]) == ("Ranta 1", "00100", "helsinki")


def test_a_row_has_the_forms_of_its_geometry() -> None:
    found = row(HARBOR)
    assert found["geojson"] == '{"type":"Point","coordinates":[24.95,60.15]}'
    assert (found["bbox"], found["shape"]) == ("(24.95,60.15),(24.95,60.15)", ["((24.95,60.15))"])
    assert found["geometry_source"] == "IMPORTED"


def test_a_row_has_the_given_times() -> None:
    found = row(HARBOR)
    assert (found["created_at"], found["modified_at"]) == ("2026-11-24T12:00:00+00:00", "2026-11-25T12:00:00+00:00")


def test_a_row_names_what_its_record_refers_to() -> None:
    assert row(PIER)["suitable_boat_types"] == [str(DINGHY.id)]


def test_a_boat_type_lies_nowhere() -> None:
    assert "geometry" not in row(DINGHY)


def test_a_geometry_that_cannot_be_kept_is_named() -> None:
    sound, unsound = a_berth("1"), a_berth("2", located=Located(Point(), GeometrySource.IMPORTED))
    with pytest.raises(Invalid) as caught:
        rows([Writing(entry, NOW, NOW) for entry in entries("places", [sound, unsound])])
    assert [(one.code, one.field) for one in caught.value.problems] == [("GEOMETRY_WRONG", "places[2].geometry")]


def test_rows_are_one_document_of_json() -> None:
    assert json.loads(as_json([row(HARBOR), row(PIER)])) == [row(HARBOR), row(PIER)]
