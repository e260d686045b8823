"""Who asks too much is told so with the time to come back; what is left stands in every answer."""

from collections.abc import Iterator
from ipaddress import ip_network

import httpx
import pytest

from ahti.web.app import Service, create_app
from ahti.web.rates.policies import Rates
from harbors.access.records import Principal
from schema.requests import Answer
from tests.integration.web.known_answers import KnownAnswers
from tests.integration.web.local_server import listening
from tests.signed_in import SOMEBODY

ASKED = {"query": "{ hello }"}
BEHIND = (ip_network("127.0.0.0/8"),)
STRANGER = {"x-forwarded-for": "203.0.113.9"}
TOKEN = {"authorization": "Bearer good"}


async def ready() -> bool:
    return True


async def recognise(token: str) -> Principal:
    return SOMEBODY


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    """A service behind a proxy that gives three requests a minute to an address and two to a person."""
    service = Service(executor=KnownAnswers(Answer(b"{}", cost=0)), is_ready=ready, recognise=recognise)
    rates = Rates(address=3, person=2, trusted_proxies=BEHIND)
    with listening(create_app(service, rates=rates)) as address, httpx.Client(base_url=address) as client:
        yield client


def test_what_is_left_is_told_and_then_when_to_come_back(client: httpx.Client) -> None:
    answers = [client.post("/graphql", json=ASKED, headers=STRANGER) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[0].headers["ratelimit-policy"] == '"address";q=3;w=60'
    assert [one.headers["ratelimit"].split(";t=")[0] for one in answers] == [
        '"address";r=2',
        '"address";r=1',
        '"address";r=0',
        '"address";r=0',
    ]
    (error,) = answers[3].json()["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert 1 <= int(answers[3].headers["retry-after"]) <= 20
    assert error["extensions"]["retryAfter"] == int(answers[3].headers["retry-after"])


def test_others_are_not_held_up(client: httpx.Client) -> None:
    for _ in range(4):
        client.post("/graphql", json=ASKED, headers=STRANGER)
    assert client.post("/graphql", json=ASKED, headers={"x-forwarded-for": "203.0.113.10"}).status_code == 200
    assert client.post("/graphql", json=ASKED).status_code == 200


def test_a_person_is_counted_wherever_they_come_from(client: httpx.Client) -> None:
    froms = [{"x-forwarded-for": f"203.0.113.{number}"} | TOKEN for number in range(3)]
    assert [client.post("/graphql", json=ASKED, headers=one).status_code for one in froms] == [200, 200, 429]


def test_this_machine_is_not_limited(client: httpx.Client) -> None:
    answers = [client.post("/graphql", json=ASKED) for _ in range(10)]
    assert {one.status_code for one in answers} == {200}
    assert "ratelimit" not in answers[0].headers


def test_pages_of_others_may_read_what_is_left(client: httpx.Client) -> None:
    exposed = client.post("/graphql", json=ASKED, headers=STRANGER | {"origin": "https://example.org"})
    assert {"ratelimit", "retry-after"} <= set(exposed.headers["access-control-expose-headers"].split(", "))


def test_what_is_posted_elsewhere_counts_too_and_pages_cost_nothing(client: httpx.Client) -> None:
    posted = [client.post("/oauth/token", headers=STRANGER) for _ in range(4)]
    assert [one.status_code for one in posted] == [404, 404, 404, 429]
    assert posted[3].json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    assert client.get("/healthz", headers=STRANGER).status_code == 200
