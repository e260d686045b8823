"""A browser gets our own files only, packed and kept; a supervisor learns whether to wait."""

import asyncio
import gzip
import re
from importlib.resources import files

import httpx
import pytest
from graphql import parse, validate

from ahti.web.app import Service, create_app
from schema.root import build
from tests.integration.web.demo_service import demo_service
from tests.integration.web.local_server import listening


async def test_first_page_loads_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert [path for path in loaded if not path.startswith(("/static/graphiql/", "data:,"))] == []
    assert [(await client.get(path)).status_code for path in loaded if path.startswith("/")] == [200] * 6


async def test_static_file_is_packed_for_those_who_can_unpack_it(client: httpx.AsyncClient) -> None:
    path = "/static/graphiql/graphiql.min.js"
    content = files("ahti.web").joinpath(path.removeprefix("/")).read_bytes()
    plain = await client.get(path, headers={"accept-encoding": "identity"})
    async with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as packed:
        sent = b"".join([piece async for piece in packed.aiter_raw()])
    assert plain.content == gzip.decompress(sent) == content
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_browser_that_has_the_file_is_not_sent_it_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/static/graphiql/start.css")
    second = await client.get("/static/graphiql/start.css", headers={"if-none-match": first.headers["etag"]})
    assert (second.status_code, second.content) == (304, b"")


async def test_process_is_alive_and_ready(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "alive"}
    assert (await client.get("/readyz")).json() == {"status": "ready"}


async def _never() -> bool:
    await asyncio.Event().wait()
    return True


@pytest.mark.parametrize(
    "service",
    [demo_service(ready=False), Service(executor=demo_service().executor, is_ready=_never)],
    ids=["database says no", "database says nothing"],
)
def test_service_whose_database_fails_is_alive_but_not_ready(service: Service) -> None:
    with listening(create_app(service)) as address:
        assert httpx.get(f"{address}healthz").status_code == 200
        assert httpx.get(f"{address}readyz").status_code == 503


def test_first_documents_are_valid() -> None:
    script = files("ahti.web").joinpath("static/graphiql/first-documents.js").read_text(encoding="utf-8")
    documents = re.findall(r"query: `([^`]+)`", script)
    schema = build()
    assert [validate(schema, parse(document)) for document in documents] == [[], [], []]
