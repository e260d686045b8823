"""Every order sorts as the records say, and pages put together in any way are the whole list."""

from typing import Any

import pytest
from graphql import GraphQLEnumType
from hypothesis import given
from hypothesis import strategies as st

from tests.integration.schema.listing import Listing, roots
from tests.integration.schema.oracle_orders import KEYS, LATITUDE, LONGITUDE, in_order, values
from tests.integration.schema.oracle_records import RECORDS, ids_of
from tests.integration.schema.reader import SCHEMA, Reader, unhurried

ORDERED = [root for root in roots() if root.order]
EVERYWHERE = {"near": {"longitude": LONGITUDE, "latitude": LATITUDE, "withinM": 1_000_000}}
INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
PAGE = f"totalCount edges {{ cursor node {{ id }} }} nodes {{ id }} {INFO}"


def page(reader: Reader, root: Listing, order: list[str], **asked: object) -> Any:
    """One page of a list in an order."""
    declared = (
        f"$filter: {root.filter}, $order: [{root.order}!], $first: Int, $after: String, $last: Int, $before: String"
    )
    given = "filter: $filter, orderBy: $order, first: $first, after: $after, last: $last, before: $before"
    document = f"query({declared}) {{ page: {root.field}({given}) {{ {PAGE} }} }}"
    found = reader.data(document, {"filter": EVERYWHERE, "order": order, **asked})["page"]
    assert [edge["node"] for edge in found["edges"]] == found["nodes"]
    ends = [edge["cursor"] for edge in found["edges"]]
    info = found["pageInfo"]
    assert [info["startCursor"], info["endCursor"]] == [*(ends or [None])[:1], *(ends or [None])[-1:]]
    return found


def ids_on(found: Any) -> list[str]:
    return [node["id"] for node in found["nodes"]]


def expected(root: Listing, order: list[str]) -> list[str]:
    return ids_of(in_order(RECORDS[root.of], root.order or "", order))


def test_every_value_of_every_order_has_an_oracle() -> None:
    for name in {root.order for root in ORDERED if root.order}:
        enum = SCHEMA.type_map[name]
        assert isinstance(enum, GraphQLEnumType)
        assert sorted(enum.values) == sorted(values(name))
    assert {root.order for root in ORDERED} == KEYS.keys()


@pytest.mark.parametrize("root", ORDERED, ids=lambda root: root.field)
def test_an_order_sorts_as_the_records_say(reader: Reader, root: Listing) -> None:
    for value in values(root.order or ""):
        assert ids_on(page(reader, root, [value], first=1000)) == expected(root, [value]), value


@unhurried
@given(st.data())
def test_pages_put_together_are_the_whole_list(reader: Reader, data: st.DataObject) -> None:
    root = data.draw(st.sampled_from(ORDERED))
    order = data.draw(st.lists(st.sampled_from(values(root.order or "")), min_size=1, max_size=3))
    forwards = data.draw(st.booleans())
    size, bound = ("first", "after") if forwards else ("last", "before")
    whole, found, cursor, more = expected(root, order), list[str](), None, True
    while more:
        rows = data.draw(st.integers(1, len(whole)))
        one = page(reader, root, order, **{size: rows, bound: cursor})
        info = one["pageInfo"]
        found = found + ids_on(one) if forwards else ids_on(one) + found
        more = info["hasNextPage"] if forwards else info["hasPreviousPage"]
        assert one["totalCount"] == len(whole)
        assert (info["hasPreviousPage"] if forwards else info["hasNextPage"]) == (cursor is not None)
        assert more == (len(found) < len(whole))
        cursor = info["endCursor"] if forwards else info["startCursor"]
    assert found == whole


@unhurried
@given(st.data())
def test_what_lies_between_two_cursors_is_found_from_either_end(reader: Reader, data: st.DataObject) -> None:
    root = next(root for root in ORDERED if root.field == "places")
    order = data.draw(st.lists(st.sampled_from(values("PlaceOrder")), min_size=1, max_size=2))
    whole = expected(root, order)
    cursors = [edge["cursor"] for edge in page(reader, root, order, first=1000)["edges"]]
    after, before = data.draw(st.tuples(*[st.integers(0, len(whole) - 1)] * 2))
    asked = {"after": cursors[after], "before": cursors[before]}
    between = whole[after + 1 : before]
    rows = data.draw(st.integers(0, len(whole)))
    assert ids_on(page(reader, root, order, first=rows, **asked)) == between[:rows]
    assert ids_on(page(reader, root, order, last=rows, **asked)) == (between[-rows:] if rows else [])


def test_a_stop_that_a_route_calls_at_twice_is_two_rows_with_cursors_of_their_own(reader: Reader) -> None:
    stops = "stops(first: 1, after: $after) { totalCount edges { cursor node { name } } }"
    document = f'query($after: String) {{ ferryRoutes(filter: {{ text: "kierros" }}) {{ nodes {{ {stops} }} }} }}'
    names, cursor = list[str](), None
    for _ in range(4):
        (route,) = reader.data(document, {"after": cursor})["ferryRoutes"]["nodes"]
        (edge,) = route["stops"]["edges"]
        assert route["stops"]["totalCount"] == 4
        cursor, names = edge["cursor"], [*names, edge["node"]["name"]]
    assert names == ["Tori", "Saari", "Luoto", "Tori"]


def test_a_page_of_nothing_tells_whether_there_is_something(reader: Reader) -> None:
    root = next(root for root in ORDERED if root.field == "harbors")
    one = page(reader, root, ["NAME_ASC"], first=0)
    assert (one["nodes"], one["totalCount"], one["pageInfo"]["hasNextPage"]) == ([], 5, True)
