"""What is too large, too deep or too much in a document or in its variables is refused, and the limit is named."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.integration.abuse.served import Served
from tests.integration.schema.reader import NONE

UNIT = "harbors(first: 1) { totalCount }"


def aliases(count: int) -> str:
    return "{ harbors(first: 1) { nodes { " + " ".join(f"a{n}: id" for n in range(count)) + " } } }"


def root_fields(count: int) -> str:
    return "{ " + " ".join(f"a{n}: {UNIT}" for n in range(count)) + " }"


def depth(levels: int) -> str:
    turn = "piers { nodes { harbor { "
    return "{ harbors { nodes { " + turn * levels + "id" + " } } }" * levels + " } } }"


def circle(fragments: int) -> str:
    spread = (f"fragment F{n} on Harbor {{ ...F{(n + 1) % fragments} }}" for n in range(fragments))
    return "{ harbors { nodes { ...F0 } } } " + " ".join(spread)


def explosion(levels: int) -> str:
    """Two to the power of ``levels`` fields, in a short text."""
    doubled = (
        f"fragment F{n} on Harbor {{ piers {{ nodes {{ harbor {{ ...F{n + 1} }} }} }} "
        f"more: piers {{ nodes {{ harbor {{ ...F{n + 1} }} }} }} }}"
        for n in range(levels)
    )
    last = f"fragment F{levels} on Harbor {{ id }}"
    return "{ harbors { nodes { ...F0 } } } " + " ".join(doubled) + " " + last


def fragments(count: int) -> str:
    defined = (f"fragment F{n} on Harbor {{ id }}" for n in range(count))
    spread = " ".join(f"...F{n}" for n in range(count))
    return "{ harbors { nodes { " + spread + " } } } " + " ".join(defined)


def introspection(levels: int) -> str:
    return "{ __schema { types { " + "fields { type { " * levels + "name" + " } }" * levels + " } } }"


def described(times: int) -> str:
    return (
        "{ " + " ".join(f"a{n}: __schema {{ types {{ fields {{ type {{ name }} }} }} }}" for n in range(times)) + " }"
    )


def numbers(count: int) -> str:
    return f"{{ berths(filter: {{ bbox: [{', '.join(['24.9'] * count)}] }}) {{ totalCount }} }}"


BY_IDS = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
BY_HARBORS = "query ($ids: [ID!]) { berths(filter: { harborIds: $ids }) { totalCount } }"
DEEP = "query ($f: HarborFilter) { harbors(filter: $f) { totalCount } }"
EVERYTHING = "{ harbors(first: 1000) { nodes { berths(first: 5000) { nodes { pier { berths(first: 5000) %s } } } } } }"


def nested(levels: int) -> Any:
    value: Any = {}
    for _ in range(levels):
        value = {"x": value}
    return value


# What is sent, its variables, and the limit that is named.
BEYOND: Mapping[str, tuple[str, Mapping[str, Any], int]] = {
    "aliases": (aliases(501), NONE, 500),
    "root fields": (root_fields(101), NONE, 100),
    "depth": (depth(30), NONE, 50),
    "depth as deep as tokens go": (depth(700), NONE, 50),
    "directives in one place": ("{ harbors " + "@skip(if: false) " * 11 + "{ totalCount } }", NONE, 10),
    "directives in all": ("{ harbors { nodes { " + "id @skip(if: false) " * 101 + "} } }", NONE, 100),
    "fragments that multiply": (explosion(12), NONE, 5_000),
    "fragments that multiply beyond all figures": (explosion(15), NONE, 5_000),
    "fragments": (fragments(200), NONE, 200),
    "tokens": ("{ harbors { nodes { " + "id " * 5_000 + "} } }", NONE, 5_000),
    "comments": ("#\n" * 1_001 + "{ __typename }", NONE, 1_000),
    "lines": ("\n" * 6_000 + "{ __typename }", NONE, 6_000),
    "characters": ("{ __typename }" + " " * 200_000, NONE, 200_000),
    "a name of many characters": ("{ " + "x" * 200_001 + " }", NONE, 200_000),
    "a list in the document": (numbers(5_000), NONE, 5_000),
    "values in variables": (BY_IDS, {"ids": ["x"] * 10_001}, 10_000),
    "values in nested variables": (DEEP, {"f": {"providerIds": [[]] * 10_001}}, 10_000),
    "values of a filter": (BY_HARBORS, {"ids": ["SGFyYm9yOjA"] * 1_001}, 1_000),
    "ids": (BY_IDS, {"ids": ["SGFyYm9yOjA"] * 1_001}, 1_000),
    "a page": ("{ harbors(first: 1001) { totalCount } }", NONE, 1_000),
    "a page of berths": ("{ harbors { nodes { berths(first: 5001) { totalCount } } } }", NONE, 5_000),
    "berths times berths": (EVERYTHING % "{ nodes { id } }", NONE, 500_000),
    "berths times counts": (EVERYTHING % "{ totalCount }", NONE, 500_000),
    "introspection in a circle": (introspection(9), NONE, 2),
    "introspection again and again": (described(30), NONE, 20_000),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_too_much_is_refused_and_the_limit_named(abused: Served, name: str) -> None:
    document, variables, limit = BEYOND[name]
    answer = abused.ask(document, variables)
    told = [error["extensions"] for error in answer["errors"]]
    assert {(one["code"], one.get("limit")) for one in told} == {("LIMIT_EXCEEDED", limit)}
    assert answer.get("data") is None


WRONG = {
    "fragments in a circle": (circle(3), NONE, "The fragments F0, F1, F2 spread each other in a circle."),
    "a circle as large as it can be": (circle(199), NONE, "The fragments F0, F1, F10, "),
    "a page of billions": ("{ harbors(first: 9999999999) { totalCount } }", NONE, "Int cannot represent non 32-bit"),
    "an integer of many digits": (f"{{ harbors(first: {'9' * 100_000}) {{ totalCount }} }}", NONE, "99999 ..."),
    "a float beyond all": (
        "{ berths(filter: {bbox: [1e999, 0, 0, 0]}) { totalCount } }",
        NONE,
        "bbox: inf is not between",
    ),
    "an exponent of many digits": (
        "{ berths(filter: {bbox: [1e%s, 0, 0, 0]}) { totalCount } }" % ("9" * 10_000),
        NONE,
        "bbox: inf is not between",
    ),
    "a page below nothing": ("{ harbors(first: -1) { totalCount } }", NONE, "first"),
    "a text of many characters": (
        "query ($t: String) { harbors(filter: {text: $t}) { totalCount } }",
        {"t": "x" * 100_000},
        "text: at most 200",
    ),
    "NUL": ("query ($t: String) { harbors(filter: {text: $t}) { totalCount } }", {"t": "\0"}, "Text may not hold"),
    "an id of many characters": ("query ($i: ID!) { berth(id: $i) { id } }", {"i": "A" * 100_000}, "id"),
    "a cursor of many characters": (
        "query ($a: String) { berths(after: $a) { totalCount } }",
        {"a": "9" * 100_000},
        "after: this is no cursor",
    ),
    "variables that are nested deeply": (DEEP, {"f": nested(200)}, "Variable '$f' got an invalid value"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_refused_and_said(abused: Served, name: str) -> None:
    document, variables, message = WRONG[name]
    answer = abused.ask(document, variables)
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_USER_INPUT"}
    assert message in answer["errors"][0]["message"]
    assert len(str(answer)) < 5_000


BODIES = {
    "a batch": (b'[{"query": "{ __typename }"}, {"query": "{ __typename }"}]', "The body has to be a JSON object"),
    "a batch of many": (b"[" + b",".join([b'{"query":"{__typename}"}'] * 20_000) + b"]", "The body has to be"),
    "arrays without end": (b"[" * 100_000, "The body is not JSON"),
    "objects without end": (b'{"query":"{a}","variables":' + b'{"a":' * 5_000 + b"1" + b"}" * 5_001, "The body is not"),
    "a number of many digits": (b'{"query":"{a}","variables":{"a":' + b"9" * 900_000 + b"}}", ""),
    "half a character": (b'{"query":"{ __typename \xc3 }"}', "The body is not JSON"),
    "half a surrogate": (b'{"query":"{ __typename \\ud800 }"}', "The body is not JSON"),
    "nothing": (b"", "The body is not JSON"),
}


@pytest.mark.parametrize("name", BODIES)
def test_body_that_is_no_request_is_refused(abused: Served, name: str) -> None:
    body, message = BODIES[name]
    response = abused.post(body)
    [error] = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (400, "BAD_USER_INPUT")
    assert error["message"].startswith(message)
    assert len(response.content) < 1_000
