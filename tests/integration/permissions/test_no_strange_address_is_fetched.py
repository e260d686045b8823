"""Whatever address a stranger sets, wherever an input takes one (counted from the schema): nobody here asks it."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
import pytest
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_named_type

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import context_opener
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from tests.cast import CAST, settle
from tests.clocks import StoppedClock
from tests.integration.permissions.furniture import furnish
from tests.integration.permissions.test_every_mutation import SAMPLES, SCHEMA

ADDRESS = re.compile(r"(ur[il]s?|homepage|policy)$", re.IGNORECASE)
NAME = "rebind.attacker.example"


@dataclass
class Watched:
    """A server of this machine, and the names that were looked up."""

    port: int = 0
    connections: int = 0
    names: list[str] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        hosts = (f"127.0.0.1:{self.port}", f"localhost:{self.port}", f"[::1]:{self.port}", "169.254.169.254", NAME)
        web = [f"{scheme}://{host}/latest/" for scheme in ("http", "https") for host in hosts]
        return [*web, "file:///etc/passwd", f"gopher://127.0.0.1:{self.port}/x", f"ftp://{NAME}/", f"//{NAME}/"]

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.close()


@pytest.fixture
async def watched(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watched]:
    watch, resolve = Watched(), socket.getaddrinfo

    def recorded(host: Any, *args: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        watch.names.append(name)
        if name == NAME:
            raise socket.gaierror(socket.EAI_NONAME, "nobody")
        return resolve(host, *args, **named)

    server = await asyncio.start_server(watch.accept, "127.0.0.1", 0)
    watch.port = server.sockets[0].getsockname()[1]
    monkeypatch.setattr(socket, "getaddrinfo", recorded)
    async with server:
        yield watch


def paths(type_: Any, *before: str) -> Iterator[tuple[str, ...]]:
    """Where an input takes an address."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLInputObjectType):
        for name, field_ in named.fields.items():
            yield from paths(field_.type, *before, name)
    elif ADDRESS.search(before[-1]) and named.name == "String":
        yield before


def filled(type_: Any, path: tuple[str, ...], address: str) -> Any:
    """An input that is whole, with this address at the end of the path."""
    if isinstance(type_, GraphQLNonNull):
        return filled(type_.of_type, path, address)
    if isinstance(type_, GraphQLList):
        return [filled(type_.of_type, path, address)]
    if not path:
        return address
    return {**SAMPLES.value(type_), path[0]: filled(type_.fields[path[0]].type, path[1:], address)}


def places() -> list[tuple[str, tuple[str, ...]]]:
    assert SCHEMA.mutation_type is not None
    found = SCHEMA.mutation_type.fields.items()
    return [(name, path) for name, mutation in found for path in paths(mutation.args["input"].type)]


async def test_what_could_be_seen_is_seen(watched: Watched) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        for address in (f"http://127.0.0.1:{watched.port}/", f"http://{NAME}/"):
            with suppress(httpx.HTTPError):
                await client.get(address)
    assert (watched.connections, NAME in watched.names) == (1, True)


async def test_no_address_that_a_stranger_sets_is_asked_for_anything(town_url: str, watched: Watched) -> None:
    async with Database.open(town_url, size=2, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
            await furnish(connection)
        executor = ReferenceExecutor(SCHEMA, context_opener(database, StoppedClock()))
        told: dict[str, set[str]] = {}
        for name, path in places():
            for address in watched.addresses:
                told.setdefault(".".join((name, *path)), set()).update(await attempt(executor, name, path, address))
    assert {"registerClient.homepage", "registerClient.redirectUris", "updateProvider.wwwUrl"} <= told.keys()
    assert not any(codes & {"INTERNAL", "FORBIDDEN"} for codes in told.values()), told
    assert told["registerClient.redirectUris"] >= {"REDIRECT_KIND"}
    assert (watched.connections, [name for name in watched.names if name not in ("127.0.0.1", "None")]) == (0, [])


async def attempt(executor: ReferenceExecutor, name: str, path: tuple[str, ...], address: str) -> set[str]:
    """The codes of what is wrong with it, at the top and in the payload."""
    assert SCHEMA.mutation_type is not None
    input_type = SCHEMA.mutation_type.fields[name].args["input"].type
    document = f"mutation Set($input: {input_type}) {{ {name}(input: $input) {{ errors {{ code }} }} }}"
    request = GraphQLRequest(document, variables={"input": filled(input_type, path, address)})
    answer = orjson.loads((await executor.execute(request, RequestFacts("walk", principal=CAST["owner"]))).body)
    payload = (answer.get("data") or {}).get(name) or {"errors": []}
    return {error["code"] for error in payload["errors"]} | {
        error["extensions"]["code"] for error in answer.get("errors", [])
    }
