"""What is easily got wrong in JSON, in SQL or in GraphQL is asked by name."""

import re
from pathlib import Path
from typing import Any

import pytest

from harbors.text import Language
from schema import ids
from tests.integration.reads.engines import Answered, Engines, Question
from tests.integration.reads.odd_rows import (
    MOST,
    ODD_BERTHS,
    ODD_HARBORS,
    ODD_PIER,
    ODD_PROVIDER,
    ODD_TEXTS,
    ORPHAN,
    WIDEST,
)
from tests.integration.reads.operations import GIVEN, Operation, of_file
from tests.integration.schema import bay_sites as sites

ODD_HARBOR = ids.encode("Harbor", ODD_HARBORS[0].id)
PIECES = Path(__file__).with_name("pieces.graphql")
PLAIN_HARBOR = GIVEN["harborId"]


def ask(engines: Engines, document: str, language: Language = Language.FI, **variables: object) -> Answered:
    """What both say to a question that has to be planned."""
    answered = asked(engines, document, language, **variables)
    assert answered.planned, answered.reasons
    return answered


def asked(engines: Engines, document: str, language: Language = Language.FI, **variables: object) -> Answered:
    answered = engines.ask(Question(document, variables, language))
    answered.check()
    return answered


def data(answered: Answered) -> Any:
    assert "errors" not in answered.body
    return answered.body["data"]


def of_pier(fields: str) -> str:
    return f'{{ pier(id: "{ids.encode("Pier", ODD_PIER.id)}") {{ berths(first: 50) {{ nodes {{ {fields} }} }} }} }}'


def test_odd_text_is_told_as_it_is(engines: Engines) -> None:
    found = data(ask(engines, of_pier("id number source { system id licence }")))["pier"]["berths"]["nodes"]
    by_id = {berth["id"]: berth for berth in found}
    assert len(by_id) == len(ODD_BERTHS) == len(ODD_TEXTS)
    for berth, text in zip(ODD_BERTHS, ODD_TEXTS, strict=True):
        told = by_id[ids.encode("Berth", berth.id)]
        assert (told["number"], told["source"]["system"], told["source"]["licence"]) == (text, text, text)


@pytest.mark.parametrize("language", Language)
def test_an_empty_text_falls_back_to_the_next_language(engines: Engines, language: Language) -> None:
    asked = (
        f'{{ harbor(id: "{ODD_HARBOR}") {{ name names {{ fi sv en }} streetAddress streetAddresses {{ fi sv en }} }} }}'
    )
    harbor = data(ask(engines, asked, language))["harbor"]
    assert (harbor["names"]["fi"], harbor["streetAddresses"]["fi"]) == ("", "")
    assert harbor["name"] == (f"0{ODD_TEXTS[0]}" if language is not Language.SV else ODD_TEXTS[0])
    assert harbor["streetAddress"] == ODD_TEXTS[0]


@pytest.mark.parametrize("language", Language)
def test_a_text_that_is_empty_in_all_languages_is_none(engines: Engines, language: Language) -> None:
    harbor = ids.encode("Harbor", ODD_HARBORS[1].id)
    found = data(
        ask(engines, f'{{ harbor(id: "{harbor}") {{ streetAddress streetAddresses {{ fi sv en }} }} }}', language)
    )
    assert found["harbor"] == {"streetAddress": None, "streetAddresses": {"fi": "", "sv": None, "en": None}}


def test_numbers_are_as_large_as_an_int_may_be(engines: Engines) -> None:
    found = data(ask(engines, of_pier("widthMm lengthMm depthMm maxMassKg areaM2")))["pier"]["berths"]["nodes"]
    assert (WIDEST, MOST, MOST) in [(berth["widthMm"], berth["lengthMm"], berth["depthMm"]) for berth in found]
    figures = "maxWidthMm maxLengthMm maxDepthMm placeCount placesByWidth { fromMm toMm count }"
    harbor = data(ask(engines, f'{{ harbor(id: "{ODD_HARBOR}") {{ {figures} }} }}'))["harbor"]
    assert (harbor["maxWidthMm"], harbor["maxLengthMm"]) == (WIDEST, MOST)


@pytest.mark.parametrize("size", [MOST, -1, -MOST - 1, 1001, 0, 1000])
@pytest.mark.parametrize("end", ["first", "last"])
def test_a_size_at_the_edge(engines: Engines, end: str, size: int) -> None:
    page = "{ totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
    literal = asked(engines, f"{{ harbors({end}: {size}) {page} }}")
    variable = asked(engines, f"query($size: Int) {{ harbors({end}: $size) {page} }}", size=size)
    nested = asked(engines, f"{{ harbors(first: 2) {{ nodes {{ id piers({end}: {size}) {page} }} }} }}")
    for answered in (literal, variable, nested):
        assert answered.planned == ("errors" not in answered.body) == (0 <= size <= 1000)


def test_whole_floats_and_the_negative_zero(engines: Engines) -> None:
    where = "{ longitude: 25, latitude: 60 }"
    asked = (
        f"bbox centroid geometry near: geometry(simplifyM: 0) rough: geometry(simplifyM: 1) distanceM(from: {where})"
    )
    found = data(ask(engines, f"{{ services {{ nodes {{ {asked} }} }} harbors {{ nodes {{ {asked} }} }} }}"))
    boxes = [service["bbox"] for service in found["services"]["nodes"]]
    assert [-24.9, 0, -24.9, 0] in boxes


