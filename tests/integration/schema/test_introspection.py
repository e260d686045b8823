"""The schema describes itself to whoever asks, once for each question and within limits."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from graphql import build_schema, get_introspection_query, graphql_sync

from schema.description import MOST_DESCRIBED, MOST_DESCRIBED_BESIDE_OTHERS, WholeDescription
from schema.document_cache import Documents
from schema.execution import ReferenceExecutor
from schema.introspection import asks_for_the_schema_only
from schema.prepared import prepare
from schema.requests import Answer, GraphQLRequest, RequestFacts
from tests.contexts import without_database

# The contract as it is printed.
SCHEMA = build_schema((Path(__file__).parents[3] / "schema" / "schema.graphql").read_text(encoding="utf-8"))
FACTS = RequestFacts("test")
NESTED = orjson.loads("[" * 300 + "]" * 300)
NOTHING: Mapping[str, object] = {}
EVERYTHING = get_introspection_query(
    descriptions=True,
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
    input_object_one_of=True,
)
# Each type with its fields, so many times that it is more than a description may have.
TOO_MUCH = "{ __schema { types { " + " ".join(f"a{n}: fields {{ type {{ name }} }}" for n in range(40)) + " } } }"


class Asked:
    """An executor, and on which threads the schema was described."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.threads: list[int] = []
        self._executor = ReferenceExecutor(SCHEMA, without_database, documents=Documents(SCHEMA))
        execute_fields = WholeDescription.execute_operation

        def noted(context: WholeDescription, *args: Any) -> Any:
            self.threads.append(threading.get_ident())
            return execute_fields(context, *args)

        monkeypatch.setattr(WholeDescription, "execute_operation", noted)

    async def answer(self, text: str, variables: Mapping[str, object] = NOTHING, name: str | None = None) -> Answer:
        return await self._executor.execute(GraphQLRequest(text, name, variables), FACTS)

    async def body(self, text: str, variables: Mapping[str, object] = NOTHING, name: str | None = None) -> Any:
        return orjson.loads((await self.answer(text, variables, name)).body)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


async def test_the_whole_description_is_that_of_graphql_core(asked: Asked) -> None:
    assert (await asked.body(EVERYTHING))["data"] == graphql_sync(SCHEMA, EVERYTHING).data


@pytest.mark.parametrize("depth", [9, 15])
async def test_tools_ask_for_types_as_deep_as_they_do(asked: Asked, depth: int) -> None:
    assert list(await asked.body(get_introspection_query(type_depth=depth))) == ["data"]


async def test_the_description_is_worked_out_once_and_beside_the_event_loop(asked: Asked) -> None:
    first, second = [await asked.answer(EVERYTHING) for _ in range(2)]
    assert first.body is second.body
    assert len(asked.threads) == 1
    assert asked.threads != [threading.get_ident()]


async def test_every_question_has_its_own_answer(asked: Asked) -> None:
    text = "query Type($name: String!) { __type(name: $name) { name } } query Root { __typename }"
    answers = [
        await asked.body(text, {"name": "Berth"}, "Type"),
        await asked.body(text, {"name": "Pier"}, "Type"),
        await asked.body(text, {"name": "Pier"}, "Root"),
        await asked.body(text, {"name": "Berth"}, "Root"),
    ]
    named = [{"data": {"__type": {"name": name}}} for name in ("Berth", "Pier")]
    assert answers == [*named, {"data": {"__typename": "Query"}}, {"data": {"__typename": "Query"}}]
    assert len(asked.threads) == 3


@pytest.mark.parametrize("wrong", [1, [["Berth"]], {"name": "Berth"}, NESTED])
async def test_a_question_with_a_wrong_variable_is_refused_each_time(asked: Asked, wrong: object) -> None:
    text = "query Type($name: String!) { __type(name: $name) { name } }"
    for _ in range(2):
        [error] = (await asked.body(text, {"name": wrong}))["errors"]
        assert error["message"].startswith("Variable '$name' got an invalid value")


async def test_what_equals_in_python_is_not_the_same_answer(asked: Asked) -> None:
    text = 'query Fields($all: Boolean) { __type(name: "Pier") { fields(includeDeprecated: $all) { __typename } } }'
    assert "data" in await asked.body(text, {"all": True})
    [error] = (await asked.body(text, {"all": 1}))["errors"]
    assert error["message"].startswith("Variable '$all' got an invalid value")


async def test_a_description_that_goes_too_deep_is_refused_with_the_limit(asked: Asked) -> None:
    body = await asked.body("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }")
    assert body == {
        "errors": [
            {
                "message": "The schema is described at most 2 lists of fields or types deep.",
                "extensions": {"code": "LIMIT_EXCEEDED", "limit": 2},
                "locations": [{"line": 1, "column": 3}],
            }
        ]
    }
    shallower = await asked.body("{ __schema { types { fields { type { fields { name } } } } } }")
    assert list(shallower) == ["data"]


async def test_a_description_that_is_too_large_is_refused_once_with_the_limit(asked: Asked) -> None:
    message = f"The schema's description would have more than {MOST_DESCRIBED:,} parts: ask for less at once."
    extensions = {"code": "LIMIT_EXCEEDED", "limit": MOST_DESCRIBED}
    for _ in range(2):
        assert await asked.body(TOO_MUCH) == {"errors": [{"message": message, "extensions": extensions}]}
    assert len(asked.threads) == 1


async def test_beside_other_fields_only_a_little_is_described(asked: Asked) -> None:
    text = "{ harbor(id: 1) { id } __schema { types { name fields { type { name } } } } }"
    body = await asked.body(text)
    limit = {"code": "LIMIT_EXCEEDED", "limit": MOST_DESCRIBED_BESIDE_OTHERS}
    assert (body["data"], [error["extensions"] for error in body["errors"]]) == (None, [limit] * 2)
    little = await asked.body('{ harbor(id: 1) { id } __type(name: "Pier") { name fields { name } } }')
    assert little["data"]["__type"]["name"] == "Pier"


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("{ __typename }", True),
        ("{ __schema { queryType { name } } a: __typename }", True),
        ("{ ... { ...F } } fragment F on Query { __typename ... on Query { __schema { description } } }", True),
        ("{ __typename harbors { totalCount } }", False),
        ("{ __typename ...F } fragment F on Query { harbors { totalCount } }", False),
        ("mutation { __typename }", False),
    ],
)
def test_only_queries_for_nothing_but_the_schema_are_its_own_business(text: str, only: bool) -> None:
    assert asks_for_the_schema_only(prepare(SCHEMA, text).operation(None)) is only
