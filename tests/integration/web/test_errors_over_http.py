"""What goes wrong is told by a code; what nobody foresaw is told by nothing but an id."""

import logging
from typing import Any

import httpx
import orjson
import pytest

from tests.integration.web.demo_service import SECRET

ID = {"x-request-id": "abc-123"}


async def ask(client: httpx.AsyncClient, query: str, **headers: str) -> Any:
    return (await client.post("/graphql", json={"query": query}, headers={**ID, **headers})).json()


async def test_unforeseen_error_is_masked_and_its_traceback_is_logged(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await ask(client, "{ hello broken }", **{"accept-language": "en"})
    assert answer == {
        "data": {"hello": "Ahoy", "broken": None},
        "errors": [
            {
                "message": "Something went wrong on our side; quote this id: abc-123",
                "locations": [{"line": 1, "column": 9}],
                "path": ["broken"],
                "extensions": {"code": "INTERNAL", "requestId": "abc-123"},
            }
        ],
    }
    [record] = [record for record in caplog.records if record.name == "schema.errors"]
    assert SECRET in logging.Formatter().format(record)
    assert vars(record)["request_id"] == "abc-123"


@pytest.mark.parametrize("field", ["broken", "brokenWhole", "brokenList"])
async def test_no_word_of_an_unforeseen_error_leaks(client: httpx.AsyncClient, field: str) -> None:
    response = await client.post("/graphql", json={"query": f"{{ {field} }}"})
    secrets = [*SECRET.split(), "ConnectionError", "Traceback", ".py", "a string of ours", "String cannot"]
    assert [secret for secret in secrets if secret in response.text] == []
    assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL"


async def test_error_that_leaves_no_data_is_still_an_answer(client: httpx.AsyncClient) -> None:
    headers = {"accept": "application/graphql-response+json"}
    response = await client.post("/graphql", json={"query": "{ brokenWhole }"}, headers=headers)
    assert (response.status_code, response.json()["data"]) == (200, None)


@pytest.mark.parametrize(
    ("language", "message"),
    [("fi", "Haku on päättynyt."), ("en", "The round is closed."), ("sv", "Haku on päättynyt.")],
)
async def test_refusal_of_the_trade_is_told_in_the_language_of_the_client(
    client: httpx.AsyncClient, language: str, message: str
) -> None:
    answer = await ask(client, "{ closed }", **{"accept-language": language})
    assert answer["errors"][0]["message"] == message
    assert answer["errors"][0]["extensions"] == {
        "code": "BAD_USER_INPUT",
        "problems": [{"code": "ROUND_CLOSED", "field": "roundId", "message": message}],
    }


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("inFlight", "IDEMPOTENCY_IN_FLIGHT"),
        ("forbidden", "FORBIDDEN"),
        ("limited", "RATE_LIMITED"),
        ("ownCode", "UNAUTHENTICATED"),
    ],
)
async def test_refusal_carries_its_own_code(client: httpx.AsyncClient, field: str, code: str) -> None:
    answer = await ask(client, f"{{ {field} }}")
    assert answer["errors"][0]["extensions"]["code"] == code


async def test_refusal_carries_the_time_to_come_back(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "{ limited }")
    assert answer["errors"][0]["extensions"] == {"code": "RATE_LIMITED", "retryAfterSeconds": 30}


async def test_argument_that_cannot_be_is_told_at_its_place(client: httpx.AsyncClient) -> None:
    query = "query($s: Int) { slow(seconds: $s) }"
    response = await client.post(
        "/graphql", json={"query": query.replace("$s: Int", "$s: Int = 0"), "variables": {"s": None}}
    )
    [error] = response.json()["errors"]
    assert error["message"] == "Argument 'seconds' of non-null type 'Int!' must not be null."
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{", "Syntax Error: Expected Name, found <EOF>."),
        ("{ nothing }", "Cannot query field 'nothing' on type 'Query'."),
        ("{ slow(seconds: 99999999999) }", "Int cannot represent non 32-bit signed integer value: 99999999999"),
        ("query A { hello } query B { hello }", "The document has several operations: say which by operationName."),
        ("fragment F on Query { hello }", "Fragment 'F' is never used."),
        ("subscription { hello }", "There is no subscription here."),
        ("{ hello }\ufeff\u0007", "Syntax Error: Unexpected character: U+0007."),
    ],
)
async def test_document_that_cannot_run_is_refused_without_data(
    client: httpx.AsyncClient, query: str, message: str
) -> None:
    headers = {"accept": "application/graphql-response+json"}
    response = await client.post("/graphql", json={"query": query}, headers=headers)
    answer = response.json()
    assert (response.status_code, list(answer)) == (400, ["errors"])
    assert answer["errors"][0]["message"] == message
    assert answer["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}


async def test_unknown_operation_is_named(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": "query A { hello }", "operationName": "B"})
    assert response.json()["errors"][0]["message"] == "The document has no operation named B."


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ node " + "{selves" * 200 + "{ name }" + "}" * 201, "LIMIT_EXCEEDED"),
        ("{ hello(a: " + "[" * 900 + "]" * 900 + ") }", "LIMIT_EXCEEDED"),
        ("query($a: " + "[" * 900 + "Int" + "]" * 900 + ") { hello }", "LIMIT_EXCEEDED"),
        ("{ node { ...A } } fragment A on Node { ...B } fragment B on Node { ...A }", "BAD_USER_INPUT"),
    ],
)
async def test_document_that_would_break_the_stack_is_refused(client: httpx.AsyncClient, query: str, code: str) -> None:
    headers = {"accept": "application/graphql-response+json"}
    response = await client.post("/graphql", json={"query": query}, headers=headers)
    assert response.status_code == 400
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {code}


def nested(levels: int) -> str:
    """A document of so many fields within fields, the half of them by way of a fragment."""
    upper, lower = levels // 2 - 1, levels - levels // 2 - 1
    fragment = "fragment A on Node " + "{ selves " * lower + "{ name }" + "}" * lower
    return "{ node " + "{ selves " * upper + "{ ...A }" + "}" * upper + "} " + fragment


async def test_document_as_deep_as_it_may_be_is_answered(client: httpx.AsyncClient) -> None:
    answer = await ask(client, nested(50))
    assert list(answer) == ["data"]
    assert orjson.dumps(answer).count(b"selves") == 48


async def test_document_deeper_than_that_is_refused_with_the_figure(client: httpx.AsyncClient) -> None:
    [error] = (await ask(client, nested(51)))["errors"]
    assert error == {
        "message": "The document is nested deeper than 50 fields.",
        "extensions": {"code": "LIMIT_EXCEEDED", "limit": 50, "actual": 51},
    }
