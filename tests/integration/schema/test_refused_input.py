"""Whatever a client makes up is refused with a code that says so: nothing of it is our fault."""

from base64 import urlsafe_b64encode
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schema import ids
from tests.integration.schema.bay import BERTHS
from tests.integration.schema.bay_ground import key
from tests.integration.schema.bay_sites import ANGSHOLM, TORI
from tests.integration.schema.reader import Reader, unhurried

HARBOR = ids.encode("Harbor", ANGSHOLM)
FAR = 2**31 - 1


def base64(text: str | bytes) -> str:
    return urlsafe_b64encode(text.encode() if isinstance(text, str) else text).decode().rstrip("=")


def cursor_of(reader: Reader, list_: str) -> str:
    cursor: str = reader.data(f"{{ all: {list_} {{ pageInfo {{ startCursor }} }} }}")["all"]["pageInfo"]["startCursor"]
    return cursor


WRONG_IDS = {
    "of another type": ids.encode("Berth", BERTHS[0].id),
    "of an interface": ids.encode("Place", BERTHS[0].id),
    "of no type": ids.encode("Nothing", ANGSHOLM),
    "garbage": "garbage",
    "empty": "",
    "padded": HARBOR + "=",
    "not canonical": HARBOR[:-1] + chr(ord(HARBOR[-1]) + 1),
    "with a line break": HARBOR[:10] + "\n" + HARBOR[10:],
    "upper case": base64(f"Harbor:{str(ANGSHOLM).upper()}"),
    "braced": base64(f"Harbor:{{{ANGSHOLM}}}"),
    "without hyphens": base64(f"Harbor:{ANGSHOLM.hex}"),
    "with NUL": base64(f"Harbor:\0{ANGSHOLM}"),
    "NUL": "\0",
    "not ASCII": "ä" * 12,
    "not text": base64(b"\xff\xfe\xfd"),
    "long": base64("Harbor:" + "0" * 100_000),
}


@pytest.mark.parametrize("wrong", WRONG_IDS)
def test_a_wrong_id_is_refused(reader: Reader, wrong: str) -> None:
    asked = "query($id: ID!) { harbor(id: $id) { id } piers(filter: { harborIds: [$id] }) { totalCount } }"
    answer = reader.ask(asked, {"id": WRONG_IDS[wrong]})
    assert answer.codes == ["BAD_USER_INPUT"] * len(answer.codes) != []
    assert answer.statements == []
    assert all(len(error["message"]) < 300 for error in answer.errors)


@pytest.mark.parametrize("wrong", sorted(WRONG_IDS.keys() - {"of another type"}))
def test_a_wrong_id_is_no_node(reader: Reader, wrong: str) -> None:
    answer = reader.ask("query($id: ID!) { nodes(ids: [$id]) { id } node(id: $id) { id } }", {"id": WRONG_IDS[wrong]})
    assert answer.data == {"nodes": [None], "node": None}
    assert answer.codes == ["BAD_USER_INPUT"] * 2


def test_a_wrong_id_among_nodes_leaves_the_others_alone(reader: Reader) -> None:
    given = [HARBOR, "garbage", ids.encode("FerryStop", TORI), ids.encode("Harbor", key("harbor", "nowhere"))]
    answer = reader.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": given})
    assert answer.data["nodes"] == [{"id": HARBOR}, None, {"id": given[2]}, None]
    assert [error["path"] for error in answer.errors] == [["nodes", 1]]


def test_too_many_nodes_are_refused_with_the_limit(reader: Reader) -> None:
    answer = reader.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [HARBOR] * 1001})
    (error,) = answer.errors
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": 1000, "actual": 1001}


@pytest.mark.parametrize(
    ("sizes", "code"),
    [
        ("first: -1", "BAD_USER_INPUT"),
        ("last: -1", "BAD_USER_INPUT"),
        (f"first: {-FAR - 1}", "BAD_USER_INPUT"),
        ("first: 1, last: 1", "BAD_USER_INPUT"),
        ("first: 1001", "LIMIT_EXCEEDED"),
        ("last: 1001", "LIMIT_EXCEEDED"),
        (f"first: {FAR}", "LIMIT_EXCEEDED"),
        (f"first: {FAR + 1}", "BAD_USER_INPUT"),
        ('first: "1"', "BAD_USER_INPUT"),
        ("first: 1.5", "BAD_USER_INPUT"),
    ],
)
def test_a_size_that_no_page_can_have_is_refused(reader: Reader, sizes: str, code: str) -> None:
    for list_ in ("harbors", "berths", "ferryRoutes"):
        answer = reader.ask(f"{{ {list_}({sizes}) {{ nodes {{ id }} }} }}")
        assert (answer.codes, answer.statements) == ([code], [])


