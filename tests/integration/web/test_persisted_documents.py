"""A document that was sent once with its hash is asked for by the hash alone, as Apollo's clients do."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import httpx
import orjson
import pytest

DOCUMENT = "query Hello { hello }"
CHANGE = "mutation Moor { moor }"
NOT_FOUND = {
    "errors": [{"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}],
}


def named(text: str) -> Mapping[str, Any]:
    """The extensions that name a document."""
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}}


async def by_hash(client: httpx.AsyncClient, text: str, *, accept: str = "application/json") -> httpx.Response:
    parameters = {"extensions": orjson.dumps(named(text)).decode()}
    return await client.get("/graphql", params=parameters, headers={"accept": accept})


async def send(client: httpx.AsyncClient, text: str) -> Any:
    return (await client.post("/graphql", json={"query": text, "extensions": named(text)})).json()


@pytest.mark.parametrize(("accept", "status"), [("application/json", 200), ("application/graphql-response+json", 400)])
async def test_a_hash_that_nobody_sent_is_answered_with_the_words_that_clients_look_for(
    client: httpx.AsyncClient, accept: str, status: int
) -> None:
    response = await by_hash(client, DOCUMENT, accept=accept)
    assert (response.status_code, response.json()) == (status, NOT_FOUND)


async def test_a_document_is_found_by_its_hash_once_it_was_sent_with_it(client: httpx.AsyncClient) -> None:
    assert await send(client, DOCUMENT) == {"data": {"hello": "Ahoy"}}
    assert (await by_hash(client, DOCUMENT)).json() == {"data": {"hello": "Ahoy"}}


async def test_a_wrong_document_stays_unknown_by_its_hash(client: httpx.AsyncClient) -> None:
    assert "errors" in await send(client, "{ helo }")
    assert (await by_hash(client, "{ helo }")).json() == NOT_FOUND


async def test_a_change_that_is_named_by_its_hash_still_has_to_come_by_post(client: httpx.AsyncClient) -> None:
    assert await send(client, CHANGE) == {"data": {"moor": "moored"}}
    assert (await by_hash(client, CHANGE)).status_code == 405
    posted = await client.post("/graphql", json={"extensions": named(CHANGE)})
    assert posted.json() == {"data": {"moor": "moored"}}
