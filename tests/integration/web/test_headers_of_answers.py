"""Every answer carries its id and what a browser may do with it; the id also stands in the log."""

import logging

import httpx
import pytest

from ahti.web.app import create_app
from tests.integration.web.demo_service import demo_service

QUERY = {"query": "{ language }"}


async def test_given_request_id_is_echoed(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json=QUERY, headers={"x-request-id": "a b/c~1"})
    assert response.headers["x-request-id"] == "a b/c~1"


@pytest.mark.parametrize("given", [b"", b"x" * 129, b"\xc3\xa5", b"a\tb", b"\xff"])
async def test_request_id_is_made_when_there_is_none_or_it_cannot_be_echoed(
    client: httpx.AsyncClient, given: bytes
) -> None:
    ids = [
        (await client.post("/graphql", json=QUERY, headers={b"x-request-id": given})).headers["x-request-id"]
        for _ in range(2)
    ]
    assert [len(made) for made in ids] == [32, 32]
    assert ids[0] != ids[1]


@pytest.mark.parametrize("path", ["/", "/graphql", "/healthz", "/nowhere"])
async def test_every_answer_is_protected(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert len(headers["x-request-id"]) == 32
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].split("; ")[:2] == ["default-src 'none'", "script-src 'self'"]


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("fi", "fi"),
        ("sv-FI,sv;q=0.9,en;q=0.8", "sv"),
        ("de, en;q=0.3, sv;q=0.2", "en"),
        ("EN-gb", "en"),
        ("de", "fi"),
        ("*", "fi"),
        ("fi;q=0, *;q=0.5", "sv"),
        ("fi;q=0.5, en;q=0.9, sv;q=0.9", "en"),
        ("en;q=5, sv", "sv"),
        (";;,,;q", "fi"),
    ],
)
async def test_language_is_the_one_liked_best(client: httpx.AsyncClient, wish: str, language: str) -> None:
    response = await client.post("/graphql", json=QUERY, headers={"accept-language": wish})
    assert response.json() == {"data": {"language": language}}


async def test_page_from_anywhere_may_ask_without_credentials(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json=QUERY, headers={"origin": "https://example.org"})
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-expose-headers"] == (
        "etag, ratelimit, ratelimit-policy, retry-after, www-authenticate, x-request-id"
    )
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("path", ["/", "/graphql", "/healthz", "/nowhere"])
async def test_no_answer_depends_on_where_the_asking_page_is_from(client: httpx.AsyncClient, path: str) -> None:
    answers = [await client.get(path, headers=origin) for origin in ({}, {"origin": "https://example.org"})]
    assert [answer.headers["access-control-allow-origin"] for answer in answers] == ["*", "*"]
    assert "origin" not in answers[0].headers.get("vary", "").lower()


async def test_browser_is_told_before_it_asks(client: httpx.AsyncClient) -> None:
    asked = {
        "origin": "https://example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, content-type, x-request-id",
    }
    response = await client.options("/graphql", headers=asked)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == "GET, POST"
    assert response.headers["access-control-allow-headers"] == "authorization, content-type, x-request-id"


async def test_options_that_no_browser_sends_before_it_asks_are_not_taken(client: httpx.AsyncClient) -> None:
    response = await client.options("/graphql", headers={"origin": "https://example.org"})
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, POST")


async def test_access_log_names_the_request_but_not_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    transport = httpx.ASGITransport(create_app(demo_service()))
    with caplog.at_level(logging.INFO, logger="ahti.web.access"):
        async with httpx.AsyncClient(transport=transport, base_url="http://ahti") as client:
            await client.get("/graphql?query={echo(text:%22secret%22)}")
    [record] = [record for record in caplog.records if record.name == "ahti.web.access"]
    facts = vars(record)["facts"]
    assert [facts["method"], facts["path"], facts["status"], facts["bytes"]] == ["GET", "/graphql", 200, 26]
    assert "secret" not in record.getMessage()
