"""Every field of every filter lets exactly those rows through that a plain reading of the records does."""

from collections.abc import Mapping
from typing import Any

import pytest

from harbors.places.records import Place
from tests.integration.schema.listing import Listing, filter_fields, input_type, roots
from tests.integration.schema.oracle_filters import FILTERS, Case
from tests.integration.schema.oracle_records import RECORDS, ids_of
from tests.integration.schema.reader import Reader

FILTERED = [root for root in roots() if root.filter]


def found(reader: Reader, root: Listing, *filters: Mapping[str, Any]) -> list[list[str]]:
    """The sorted ids that each filter lets through, in one document; the counts are held against them."""
    variables = {f"f{number}": value for number, value in enumerate(filters)}
    declared = ", ".join(f"${name}: {root.filter}" for name in variables)
    asked = (
        f"{name}: {root.field}(first: 1000, filter: ${name}) {{ totalCount nodes {{ id }} }}" for name in variables
    )
    lists = reader.data(f"query({declared}) {{ {' '.join(asked)} }}", variables).values()
    assert [one["totalCount"] for one in lists] == [len(one["nodes"]) for one in lists]
    return [sorted(node["id"] for node in one["nodes"]) for one in lists]


def cases(root: Listing) -> Mapping[str, list[Case]]:
    return {field: list(several) for field, several in FILTERS[root.filter or ""].items()}


def test_every_field_of_every_filter_has_an_oracle() -> None:
    assert {f"{name}.{field}" for name, fields in FILTERS.items() for field in fields} == filter_fields()


@pytest.mark.parametrize("root", FILTERED, ids=lambda root: root.field)
def test_a_filter_lets_through_what_the_records_say(reader: Reader, root: Listing) -> None:
    for field, several in cases(root).items():
        expected = [sorted(ids_of([record for record in RECORDS[root.of] if case.lets(record)])) for case in several]
        assert found(reader, root, *({field: case.value} for case in several)) == expected, field


@pytest.mark.parametrize("type_name", ["Harbor", "Pier", "Berth", "Place"])
def test_every_field_lets_some_through_and_holds_some_back(type_name: str) -> None:
    """Or else the test above would not notice a filter that does nothing."""
    root = next(root for root in roots() if root.of == type_name)
    for field, several in cases(root).items():
        lets = {case.lets(record) for case in several for record in RECORDS[root.of]}
        assert lets == {True, False}, field


@pytest.mark.parametrize("root", FILTERED, ids=lambda root: root.field)
def test_null_and_the_empty_list_filter_nothing(reader: Reader, root: Listing) -> None:
    every = sorted(ids_of(RECORDS[root.of]))
    fields = input_type(root.filter or "").fields
    empty: dict[str, Any] = {name: [] for name, field in fields.items() if str(field.type).startswith("[")}
    assert found(reader, root, {}, dict.fromkeys(fields), empty) == [every] * 3


def test_all_fields_of_a_filter_have_to_be_met(reader: Reader) -> None:
    root = next(root for root in roots() if root.field == "berths")
    chosen = {"minWidthMm": 3000, "fits": {"lengthMm": 7000}, "isActive": True, "text": "a"}
    lets = [case.lets for field, value in chosen.items() for case in [_case(root, field, value)]]
    expected = [berth for berth in RECORDS["Berth"] if all(one(berth) for one in lets)]
    assert found(reader, root, chosen) == [sorted(ids_of(expected))] != [[]]


def _case(root: Listing, field: str, value: Any) -> Case:
    known = {repr(case.value): case for case in cases(root)[field]}
    more = {
        "fits": Case(value, lambda berth: berth.length_mm is None or berth.length_mm >= 7000),
        "text": Case(value, lambda berth: "a" in berth.number.casefold()),
    }
    return known.get(repr(value)) or more[field]


def roomy(berth: Place) -> bool:
    return berth.active and berth.width_mm == 3500 and berth.depth_mm == 2500 and berth.mooring == "SINGLE_SLIP"


@pytest.mark.parametrize(("type_name", "link"), [("Harbor", "harbor_id"), ("Pier", "pier_id")])
def test_what_is_asked_of_berths_is_met_by_one_and_the_same_berth(reader: Reader, type_name: str, link: str) -> None:
    root = next(root for root in roots() if root.of == type_name)
    asked: dict[str, Any] = {"minWidthMm": 3500, "minDepthMm": 2500, "mooring": ["SINGLE_SLIP"]}
    each_by_some, by_one = found(reader, root, {"minWidthMm": 3500}, asked)
    owners = {getattr(berth, link) for berth in RECORDS["Berth"] if roomy(berth)}
    assert by_one == sorted(ids_of([parent for parent in RECORDS[type_name] if parent.id in owners]))
    assert len(by_one) < len(each_by_some)