@pytest.mark.parametrize("value", [3, 3.0, 0, -0.0, 1e2, 0.1])
def test_a_float_is_given_in_any_way(engines: Engines, value: float) -> None:
    asked = "query($m: Float) { harbors(first: 3) { nodes { geometry(simplifyM: $m) } } }"
    ask(engines, asked, m=value)
    ask(engines, asked.replace("$m: Float", "$m: Float = 2"))
    ask(engines, f"{{ harbors(first: 3) {{ nodes {{ geometry(simplifyM: {value}) }} }} }}")


def test_instants_are_told_to_the_microsecond_or_to_the_second(engines: Engines) -> None:
    found = data(ask(engines, "{ harbors(first: 50) { nodes { createdAt modifiedAt source { fetchedAt } } } }"))
    told = [text for one in found["harbors"]["nodes"] for text in (one["createdAt"], one["modifiedAt"])]
    assert {"2026-12-31T23:59:59.100000+00:00", "2026-12-31T23:59:59.123456+00:00"} <= set(told)
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", text) for text in told)


def test_the_first_and_the_last_instant_of_the_calendar(engines: Engines) -> None:
    provider = ids.encode("Provider", ODD_PROVIDER.id)
    found = data(ask(engines, f'{{ provider(id: "{provider}") {{ createdAt modifiedAt }} }}'))["provider"]
    assert found == {"createdAt": "0001-01-01T00:00:00+00:00", "modifiedAt": "9999-12-31T23:59:59.999999+00:00"}


def test_what_leads_to_something_that_is_gone_is_null(engines: Engines) -> None:
    service = ids.encode("Service", ORPHAN.id)
    found = data(ask(engines, f'{{ service(id: "{service}") {{ name harbor {{ id name }} }} }}'))
    assert found["service"] == {"name": "Orpo", "harbor": None}
    rounds = data(ask(engines, "{ rounds { nodes { code provider { name } } } }"))["rounds"]["nodes"]
    assert {"code": "berths-2024", "provider": None} in rounds


def test_lists_with_nothing_in_them(engines: Engines) -> None:
    harbor = ids.encode("Harbor", sites.OJA)
    counts = "amenities placesByMooring { count } placesByWidth { count }"
    lists = f"{counts} services {{ nodes {{ id }} edges {{ cursor }} totalCount }}"
    found = data(ask(engines, f'{{ harbor(id: "{harbor}") {{ {lists} maxWidthMm }} nodes(ids: []) {{ id }} }}'))
    assert found == {
        "harbor": {
            "amenities": [],
            "placesByMooring": [],
            "placesByWidth": [],
            "services": {"nodes": [], "edges": [], "totalCount": 0},
            "maxWidthMm": None,
        },
        "nodes": [],
    }


@pytest.mark.parametrize("operation", list(of_file(PIECES)), ids=lambda operation: operation.name)
def test_what_is_asked_in_pieces_is_put_together(engines: Engines, operation: Operation) -> None:
    data(ask(engines, operation.document, **operation.variables))


IDS = [PLAIN_HARBOR, GIVEN["berthId"], GIVEN["goneHarborId"], PLAIN_HARBOR, GIVEN["unmarkedId"], GIVEN["resultId"]]
DAMAGED = ("", "x", PLAIN_HARBOR[:-1], PLAIN_HARBOR + "=", PLAIN_HARBOR.swapcase(), "ä", "SGFyYm9yOm51bGw", "Om51bGw")


def test_nodes_come_in_the_order_that_was_asked(engines: Engines) -> None:
    asked = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Harbor { name } ... on Berth { number } } }"
    found = data(ask(engines, asked, ids=IDS))["nodes"]
    assert [one and one["id"] for one in found] == [None if id == GIVEN["goneHarborId"] else id for id in IDS]


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_id_is_refused_alike(engines: Engines, damaged: str) -> None:
    for document in ("harbor(id: $id) { id }", "node(id: $id) { id }", "nodes(ids: [$id]) { id }"):
        answered = asked(engines, f"query($id: ID!) {{ {document} boatTypes {{ totalCount }} }}", id=damaged)
        assert [error["extensions"]["code"] for error in answered.body["errors"]] == ["BAD_USER_INPUT"]


OTHER_VARIABLES: tuple[dict[str, object], ...] = (
    {},
    {"filter": {}},
    {"filter": None, "order": None, "first": None},
    {"filter": {"isActive": True}},
    {"filter": {"isActive": False}},
    {"filter": {"isActive": None, "mooring": []}},
    {"filter": {"mooring": ["SINGLE_SLIP"]}, "order": ["WIDTH_ASC"]},
    {"order": ["WIDTH_DESC", "NUMBER_ASC"], "first": 3},
    {"order": [], "last": 3},
    {"order": "NUMBER_DESC", "last": 3, "more": False},
    {"more": False},
    {"first": 1, "last": 1},
    {"ids": [PLAIN_HARBOR]},
    {"ids": []},
    {"ids": PLAIN_HARBOR},
    {"ids": [GIVEN["berthId"]]},
    {},
)


def test_one_document_with_other_variables_is_another_question(engines: Engines) -> None:
    """What was learned of a document from one request is not enough for the next."""
    declared = (
        "$filter: BerthFilter, $order: [PlaceOrder!], $first: Int, $last: Int, $more: Boolean = true, $ids: [ID!]"
    )
    document = f"""query({declared}) {{
        berths(filter: $filter, orderBy: $order, first: $first, last: $last) {{
            totalCount
            nodes {{ id number @include(if: $more) widthMm @skip(if: $more) }}
            pageInfo {{ hasNextPage hasPreviousPage }}
        }}
        places(filter: {{ harborIds: $ids, isActive: true }}) {{ totalCount }}
    }}"""
    for variables in OTHER_VARIABLES:
        asked(engines, document, Language.FI, **variables)
