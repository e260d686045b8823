"""What is kept for all may be kept by caches between us and the client; nobody's own answer ever is."""

from collections.abc import Iterator

import httpx
import pytest

from schema.requests import Answer
from tests.integration.web.known_answers import KeptAnswer, KnownAnswers, answering

ASKED = {"query": "{ hello }"}
VARY = "Accept, Accept-Encoding, Accept-Language, Authorization"
BODY = b'{"data":{"hello":"Ahoy"}}'
Pair = tuple[httpx.Client, KnownAnswers]


@pytest.fixture(scope="module")
def kept() -> Iterator[Pair]:
    with answering(Answer(BODY, kept=KeptAnswer(key="plan-7.v12", seconds=30))) as pair:
        yield pair


@pytest.fixture(scope="module")
def unchanged() -> Iterator[Pair]:
    with answering(Answer(b"", status=304, kept=KeptAnswer(key="k1"))) as pair:
        yield pair


def caching(response: httpx.Response) -> dict[str, str]:
    return {name: response.headers[name] for name in ("cache-control", "etag", "vary") if name in response.headers}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("origin", [{}, {"origin": "https://example.org"}])
def test_caches_are_told_how_long_and_for_whom(kept: Pair, method: str, origin: dict[str, str]) -> None:
    response = kept[0].request(method, "/graphql", params=ASKED, headers=origin)
    assert caching(response) == {
        "cache-control": "public, max-age=30",
        "etag": 'W/"plan-7.v12"',
        "vary": VARY,
    }
    assert response.headers["content-length"] == str(len(BODY))
    assert response.content == (BODY if method == "GET" else b"")


def test_answer_to_a_post_is_kept_by_nobody_on_the_way(kept: Pair) -> None:
    assert caching(kept[0].post("/graphql", json=ASKED)) == {"cache-control": "no-store", "vary": VARY}


def test_answer_to_somebody_in_particular_is_kept_by_nobody(kept: Pair) -> None:
    client, executor = kept
    headers = {"authorization": "Bearer x", "if-none-match": '"k1"'}
    response = client.get("/graphql", params=ASKED, headers=headers)
    assert caching(response) == {"cache-control": "no-store", "vary": VARY}
    assert executor.asked[-1].held == frozenset()


def test_answer_that_is_not_kept_has_no_tag() -> None:
    with answering(Answer(BODY)) as (client, _):
        assert caching(client.get("/graphql", params=ASKED)) == {"cache-control": "no-store"}


@pytest.mark.parametrize(
    ("header", "held"),
    [
        ('W/"k1"', {"k1"}),
        ('"k1"', {"k1"}),
        ('W/"k1" , "k,2",W/"k3"', {"k1", "k,2", "k3"}),
        ("*", set()),
        ("", set()),
        ('k1, "', set()),
        ('k1, "k2", W/"', {"k2"}),
        ('w/"a b"', set()),
        ('"k1"' + ' , "k2"' * 400, set()),
    ],
)
def test_executor_learns_what_the_client_holds(kept: Pair, header: str, held: set[str]) -> None:
    client, executor = kept
    client.get("/graphql", params=ASKED, headers={"if-none-match": header})
    assert executor.asked[-1].held == held


def test_tags_in_several_headers_are_one_list(kept: Pair) -> None:
    client, executor = kept
    client.get("/graphql", params=ASKED, headers=[("if-none-match", '"k1"'), ("if-none-match", '"k2"')])
    assert executor.asked[-1].held == {"k1", "k2"}


def test_post_holds_nothing(kept: Pair) -> None:
    client, executor = kept
    client.post("/graphql", json=ASKED, headers={"if-none-match": '"k1"'})
    assert executor.asked[-1].held == frozenset()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_client_that_holds_the_answer_is_told_so_without_a_body(unchanged: Pair, method: str, accept: str) -> None:
    headers = {"accept": accept, "if-none-match": 'W/"k1"'}
    response = unchanged[0].request(method, "/graphql", params=ASKED, headers=headers)
    assert (response.status_code, response.content) == (304, b"")
    assert caching(response) == {"cache-control": "public, max-age=30", "etag": 'W/"k1"', "vary": VARY}
    assert {"content-type", "content-length", "transfer-encoding"}.isdisjoint(response.headers)


def test_connection_goes_on_after_an_answer_without_a_body(unchanged: Pair) -> None:
    answers = [unchanged[0].get("/graphql", params=ASKED).status_code for _ in range(3)]
    assert answers == [304] * 3


def test_time_to_come_back_travels_with_a_busy_answer() -> None:
    busy = Answer(b'{"errors":[]}', status=503, json_status=503, headers=(("Retry-After", "2"),))
    with answering(busy) as (client, _):
        response = client.post("/graphql", json=ASKED)
    assert (response.status_code, response.headers["retry-after"]) == (503, "2")
    assert caching(response) == {"cache-control": "no-store"}