def test_the_limit_of_a_list_is_told(reader: Reader) -> None:
    (error,) = reader.ask("{ berths(first: 1001) { totalCount } }").errors
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": 1000, "actual": 1001}
    nested = "query($id: ID!) { harbor(id: $id) { berths(first: 5001) { totalCount } } }"
    (error,) = reader.ask(nested, {"id": HARBOR}).errors
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": 5000, "actual": 5001}
    assert reader.ask("{ berths(first: 1000) { totalCount } }").errors == ()


def test_the_limit_of_a_filter_is_told(reader: Reader) -> None:
    ask = "query($ids: [ID!]) { berths(filter: { harborIds: $ids }) { totalCount } }"
    assert reader.ask(ask, {"ids": [HARBOR] * 1000}).errors == ()
    answer = reader.ask(ask, {"ids": [HARBOR] * 1001})
    (error,) = answer.errors
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": 1000, "actual": 1001}
    assert error["message"].startswith("harborIds: 1001 are more")
    assert answer.statements == []


def by_distance(longitude: float) -> str:
    near = f"{{ longitude: {longitude}, latitude: 60, withinM: 1000000 }}"
    return f"filter: {{ near: {near} }}, orderBy: [DISTANCE]"


FOREIGN_CURSORS = {
    "of another type": f"piers({by_distance(25)})",
    "of another order": "berths(orderBy: [WIDTH_ASC])",
    "of the other direction": "berths(orderBy: [NUMBER_DESC])",
    "of the default order": "berths",
    "of more keys": "berths(orderBy: [NUMBER_ASC, WIDTH_ASC])",
    "by the distance from elsewhere": f"berths({by_distance(25.5)})",
}


@pytest.mark.parametrize("foreign", FOREIGN_CURSORS)
def test_a_cursor_of_another_list_is_refused(reader: Reader, foreign: str) -> None:
    cursor = cursor_of(reader, FOREIGN_CURSORS[foreign])
    for order, bound in product(("orderBy: [NUMBER_ASC]", by_distance(25)), ("after", "before")):
        answer = reader.ask(f'{{ berths({order}, {bound}: "{cursor}") {{ nodes {{ id }} }} }}')
        assert (answer.codes, answer.statements) == (["BAD_USER_INPUT"], [])
        assert answer.errors[0]["message"].startswith(f"{bound}: ")


LISTS = (
    "harbors(orderBy: [PLACE_COUNT_ASC], after: $after)",
    "harbors(orderBy: [MODIFIED_AT_DESC, NAME_ASC], after: $after)",
    f"harbors({by_distance(25)}, after: $after)",
    "berths(orderBy: [WIDTH_DESC], after: $after)",
    "ferryRoutes(after: $after)",
)


def in_hexadecimal(packed: bytes) -> str:
    return packed.hex()


values_of_keys = st.one_of(
    st.sampled_from(("", "null", "1e999", "-0", "00", "+1", " 1", "1_0", "١", "inf", "2027-01-01", "20270101")),
    st.sampled_from(("7fefffffffffffff", "7ff0000000000000", "7ff8000000000000", "8000000000000000", "00", "c3")),
    st.integers(-(2**70), 2**70).map(str),
    st.uuids().map(str),
    st.binary(max_size=9).map(in_hexadecimal),
    st.text(max_size=5).map(lambda text: in_hexadecimal(text.encode("utf-8", "surrogatepass"))),
)


def after(reader: Reader, list_: str, cursor: str | None) -> Any:
    asked = f"query($after: String) {{ all: {list_} {{ nodes {{ id }} pageInfo {{ startCursor }} }} }}"
    return reader.ask(asked, {"after": cursor})


@unhurried
@given(st.data())
def test_no_cursor_that_is_made_up_breaks_anything(reader: Reader, data: st.DataObject) -> None:
    """True fingerprints with any values, so that it is the values that are looked at; and true cursors, damaged."""
    list_ = data.draw(st.sampled_from(LISTS))
    true = after(reader, list_, None).data["all"]["pageInfo"]["startCursor"]
    purpose = true.partition(".")[0]
    made_up = ".".join([purpose, *data.draw(st.lists(values_of_keys, min_size=1, max_size=3))])
    cut, changed = (
        true[: data.draw(st.integers(0, len(true) - 1))],
        true[:-1] + data.draw(st.sampled_from("AQgw=.\n\0ä")),
    )
    for cursor in {made_up, cut, changed} - {true}:
        assert set(after(reader, list_, cursor).codes) <= {"BAD_USER_INPUT"}


