"""Knows the whole service in a test: on a real port, over a real database, its statements written down."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import httpx
import orjson
import pytest

from ahti.metrics import Metrics
from ahti.read_pool import ReadPool
from ahti.service import open_service
from ahti.web.app import create_app
from ahti.web.server import address_of, open_socket, serve
from tests.clocks import StoppedClock
from tests.integration.schema.reader import NONE, SCHEMA, Variables
from tests.signed_in import recognise_somebody

Headers = Mapping[str, str]
NO_HEADERS: Headers = {}


def written_down(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that compiled reads send for answers from now on, on any connection."""
    sent: list[str] = []
    fetch_body = ReadPool.fetch_body

    async def fetch(pool: ReadPool, sql: str, parameters: Sequence[object]) -> bytes:
        if '{"data":' in sql:
            sent.append(sql)
        return await fetch_body(pool, sql, parameters)

    monkeypatch.setattr(ReadPool, "fetch_body", fetch)
    return sent


@dataclass(frozen=True, slots=True)
class Served:
    """A client of a service of one's own."""

    client: httpx.AsyncClient
    metrics: Metrics
    sent: list[str]

    async def get(self, document: str, variables: Variables = NONE, headers: Headers = NO_HEADERS) -> httpx.Response:
        asked = {"query": document, "variables": orjson.dumps(dict(variables)).decode()}
        return await self.client.get("/graphql", params=asked, headers=headers)

    async def post(self, document: str, headers: Headers = NO_HEADERS, **more: object) -> httpx.Response:
        return await self.client.post("/graphql", json={"query": document, **more}, headers=headers)

    async def statements(self, document: str) -> int:
        """How many statements are sent for an answer."""
        before = len(self.sent)
        await self.get(document)
        return len(self.sent) - before

    def hits(self, *, hit: bool = True) -> float:
        labels = {"cache": "results", "result": "hit" if hit else "miss"}
        return self.metrics.registry.get_sample_value("ahti_cache_lookups_total", labels) or 0


@asynccontextmanager
async def serving(url: str, sent: list[str]) -> AsyncIterator[Served]:
    """The service on the database at ``url``, until the end of the block."""
    started = asyncio.Event()
    async with open_service(url, schema=SCHEMA, clock=StoppedClock(), recognise=recognise_somebody) as service:
        listener = open_socket("127.0.0.1", 0)
        running = asyncio.create_task(serve(create_app(service), listener, on_listening=started.set))
        try:
            await asyncio.wait_for(started.wait(), timeout=10)
            without_certificates = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            async with httpx.AsyncClient(base_url=address_of(listener), verify=without_certificates) as client:
                client.headers.pop("accept-encoding")
                yield Served(client, service.metrics, sent)
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
