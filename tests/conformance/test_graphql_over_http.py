"""GraphQL over HTTP, requirement by requirement.

Each case bears the id that the public audit suite of npm's ``graphql-http`` gives to the same requirement; its words
and its form are ours. ``test_public_audits`` runs the suite itself where Node is.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import orjson
import pytest

from ahti.web.app import create_app
from tests.integration.web.demo_service import demo_service

JSON = "application/json"
RESPONSE = "application/graphql-response+json"
TYPENAME = "{ __typename }"
ONE_TYPE = "query Type($name: String!) { __type(name: $name) { name } }"
NEEDS_ID = "query CoerceFailure($id: ID!) { __typename }"
BOTH = pytest.mark.parametrize("accept", [JSON, RESPONSE])


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(demo_service()))
    async with httpx.AsyncClient(transport=transport, base_url="http://ahti") as client:
        # What httpx adds by itself would answer some of the questions below.
        client.headers.clear()
        yield client


async def post(
    http: httpx.AsyncClient, parameters: Mapping[str, object], *, accept: str | None = None
) -> httpx.Response:
    """A POST of these parameters as JSON."""
    headers = {} if accept is None else {"accept": accept}
    return await http.post("/graphql", json=parameters, headers=headers)


def media_type(response: httpx.Response) -> str:
    return response.headers["content-type"].split(";")[0]


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        pytest.param(RESPONSE, RESPONSE, id="22EB"),
        pytest.param(JSON, JSON, id="4655"),
        pytest.param("*/*", JSON, id="47DE"),
        pytest.param(None, JSON, id="80D8"),
    ],
)
async def test_answer_has_the_media_type_that_was_asked_for(
    http: httpx.AsyncClient, accept: str | None, answered: str
) -> None:
    response = await post(http, {"query": TYPENAME}, accept=accept)
    assert (response.status_code, media_type(response)) == (200, answered)


@pytest.mark.parametrize("accept", [pytest.param(None, id="82A3")])
async def test_answer_is_utf8(http: httpx.AsyncClient, accept: str | None) -> None:
    response = await post(http, {"query": '{ echo(text: "Särkkä 🏊") }'}, accept=accept)
    assert response.status_code == 200
    assert response.content.decode("utf-8") == '{"data":{"echo":"Särkkä 🏊"}}'


@pytest.mark.parametrize(
    ("content_type", "query"),
    [
        pytest.param("application/json; charset=utf-8", '{ __type(name: "Run🏃Swim🏊") { name } }', id="BF61"),
        pytest.param("application/json", '{ __type(name: "Run🏃Swim🏊") { name } }', id="78D5"),
        pytest.param("application/json", TYPENAME, id="03D4"),
    ],
)
async def test_json_in_utf8_is_taken(http: httpx.AsyncClient, content_type: str, query: str) -> None:
    content = orjson.dumps({"query": query})
    response = await http.post("/graphql", content=content, headers={"content-type": content_type})
    assert (response.status_code, list(response.json())) == (200, ["data"])


@pytest.mark.parametrize("method", [pytest.param("POST", id="2C94"), pytest.param("GET", id="5A70")])
async def test_both_methods_are_taken(http: httpx.AsyncClient, method: str) -> None:
    query = {"query": TYPENAME}
    response = await (http.post("/graphql", json=query) if method == "POST" else http.get("/graphql", params=query))
    assert (response.status_code, response.json()) == (200, {"data": {"__typename": "Query"}})


@pytest.mark.parametrize("accept", [pytest.param(RESPONSE, id="9C48")])
async def test_mutation_by_get_does_not_run(http: httpx.AsyncClient, accept: str) -> None:
    response = await http.get("/graphql", params={"query": "mutation { __typename }"}, headers={"accept": accept})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("content_type", [pytest.param({}, id="9ABE")])
async def test_post_without_a_content_type_is_refused(http: httpx.AsyncClient, content_type: dict[str, str]) -> None:
    response = await http.post("/graphql", content=b'{"query": "{ __typename }"}', headers=content_type)
    assert response.status_code == 415


@pytest.mark.parametrize(
    ("accept", "content"),
    [
        pytest.param(None, b"", id="A5BF"),
        pytest.param(JSON, b'{ "not a JSON', id="B6DC"),
        pytest.param(JSON, b'{ "not a JSON', id="BCF8"),
        pytest.param(RESPONSE, b'{ "not a JSON', id="B7N8"),
        pytest.param(RESPONSE, b'{"notquery": "{ __typename }"}', id="423L"),
        pytest.param(None, b'{"qeury": "{ __typename }"}', id="8764"),
        pytest.param(None, b'{"qeury": "{ __typename }"}', id="3E3A"),
    ],
)
async def test_body_that_holds_no_query_is_refused(http: httpx.AsyncClient, accept: str | None, content: bytes) -> None:
    headers = {"content-type": JSON} | ({} if accept is None else {"accept": accept})
    response = await http.post("/graphql", content=content, headers=headers)
    assert (response.status_code, list(response.json())) == (400, ["errors"])


def of_wrong_kind(parameter: str, audit: str, *values: object) -> list[Any]:
    return [pytest.param(parameter, value, id=f"{audit}{n}") for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        *of_wrong_kind("query", "LKJ", {"obj": "ect"}, 0, False, ["array"]),
        *of_wrong_kind("operationName", "6C0", {"obj": "ect"}, 0, False, ["array"]),
        *of_wrong_kind("variables", "476", "string", 0, False, ["array"]),
        *of_wrong_kind("extensions", "58B", "string", 0, False, ["array"]),
    ],
)
async def test_parameter_of_the_wrong_kind_is_refused(http: httpx.AsyncClient, parameter: str, value: object) -> None:
    response = await post(http, {"query": TYPENAME, parameter: value})
    [error] = response.json()["errors"]
    kind = "a string" if parameter in ("query", "operationName") else "an object"
    assert (response.status_code, error["message"]) == (400, f"The parameter {parameter} has to be {kind}.")


@pytest.mark.parametrize(
    ("accept", "parameters"),
    [
        pytest.param(RESPONSE, {"query": TYPENAME}, id="34A2"),
        pytest.param(JSON, {"query": TYPENAME}, id="13EE"),
        pytest.param(RESPONSE, {"query": "query Query { __typename }", "operationName": "Query"}, id="8161"),
        pytest.param(JSON, {"query": "query Query { __typename }", "operationName": "Query"}, id="B8B3"),
        pytest.param(RESPONSE, {"query": TYPENAME, "variables": None}, id="94B0"),
        pytest.param(JSON, {"query": TYPENAME, "variables": None}, id="0220"),
        pytest.param(RESPONSE, {"query": TYPENAME, "operationName": None}, id="94B1"),
        pytest.param(JSON, {"query": TYPENAME, "operationName": None}, id="0221"),
        pytest.param(RESPONSE, {"query": TYPENAME, "extensions": None}, id="94B2"),
        pytest.param(JSON, {"query": TYPENAME, "extensions": None}, id="0222"),
        pytest.param(RESPONSE, {"query": ONE_TYPE, "variables": {"name": "sometype"}}, id="2EA1"),
        pytest.param(JSON, {"query": ONE_TYPE, "variables": {"name": "sometype"}}, id="28B9"),
        pytest.param(RESPONSE, {"query": TYPENAME, "extensions": {"some": "value"}}, id="428F"),
        pytest.param(JSON, {"query": TYPENAME, "extensions": {"some": "value"}}, id="1B7A"),
    ],
)
async def test_parameter_of_the_right_kind_or_null_is_taken(
    http: httpx.AsyncClient, accept: str, parameters: dict[str, Any]
) -> None:
    response = await post(http, parameters, accept=accept)
    assert (response.status_code, list(response.json())) == (200, ["data"])


@pytest.mark.parametrize("accept", [pytest.param(RESPONSE, id="D6D5"), pytest.param(JSON, id="6A70")])
async def test_variables_stand_in_the_url_as_json(http: httpx.AsyncClient, accept: str) -> None:
    parameters = {"query": ONE_TYPE, "variables": '{"name": "Query"}'}
    response = await http.get("/graphql", params=parameters, headers={"accept": accept})
    assert (response.status_code, response.json()) == (200, {"data": {"__type": {"name": "Query"}}})


@pytest.mark.parametrize(
    ("accept", "status", "parameters"),
    [
        pytest.param(JSON, 200, {"query": "{"}, id="572B"),
        pytest.param(JSON, 200, {"query": "{ 8f31403dfe404bccbb0e835f2629c6a7 }"}, id="FDE2"),
        pytest.param(JSON, 200, {"query": NEEDS_ID, "variables": {"id": None}}, id="7B9B"),
        pytest.param(RESPONSE, 400, {"query": "{"}, id="865D"),
        pytest.param(RESPONSE, 400, {"query": "{"}, id="556A"),
        pytest.param(RESPONSE, 400, {"query": "{"}, id="D586"),
        pytest.param(RESPONSE, 400, {"query": "{ 8f31403dfe404bccbb0e835f2629c6a7 }"}, id="51FE"),
        pytest.param(RESPONSE, 400, {"query": "{ 8f31403dfe404bccbb0e835f2629c6a7 }"}, id="74FF"),
        pytest.param(RESPONSE, 400, {"query": "{ 8f31403dfe404bccbb0e835f2629c6a7 }"}, id="5E5B"),
        pytest.param(RESPONSE, 400, {"query": NEEDS_ID, "variables": {"id": None}}, id="86EE"),
    ],
)
async def test_operation_that_cannot_run_is_answered_without_data(
    http: httpx.AsyncClient, accept: str, status: int, parameters: dict[str, Any]
) -> None:
    response = await post(http, parameters, accept=accept)
    assert (response.status_code, list(response.json())) == (status, ["errors"])


@BOTH
async def test_field_that_fails_leaves_the_status_good(http: httpx.AsyncClient, accept: str) -> None:
    response = await post(http, {"query": "{ hello forbidden }"}, accept=accept)
    assert (response.status_code, response.json()["data"]) == (200, {"hello": "Ahoy", "forbidden": None})


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (f"{RESPONSE}, {JSON}", RESPONSE),
        (f"{JSON}, {RESPONSE}", JSON),
        (f"{RESPONSE};q=0.5, {JSON}", JSON),
        (f"{JSON};q=0.9, {RESPONSE};q=1.0", RESPONSE),
        (f"*/*, {RESPONSE}", RESPONSE),
        (f"*/*;q=0.1, {RESPONSE};q=0", JSON),
        (f"text/html, {RESPONSE};q=0.1", RESPONSE),
        (f"{RESPONSE}; charset=utf-8, {JSON}; charset=utf-8", RESPONSE),
        ("application/*", JSON),
        ("APPLICATION/GraphQL-Response+JSON", RESPONSE),
        ("", JSON),
    ],
)
async def test_weights_and_precision_of_wishes_count(http: httpx.AsyncClient, accept: str, answered: str) -> None:
    response = await post(http, {"query": TYPENAME}, accept=accept)
    assert (response.status_code, media_type(response)) == (200, answered)