BAD_ARGUMENTS = {
    "a box of three": "harbors(filter: { bbox: [24, 60, 25] }) { totalCount }",
    "a box from east to west": "harbors(filter: { bbox: [25, 60, 24, 61] }) { totalCount }",
    "a box from north to south": "harbors(filter: { bbox: [24, 61, 25, 60] }) { totalCount }",
    "a box beyond the Earth": "harbors(filter: { bbox: [24, 60, 181, 61] }) { totalCount }",
    "an infinite box": "harbors(filter: { bbox: [-1e400, 60, 25, 61] }) { totalCount }",
    "a box with a null": "harbors(filter: { bbox: [24, 60, null, 61] }) { totalCount }",
    "a latitude beyond the pole": "harbors { nodes { distanceM(from: { longitude: 0, latitude: 91 }) } }",
    "a negative radius": "harbors(filter: { near: { longitude: 25, latitude: 60, withinM: -1 } }) { totalCount }",
    "a radius beyond all": "harbors(filter: { near: { longitude: 25, latitude: 60, withinM: 1e400 } }) { totalCount }",
    "a place without metres": "harbors(filter: { near: { longitude: -64, latitude: 0, withinM: 1 } }) { totalCount }",
    "an order by distance from nowhere": "harbors(orderBy: [DISTANCE]) { totalCount }",
    "a distance from beyond the Earth": "harbors { nodes { distanceM(from: { longitude: 1e9, latitude: 0 }) } }",
    "a negative tolerance": "harbors { nodes { geometry(simplifyM: -0.1) } }",
    "an infinite tolerance": "harbors { nodes { geometry(simplifyM: 1e400) } }",
    "a tolerance beyond all": "harbors { nodes { geometry(simplifyM: 100001) } }",
    "a text that is too long": f'harbors(filter: {{ text: "{"a" * 201}" }}) {{ totalCount }}',
    "an int beyond 32 bits": f"berths(filter: {{ minWidthMm: {FAR + 1} }}) {{ totalCount }}",
    "an id of another type in a filter": f'berths(filter: {{ pierIds: ["{HARBOR}"] }}) {{ totalCount }}',
    "an order that is not there": "berths(orderBy: [COLOUR_ASC]) { totalCount }",
}


@pytest.mark.parametrize("bad", BAD_ARGUMENTS)
def test_an_argument_that_cannot_be_is_refused(reader: Reader, bad: str) -> None:
    answer = reader.ask(f"{{ {BAD_ARGUMENTS[bad]} }}")
    assert answer.codes == ["BAD_USER_INPUT"] * len(answer.codes) != []


FREE = "harbors { nodes { freePlaceCount(period: $period) } }"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2027-06-10T00:00:00+03:00", "2027-06-10T00:00:00+03:00"),
        ("2027-06-10T00:00:00+03:00", "2027-06-09T23:59:59+03:00"),
        ("2027-06-10T00:00:00", "2027-09-15T00:00:00+03:00"),
        ("2027-06-10", "2027-09-15"),
        ("0001-01-01T00:00:00+14:00", "2027-09-15T00:00:00+03:00"),
        ("2027-06-10T00:00:00+03:00", "9999-12-31T23:59:59-14:00"),
        ("now", "infinity"),
    ],
)
def test_a_period_that_cannot_be_is_refused(reader: Reader, start: str, end: str) -> None:
    for asked in (
        "berths(filter: { freeIn: $period }) { totalCount }",
        "harbors { nodes { freePlaceCount(period: $period) } }",
    ):
        answer = reader.ask(f"query($period: Period!) {{ {asked} }}", {"period": {"start": start, "end": end}})
        assert answer.codes == ["BAD_USER_INPUT"] * len(answer.codes) != []


def test_a_period_as_long_as_the_calendar_is_taken(reader: Reader) -> None:
    period = {"start": "0001-01-01T00:00:00Z", "end": "9999-12-31T23:59:59.999999Z"}
    asked = "query($period: Period!) { harbors { nodes { freePlaceCount(period: $period) } } }"
    assert reader.ask(asked, {"period": period}).errors == ()


@unhurried
@given(st.text(max_size=30).filter(lambda text: "\0" not in text))
@example("' OR TRUE --")
@example("$1::text; DROP TABLE harbors")
@example("{row} {0} {met}")
def test_no_text_of_a_request_is_in_the_statements_that_are_sent(reader: Reader, text: str) -> None:
    asked = """query($text: String) {
        harbors(filter: { municipality: $text, region: $text, text: $text }) { totalCount nodes { id } }
        berths(filter: { text: $text }) { totalCount nodes { id } }
        ferryRoutes(filter: { text: $text }) { totalCount nodes { id } }
    }"""
    sent, plain = (
        [statement for statement, _ in reader.ask(asked, {"text": given}).statements] for given in (text, "plain")
    )
    assert sent == plain != []


@pytest.mark.parametrize("dimension", ["beamMm", "lengthMm", "draughtMm", "massKg"])
def test_a_boat_of_less_than_nothing_is_refused(reader: Reader, dimension: str) -> None:
    for asked in (
        "berths(filter: { fits: BOAT }) { totalCount }",
        "harbors(filter: { fits: BOAT }) { totalCount }",
        "berths(first: 1) { nodes { fits(boat: BOAT) { fits } } }",
    ):
        assert reader.ask(f"{{ {asked.replace('BOAT', f'{{ {dimension}: -1 }}')} }}").codes == ["BAD_USER_INPUT"]
        assert reader.ask(f"{{ {asked.replace('BOAT', f'{{ {dimension}: 0 }}')} }}").codes == []
