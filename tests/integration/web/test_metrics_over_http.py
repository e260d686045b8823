"""The figures of the service are for whoever has the token, or can reach the port that they have of their own."""

import re

import httpx
import pytest

from ahti.metrics import Metrics
from ahti.web.app import Service, create_app
from ahti.web.scraping import create_metrics_app
from tests.integration.web.demo_service import demo_service
from tests.integration.web.local_server import listening
from tests.integration.web.test_log_lines import BrokenExecutor

TOKEN = "tänään-hunter2"
GIVEN = {b"authorization": f"Bearer {TOKEN}".encode()}


def figures(text: str, name: str) -> dict[str, float]:
    """The samples of one metric by what stands in their braces."""
    found = re.findall(rf"^{name}(?:{{(.*)}})? (\S+)$", text, re.MULTILINE)
    return {labels: float(value) for labels, value in found}


def test_figures_are_given_to_whoever_has_the_token() -> None:
    with listening(create_app(demo_service(), metrics_token=TOKEN)) as address:
        httpx.post(f"{address}graphql", json={"query": "{ hello }"})
        httpx.post(f"{address}graphql", json={})
        httpx.post(f"{address}graphql", content=b"x" * 2_000_000, headers={"content-type": "application/json"})
        response = httpx.get(f"{address}metrics", headers=GIVEN)
    assert response.status_code == 200
    assert (response.headers["content-type"].split(";")[0], response.headers["cache-control"]) == (
        "text/plain",
        "no-store",
    )
    assert figures(response.text, "ahti_requests_total") == {'status="2xx"': 1, 'status="4xx"': 2}
    assert figures(response.text, "ahti_request_seconds_count") == {"": 3}
    assert figures(response.text, "ahti_refusals_total") == {'code="BAD_USER_INPUT"': 1, 'code="LIMIT_EXCEEDED"': 1}


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer x", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "ä"])
def test_nobody_else_reads_them(given: str | None) -> None:
    headers = {} if given is None else {b"authorization": given.encode()}
    with listening(create_app(demo_service(), metrics_token=TOKEN)) as address:
        response = httpx.get(f"{address}metrics", headers=headers)
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")
    assert "ahti_" not in response.text


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_token_there_is_nothing(token: str | None) -> None:
    with listening(create_app(demo_service(), metrics_token=token)) as address:
        answers = [httpx.get(f"{address}metrics", headers=headers) for headers in ({}, {"authorization": "Bearer"})]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_port_of_their_own_has_figures_only() -> None:
    metrics = Metrics()
    metrics.planned()
    with listening(create_metrics_app(metrics)) as address:
        response = httpx.get(f"{address}metrics")
        elsewhere = [httpx.get(f"{address}{path}").status_code for path in ("", "graphql", "metrics/x")]
    assert figures(response.text, "ahti_reads_planned_total") == {"": 1}
    assert elsewhere == [404, 404, 404]


def test_fault_is_counted_as_one() -> None:
    metrics = Metrics()
    service = Service(executor=BrokenExecutor(), is_ready=demo_service().is_ready, metrics=metrics)
    with listening(create_app(service)) as address:
        httpx.post(f"{address}graphql", json={"query": "{ hello }"})
    with listening(create_metrics_app(metrics)) as address:
        text = httpx.get(f"{address}metrics").text
    assert figures(text, "ahti_requests_total") == {'status="5xx"': 1}
