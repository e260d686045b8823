"""What arrives in a body is bounded in size and time, and has to be JSON in UTF-8."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest

from ahti.web.app import create_app
from ahti.web.bodies import BodyLimits
from tests.integration.web.demo_service import demo_service
from tests.integration.web.local_server import listening
from tests.signed_in import recognise_somebody

JSON = {"content-type": "application/json"}


def refusal(response: httpx.Response) -> tuple[int, str, Any]:
    [error] = response.json()["errors"]
    return response.status_code, error["message"], error["extensions"]


async def in_pieces(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def begin_request(client: httpx.AsyncClient, *, body: bytes = b"{") -> Connection:
    """A request of which only the beginning of the body has been sent."""
    reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
    head = b"POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n"
    writer.write(head + body)
    await writer.drain()
    return reader, writer


async def test_body_over_the_limit_is_refused_with_the_figure(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", headers=JSON, content=b"x" * 2001)
    message = "The body is larger than 2000 bytes, the most that is taken."
    assert refusal(response) == (413, message, {"code": "LIMIT_EXCEEDED", "limit": 2000})


async def test_body_of_exactly_the_limit_is_taken(client: httpx.AsyncClient) -> None:
    body = b'{"query": "{ hello }"}'
    response = await client.post("/graphql", headers=JSON, content=body + b" " * (2000 - len(body)))
    assert response.json() == {"data": {"hello": "Ahoy"}}


async def test_body_without_a_length_is_counted_as_it_comes(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", headers=JSON, content=in_pieces(*[b" " * 500] * 5))
    assert response.status_code == 413


async def test_body_in_pieces_is_put_together(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", headers=JSON, content=in_pieces(b'{"query": "{ he', b'llo }"}'))
    assert response.json() == {"data": {"hello": "Ahoy"}}


async def test_whole_answer_arrives_though_the_client_is_still_sending(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", headers=JSON, content=b" " * 20_000_000)
    assert response.status_code == 413
    response = await client.post("/graphql", json={"query": "{ hello }"})
    assert response.json() == {"data": {"hello": "Ahoy"}}


@pytest.mark.parametrize("body", [b"", b"{"])
async def test_body_that_comes_too_slowly_is_refused_and_the_connection_closed(
    client: httpx.AsyncClient, body: bytes
) -> None:
    reader, writer = await begin_request(client, body=body)
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    assert head.splitlines()[0] == b"HTTP/1.1 408 Request Timeout"
    assert orjson.loads(body) == {
        "errors": [{"message": "The body has to arrive within 0.3 seconds.", "extensions": {"code": "LIMIT_EXCEEDED"}}]
    }


@pytest.mark.parametrize("pieces", [1, 2])
async def test_body_that_comes_after_its_head_is_taken(client: httpx.AsyncClient, pieces: int) -> None:
    reader, writer = await begin_request(client, body=b"")
    whole = b'{"query": "{ hello }"}'.ljust(50)
    for piece in (whole[:25], whole[25:]) if pieces == 2 else (whole,):
        await asyncio.sleep(0.1)
        writer.write(piece)
    head = await reader.readuntil(b"\r\n\r\n")
    body = await reader.readexactly(25)
    writer.close()
    assert (head.splitlines()[0], body) == (b"HTTP/1.1 200 OK", b'{"data":{"hello":"Ahoy"}}')


@pytest.mark.parametrize("body", [b"", b"{"])
async def test_client_that_leaves_in_the_middle_of_its_body_disturbs_nobody(
    client: httpx.AsyncClient, body: bytes
) -> None:
    _, writer = await begin_request(client, body=body)
    writer.close()
    await writer.wait_closed()
    response = await client.post("/graphql", json={"query": "{ hello }"})
    assert response.json() == {"data": {"hello": "Ahoy"}}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is not JSON: "),
        (b"\xff\xfe{}", "The body is not JSON: "),
        (b'{"query": "\xc3\x28"}', "The body is not JSON: "),
        (b'{"query": "\\ud800"}', "The body is not JSON: "),
        (b'{"variables": ' + b"[" * 900 + b"]" * 900 + b"}", "The parameter query is missing: "),
        (b"[" * 1900, "The body is not JSON: "),
        (b"[]", "The body has to be a JSON object: "),
        (b'[{"query": "{ hello }"}]', "The body has to be a JSON object: "),
        (b'"{ hello }"', "The body has to be a JSON object: "),
        (b'{"query": null}', "The parameter query is missing: "),
        (b'{"query": "{ hello }", "variables": "{}"}', "The parameter variables has to be an object."),
        (b'{"query": "{ hello }", "extensions": [1]}', "The parameter extensions has to be an object."),
        (b'{"query": "{ hello }", "operationName": 1}', "The parameter operationName has to be a string."),
        (b'{"query": "{ hello }\\u0000"}', "Text may not hold the character NUL."),
        (b'{"query": "{ hello }", "variables": {"a": [{"b\\u0000": 1}]}}', "Text may not hold the character NUL."),
    ],
)
async def test_body_that_is_no_request_is_refused(client: httpx.AsyncClient, body: bytes, message: str) -> None:
    status, said, extensions = refusal(await client.post("/graphql", headers=JSON, content=body))
    assert (status, said[: len(message)], extensions) == (400, message, {"code": "BAD_USER_INPUT"})


async def test_backslash_before_u0000_is_not_taken_for_nul(client: httpx.AsyncClient) -> None:
    content = rb'{"query": "query($t: String!) { echo(text: $t) }", "variables": {"t": "\\u0000"}}'
    response = await client.post("/graphql", headers=JSON, content=content)
    assert response.json() == {"data": {"echo": "\\u0000"}}


@pytest.mark.parametrize("literal", ['"a\\u0000b"', '"a\\u{0}b"', '"a\\u{0000}b"'])
async def test_nul_in_a_literal_is_refused(client: httpx.AsyncClient, literal: str) -> None:
    response = await client.post("/graphql", json={"query": f"{{ echo(text: {literal}) }}"})
    [error] = response.json()["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert error["locations"] == [{"line": 1, "column": 14}]


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=iso-8859-1",
        "application/json, text/plain",
    ],
)
async def test_content_that_is_not_json_in_utf8_is_refused(client: httpx.AsyncClient, content_type: str | None) -> None:
    headers = {} if content_type is None else {"content-type": content_type}
    response = await client.post("/graphql", headers=headers, content=b'{"query": "{ hello }"}')
    assert response.status_code == 415


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON", "application/json; charset=utf-8", 'application/json;charset="UTF-8"'],
)
async def test_json_in_utf8_is_taken_however_it_is_spelled(client: httpx.AsyncClient, content_type: str) -> None:
    headers = {"content-type": content_type}
    response = await client.post("/graphql", headers=headers, content=b'{"query": "{ hello }"}')
    assert response.json() == {"data": {"hello": "Ahoy"}}


async def test_packed_body_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", headers=JSON | {"content-encoding": "gzip"}, content=b"x")
    assert (response.status_code, response.headers["accept-encoding"]) == (415, "identity")


async def test_who_is_known_may_send_files_and_who_shows_no_token_may_not() -> None:
    limits = BodyLimits(size=2000, size_of_known=4000)
    service = replace(demo_service(), recognise=recognise_somebody)
    known = {**JSON, "authorization": "Bearer token"}
    with listening(create_app(service, limits=limits)) as address:
        async with httpx.AsyncClient(base_url=address) as client:
            asked = [
                await client.post("/graphql", headers=headers, content=b'{"query": "{ hello }"}'.ljust(size))
                for headers, size in ((JSON, 2000), (JSON, 2001), (known, 4000), (known, 4001))
            ]
    assert [response.status_code for response in asked] == [200, 413, 200, 413]
    assert refusal(asked[-1])[2] == {"code": "LIMIT_EXCEEDED", "limit": 4000}
