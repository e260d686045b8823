"""A document may be named by its hash, as Apollo's clients do, and a request may ask what it costs."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import httpx
import orjson
import pytest

from schema.requests import Answer
from tests.integration.web.known_answers import KnownAnswers, answering

QUERY = "{ hello } # åäö"
HASH = sha256(QUERY.encode()).hexdigest()
Pair = tuple[httpx.Client, KnownAnswers]


@pytest.fixture(scope="module")
def service() -> Iterator[Pair]:
    with answering(Answer(b'{"data":null}')) as pair:
        yield pair


def persisted(**changed: object) -> dict[str, object]:
    return {"persistedQuery": {"version": 1, "sha256Hash": HASH, **changed}}


def ask(client: httpx.Client, method: str, extensions: object, **parameters: str) -> httpx.Response:
    if method == "POST":
        return client.post("/graphql", json={**parameters, "extensions": extensions})
    return client.get("/graphql", params={**parameters, "extensions": orjson.dumps(extensions).decode()})


BOTH = pytest.mark.parametrize("method", ["GET", "POST"])


@BOTH
def test_document_is_known_by_its_hash_alone(service: Pair, method: str) -> None:
    client, executor = service
    assert ask(client, method, persisted()).status_code == 200
    assert (executor.asked[-1].query, executor.asked[-1].document_hash) == ("", HASH)


@BOTH
def test_document_comes_with_its_hash(service: Pair, method: str) -> None:
    client, executor = service
    assert ask(client, method, persisted(sha256Hash=HASH.upper()), query=QUERY).status_code == 200
    assert (executor.asked[-1].query, executor.asked[-1].document_hash) == (QUERY, HASH)


@BOTH
@pytest.mark.parametrize("extensions", [{}, None, {"persistedQuery": None, "cost": None}, {"somebody": "else's"}])
def test_document_without_a_hash_has_none(service: Pair, method: str, extensions: object) -> None:
    client, executor = service
    assert ask(client, method, extensions, query=QUERY).status_code == 200
    assert (executor.asked[-1].document_hash, executor.asked[-1].with_cost) == (None, False)


@BOTH
def test_document_of_another_hash_is_refused(service: Pair, method: str) -> None:
    response = ask(service[0], method, persisted(), query="{ other }")
    assert refusal(response) == "The sha256Hash is not the SHA-256 of the query."


@BOTH
@pytest.mark.parametrize(
    ("extensions", "message"),
    [
        ({"persistedQuery": HASH}, "The extension persistedQuery has to be an object."),
        ({"persistedQuery": []}, "The extension persistedQuery has to be an object."),
        (persisted(version=2), "The extension persistedQuery is known in version 1 only."),
        (persisted(version="1"), "The extension persistedQuery is known in version 1 only."),
        (persisted(version=True), "The extension persistedQuery is known in version 1 only."),
        (persisted(version=None), "The extension persistedQuery is known in version 1 only."),
        *[
            (
                persisted(sha256Hash=wrong),
                "The extension persistedQuery needs a sha256Hash of 64 hexadecimal digits.",
            )
            for wrong in (None, 1, "", HASH[1:], HASH + "0", HASH[:-1] + "g", HASH + "\n", "٣" * 64)
        ],
        ({"cost": 1}, "The extension cost has to be true or false."),
        ({"cost": "true"}, "The extension cost has to be true or false."),
    ],
)
def test_extension_that_cannot_be_is_refused(service: Pair, method: str, extensions: object, message: str) -> None:
    assert refusal(ask(service[0], method, extensions, query=QUERY)) == message


def test_request_without_document_and_hash_lacks_its_document(service: Pair) -> None:
    response = ask(service[0], "POST", {"cost": True})
    assert refusal(response) == "The parameter query is missing: it holds the GraphQL document."


@BOTH
@pytest.mark.parametrize("wanted", [True, False])
def test_cost_is_told_on_demand(service: Pair, method: str, wanted: bool) -> None:
    client, executor = service
    assert ask(client, method, {"cost": wanted}, query=QUERY).status_code == 200
    assert executor.asked[-1].with_cost is wanted


def refusal(response: httpx.Response) -> Any:
    [error] = response.json()["errors"]
    assert (response.status_code, error["extensions"]) == (400, {"code": "BAD_USER_INPUT"})
    return error["message"]
