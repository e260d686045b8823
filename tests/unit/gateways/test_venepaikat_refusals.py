"""Every way in which a file can be wrong, and the sentence that names file, record and field."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ahti.gateways.venepaikat import BadPublication, read_catalogue
from tests.published_city import BERTH, HARBOR, PIER, Record, find, number_of, published_city, write

NOWHERE = "00000000-0000-4000-8000-000000000404"
MISSING = object()
_NO_POINT = "is not of the form SRID=4326;POINT (longitude latitude)"
_UNKNOWN_LEVEL = "(resources.availabilitylevel 6): pk: is a level of availability that nobody knows"


def refusal(*files: Path) -> str:
    with pytest.raises(BadPublication) as caught:
        read_catalogue(files, fetched_at=datetime(2026, 11, 24, tzinfo=UTC))
    return str(caught.value)


@pytest.mark.parametrize(
    ("model", "field", "value", "reason"),
    [
        ("harbor", "location", MISSING, "is missing"),
        ("harbor", "location", None, "must not be empty"),
        ("harbor", "location", 25.02, "must be a text, not 25.02"),
        (
            "harbor",
            "location",
            "POINT (25 60)",
            "'POINT (25 60)' is not of the form SRID=4326;POINT (longitude latitude)",
        ),
        (
            "harbor",
            "location",
            "SRID=3067;POINT (25 60)",
            "'SRID=3067;POINT (25 60)' is not of the form SRID=4326;POINT (longitude latitude)",
        ),
        (
            "harbor",
            "location",
            "SRID=4326;POINT (NaN 60)",
            "'SRID=4326;POINT (NaN 60)' is not of the form SRID=4326;POINT (longitude latitude)",
        ),
        (
            "harbor",
            "location",
            "SRID=4326;POINT (60.19 25.02)",
            "'SRID=4326;POINT (60.19 25.02)' lies outside Finland",
        ),
        ("harbor", "created_at", "yesterday", "'yesterday' is no instant"),
        ("harbor", "created_at", "2020-04-06T11:56:25", "'2020-04-06T11:56:25' has no offset from UTC"),
        ("harbor", "modified_at", None, "must not be empty"),
        ("harbor", "phone", 40, "must be a text, not 40"),
        ("harbor", "region", "x" * 201, "is longer than 200 characters"),
        ("harbor", "zip_code", "00\x00810", "holds a character that is no text"),
        ("harbor", "zip_code", "00\ud800810", "holds a character that is no text"),
        ("harbor", "availability_level", 4, "4 is no resources.availabilitylevel of these files"),
        ("harbor", "opening_hours", "always", "is a field that nobody knows"),
        ("harbortranslation", "language_code", "de", "'de' is none of fi, sv, en"),
        ("harbortranslation", "language_code", "", "'' is none of fi, sv, en"),
        ("harbortranslation", "master", NOWHERE, f"'{NOWHERE}' is no resources.harbor of these files"),
        ("harbortranslation", "master", PIER, f"'{PIER}' is no resources.harbor of these files"),
        ("harbortranslation", "name", MISSING, "is missing"),
        ("boattypetranslation", "master", 7, "7 is no resources.boattype of these files"),
        ("boattypetranslation", "master", "1", "'1' is no resources.boattype of these files"),
        ("boattypetranslation", "master", True, "True is no resources.boattype of these files"),
        ("pier", "harbor", NOWHERE, f"'{NOWHERE}' is no resources.harbor of these files"),
        ("pier", "harbor", None, "None is no resources.harbor of these files"),
        ("pier", "harbor", [HARBOR], f"['{HARBOR}'] is no resources.harbor of these files"),
        ("pier", "identifier", " ", "must not be empty"),
        ("pier", "water", None, "must be true or false"),
        ("pier", "water", 1, "must be true or false, not 1"),
        ("pier", "price_tier", 4, "4 is none of 1, 2, 3"),
        ("pier", "price_tier", True, "True is none of 1, 2, 3"),
        ("pier", "suitable_boat_types", 1, "must be a list"),
        ("pier", "suitable_boat_types", [1, 2], "2 is no resources.boattype of these files"),
        ("pier", "suitable_boat_types", [1, 1], "names one twice"),
        ("berthtype", "mooring_type", 10, "10 is none of 1, 2, 3, 4, 5, 6, 7, 8, 9"),
        ("berthtype", "mooring_type", "2", "'2' is none of 1, 2, 3, 4, 5, 6, 7, 8, 9"),
        ("berthtype", "width", 2.75, "must be a text, not 2.75"),
        ("berthtype", "width", None, "must be a length in metres"),
        ("berthtype", "width", "wide", "'wide' is no length in metres"),
        ("berthtype", "width", "1e3", "'1e3' is no length in metres"),
        ("berthtype", "width", "1000", "'1000' is no length in metres"),
        ("berthtype", "width", "2.7505", "'2.7505' is finer than a millimetre"),
        ("berthtype", "length", "-6.00", "'-6.00' must be more than 0"),
        ("berthtype", "length", "0.00", "'0.00' must be more than 0"),
        ("berthtype", "depth", "-1.00", "'-1.00' must be more than 0"),
        ("berth", "pier", NOWHERE, f"'{NOWHERE}' is no resources.pier of these files"),
        ("berth", "berth_type", NOWHERE, f"'{NOWHERE}' is no resources.berthtype of these files"),
        ("berth", "number", "", "must not be empty"),
        ("berth", "number", 2, "must be a text, not 2"),
        ("berth", "is_active", None, "must be true or false"),
        ("berth", "is_accessible", "yes", "must be true or false, not 'yes'"),
        ("winterstoragearea", "estimated_number_of_unmarked_spaces", -1, "must lie between 0 and 100000"),
        ("winterstoragearea", "estimated_number_of_unmarked_spaces", 2.5, "must be a whole number, not 2.5"),
        ("winterstoragesection", "area", NOWHERE, f"'{NOWHERE}' is no resources.winterstoragearea of these files"),
        ("winterstoragesection", "summer_storage_for_boats", "no", "must be true or false, not 'no'"),
        ("winterstorageplacetype", "width", "0", "'0' must be more than 0"),
        ("winterstorageplace", "number", "10", "must be a whole number, not '10'"),
        (
            "winterstorageplace",
            "winter_storage_section",
            NOWHERE,
            f"'{NOWHERE}' is no resources.winterstoragesection of these files",
        ),
        (
            "winterstorageplace",
            "place_type",
            NOWHERE,
            f"'{NOWHERE}' is no resources.winterstorageplacetype of these files",
        ),
    ],
)
def test_a_wrong_field_is_named_with_its_record_and_file(
    tmp_path: Path, model: str, field: str, value: object, reason: str
) -> None:
    records = published_city()
    record = find(records, model)
    if value is MISSING:
        del record["fields"][field]
    else:
        record["fields"][field] = value
    where = f"record {number_of(records, model)} (resources.{model} {record['pk']})"
    path = tmp_path / "city.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    assert refusal(path) == f"city.json: {where}: {field}: {reason}"


@pytest.mark.parametrize("model", ["harbor", "winterstoragearea", "boattype"])
def test_a_record_without_a_name_in_any_language_is_refused(tmp_path: Path, model: str) -> None:
    records = published_city()
    record = find(records, model)
    nameless = [one for one in records if one["fields"].get("master") != record["pk"] or not one["fields"].get("name")]
    where = f"record {number_of(nameless, model)} (resources.{model} {record['pk']})"
    assert refusal(write(tmp_path, nameless)) == f"city.json: {where}: name: has no text in any language"


def test_a_second_text_in_one_language_is_refused(tmp_path: Path) -> None:
    records = published_city()
    again = {**find(records, "harbortranslation"), "pk": 77}
    assert refusal(write(tmp_path, [*records, again])) == (
        f"city.json: record {len(records) + 1} (resources.harbortranslation 77): "
        f"language_code: is a second text in fi for resources.harbor {HARBOR}"
    )


def test_a_key_that_a_file_has_twice_is_refused(tmp_path: Path) -> None:
    records = published_city()
    first, again = number_of(records, "berth", BERTH), {**find(records, "berth", BERTH), "pk": BERTH.upper()}
    assert refusal(write(tmp_path, [*records, again])) == (
        f"city.json: record {len(records) + 1} (resources.berth {BERTH}): pk: is that of record {first} already"
    )


@pytest.mark.parametrize(
    ("model", "pk", "fields", "reason"),
    [
        (
            "payments.plasticproduct",
            1,
            {},
            "(payments.plasticproduct 1): model: brings nothing for the catalogue",
        ),
        (["x"], 1, {}, "(['x'] 1): model: brings nothing for the catalogue"),
        ("resources.pier", 1, {}, "(resources.pier): pk: 1 is no key of this model"),
        ("resources.pier", "1", {}, "(resources.pier): pk: '1' is no key of this model"),
        ("resources.boattype", 0, {}, "(resources.boattype): pk: 0 is no key of this model"),
        ("resources.boattype", True, {}, "(resources.boattype): pk: True is no key of this model"),
        ("resources.boattype", 1, [], "(resources.boattype 1): fields: must be an object"),
        ("resources.availabilitylevel", 6, {}, _UNKNOWN_LEVEL),
    ],
)
def test_a_record_that_is_none_of_the_catalogue_is_refused(
    tmp_path: Path, model: object, pk: object, fields: object, reason: str
) -> None:
    path = write(tmp_path, [{"model": model, "pk": pk, "fields": fields}])
    assert refusal(path) == f"city.json: record 1 {reason}"


@pytest.mark.parametrize(
    "record", ["harbor", {}, {"model": "resources.boattype", "pk": 1}, {"model": 1, "pk": 1, "fields": {}, "more": 1}]
)
def test_something_that_is_no_record_is_refused(tmp_path: Path, record: object) -> None:
    path = write(tmp_path, [record])
    assert refusal(path) == "city.json: record 1: must have model, pk and fields, and nothing else"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[1,\n 2,", "line 2, column 4: Expecting value"),
        (b"", "line 1, column 1: Expecting value"),
        (b'{"model": 1}', "must be a list of records"),
        (b'[{"pk": 1, "pk": 2}]', "one record says 'pk' twice"),
        (b"[NaN]", "NaN is no number of JSON"),
        (b'["\xff"]', "'utf-8' codec can't decode byte 0xff in position 2: invalid start byte"),
    ],
)
def test_a_file_that_is_no_list_in_json_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "city.json"
    path.write_bytes(content)
    assert refusal(path) == f"city.json: {reason}"


def test_json_that_nests_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "city.json"
    path.write_bytes(b"[" * 100_000)
    assert refusal(path).startswith("city.json: ")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing.json") == f"{tmp_path / 'nothing.json'}: No such file or directory"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: Is a directory"


def test_the_fault_is_named_with_the_file_that_it_is_in(tmp_path: Path) -> None:
    pier: Record = find(published_city(), "pier")
    pier["fields"]["price_tier"] = 0
    files = write(tmp_path, published_city()), write(tmp_path, [pier], name="fixes.json")
    assert refusal(*files) == f"fixes.json: record 1 (resources.pier {PIER}): price_tier: 0 is none of 1, 2, 3"
