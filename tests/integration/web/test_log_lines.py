"""A log line is read by people or by programs; either way it leads from the id a client quotes to the traceback."""

import io
import logging
from collections.abc import Iterator

import httpx
import orjson
import pytest

from ahti.logs import JsonLines, TextLines
from ahti.web.app import Service, create_app
from schema.requests import Answer, GraphQLRequest, RequestFacts
from tests.integration.web.demo_service import SECRET, demo_service
from tests.integration.web.local_server import listening

ID = {"x-request-id": "abc-123", "accept-language": "en"}


class BrokenExecutor:
    """An executor with a fault of its own, outside any resolver."""

    async def execute(self, request: GraphQLRequest, facts: RequestFacts) -> Answer:
        raise ConnectionError(SECRET)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the service logs, as text."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TextLines())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def test_fault_outside_resolvers_is_masked_and_logged_under_its_id(written: io.StringIO) -> None:
    service = Service(executor=BrokenExecutor(), is_ready=demo_service().is_ready)
    with listening(create_app(service)) as address:
        response = httpx.post(f"{address}graphql", json={"query": "{ hello }"}, headers=ID)
    message = "Something went wrong on our side; quote this id: abc-123"
    assert (response.status_code, response.headers["x-request-id"]) == (500, "abc-123")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.json() == {
        "errors": [{"message": message, "extensions": {"code": "INTERNAL", "requestId": "abc-123"}}]
    }
    [line] = [line for line in written.getvalue().splitlines() if line.endswith("[abc-123]")]
    assert "ERROR uvicorn.error Exception in ASGI application" in line
    assert "ConnectionError: password=[secret] host=10.0.0.7" in written.getvalue()
    assert SECRET not in written.getvalue()


def test_json_line_holds_the_facts_as_keys() -> None:
    record = logging.LogRecord("ahti.web.access", logging.INFO, "", 0, "%s %s", ("GET", "/"), None)
    record.created = 1_764_000_000.123
    record.request_id, record.facts = "abc-123", {"status": 200}
    assert orjson.loads(JsonLines().format(record)) == {
        "at": "2025-11-24T16:00:00.123+00:00",
        "level": "INFO",
        "logger": "ahti.web.access",
        "message": "GET /",
        "requestId": "abc-123",
        "status": 200,
    }
