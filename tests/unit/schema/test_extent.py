"""How large an answer may become, told by a small schema of its own."""

from typing import Any

import pytest
from graphql import ExecutionResult, build_schema, execute, parse

from schema import extent
from schema.errors import ApiError, ErrorCode
from schema.extent import OBJECT, OWN_WORK, CountedExecution

SCHEMA = build_schema("""
    type Query { piers: [Pier!]!, first: Pier }
    interface Named { name: String }
    type Pier implements Named {
        name: String, harbor: Harbor!, berths: [Berth!]!, tags: [String!]!, same: Named!, depth(at: Int): Int
    }
    type Harbor { name: String }
    type Berth { number: String }
""")
PIER: dict[str, Any] = {
    "name": "A",
    "harbor": {"name": "North"},
    "tags": ["x", "y"],
    "berths": [{"number": "1"}, {"number": "2"}],
}
PIER["same"] = {"__typename": "Pier", **PIER}


def answer(document: str, *, piers: int) -> ExecutionResult:
    result = execute(
        SCHEMA, parse(document), {"piers": [PIER] * piers, "first": PIER}, execution_context_class=CountedExecution
    )
    assert isinstance(result, ExecutionResult)
    return result


def limit_in(result: ExecutionResult) -> tuple[ErrorCode, object]:
    error = (result.errors or [])[0]
    assert isinstance(error.original_error, ApiError)
    return error.original_error.code, error.original_error.figures["limit"]


@pytest.mark.parametrize(
    ("document", "piers", "values"),
    [
        ("{ piers { name } }", 3, OWN_WORK + 3 * (OBJECT + 1)),
        ("{ piers { __typename name } }", 3, OWN_WORK + 3 * (OBJECT + 2)),
        ("{ piers { tags } }", 3, OWN_WORK + 3 * (OBJECT + 1) + 3 * 2),
        ("{ piers { depth(at: 1) } }", 3, OWN_WORK + 3 * (OBJECT + OWN_WORK)),
        ("{ piers { harbor { name } } }", 3, OWN_WORK + 3 * (OBJECT + 1 + OBJECT + 1)),
        ("{ piers { berths { number } } }", 3, OWN_WORK + 3 * (OBJECT + 1 + OWN_WORK) + 3 * 2 * (OBJECT + 1)),
        ("{ piers { same { name } } }", 3, OWN_WORK + 3 * (OBJECT + 1 + OBJECT + 1)),
        ("{ one: piers { name } two: piers { name } }", 3, 2 * (OWN_WORK + 3 * (OBJECT + 1))),
        ("{ one: first { name } two: first { name } }", 1, 2 * (OBJECT + 1)),
        ("{ piers { ...p } } fragment p on Pier { name harbor { name } }", 3, OWN_WORK + 3 * (2 * OBJECT + 3)),
    ],
)
def test_what_is_in_a_list_counts_by_what_it_costs(
    monkeypatch: pytest.MonkeyPatch, document: str, piers: int, values: int
) -> None:
    monkeypatch.setattr(extent, "MOST_VALUES", values)
    assert answer(document, piers=piers).errors is None
    monkeypatch.setattr(extent, "MOST_VALUES", values - 1)
    assert limit_in(answer(document, piers=piers)) == (ErrorCode.LIMIT_EXCEEDED, values - 1)


def test_objects_in_objects_multiply_only_as_far_as_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "MOST_VALUES", 1_000)
    deep: dict[str, Any] = {"__typename": "Pier", "name": "A"}
    asked: list[str] = []

    def same(_info: object) -> dict[str, Any]:
        asked.append("same")
        return deep

    deep["same"] = same
    many = " ".join(f"a{n}: same {{ ...F }}" for n in range(20))
    more = " ".join(f"a{n}: same {{ ...G }}" for n in range(20))
    last = more.replace("...G", "name")
    document = f"{{ first {{ {many} }} }} fragment F on Pier {{ {more} }} fragment G on Pier {{ {last} }}"
    result = execute(SCHEMA, parse(document), {"first": deep}, execution_context_class=CountedExecution)
    assert isinstance(result, ExecutionResult)
    assert limit_in(result) == (ErrorCode.LIMIT_EXCEEDED, 1_000)
    assert len(asked) < 1_000


def test_the_items_of_a_list_that_is_too_long_are_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "MOST_VALUES", 10)
    asked: list[int] = []
    piers = [{"name": lambda _info, number=number: asked.append(number)} for number in range(20)]
    result = execute(SCHEMA, parse("{ piers { name } }"), {"piers": piers}, execution_context_class=CountedExecution)
    assert isinstance(result, ExecutionResult)
    assert (limit_in(result), asked) == ((ErrorCode.LIMIT_EXCEEDED, 10), [])
