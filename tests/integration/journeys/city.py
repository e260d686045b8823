"""Knows the whole service in one process: API, the issuer that it trusts, worker and outbox; and whoever uses it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from prometheus_client import CollectorRegistry

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.commandline.demo import outbox_and_worker
from ahti.constraints import REFUSALS
from ahti.issuer.app import Whereabouts, create_issuer
from ahti.issuer.clients import NATIVE, SCOPES
from ahti.issuer.people import DemoPerson
from ahti.oauth.clients import ListedClients
from ahti.public import Public
from ahti.service import open_service
from ahti.settings import load_settings
from ahti.web.app import create_app
from ahti.web.server import address_of, open_socket, served_beside
from schema.root import build
from tests.integration.issuer.authlib_client import program
from tests.integration.issuer.visitor import choose

CALLBACK = "http://127.0.0.1:51004/callback"
VERIFIER = "v" * 64
_LETTER = re.compile(r'<a href="(/outbox/[^"]+)">([^<]+)</a></td>\s*<td>([^<]+)</td>\s*<td>([^<]+)</td>')
_LINK = re.compile(r'<a href="([^"]+)" rel="noreferrer">')


@dataclass(frozen=True, slots=True)
class Letter:
    """A line of the outbox, and the link that its mail leads to."""

    subject: str
    address: str
    language: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Somebody:
    """One who asks over HTTP, by a token of the issuer unless nobody in particular."""

    http: httpx.AsyncClient
    token: str | None = None
    language: str = "en"

    @property
    def headers(self) -> dict[str, str]:
        signed_in = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return {"accept-language": self.language} | signed_in

    async def ask(self, document: str, **variables: Any) -> Any:
        """The whole answer."""
        asked = {"query": document, "variables": variables}
        return (await self.http.post("/graphql", json=asked, headers=self.headers)).json()

    async def do(self, name: str, selection: str, /, **input: Any) -> Any:
        """The payload of a mutation that nothing refuses."""
        answer = await self.ask(_document(name, f"{selection} errors {{ code field message }}"), input=input)
        assert "errors" not in answer, answer["errors"]
        payload = answer["data"][name]
        assert payload["errors"] == []
        return payload

    async def refused(self, name: str, /, **input: Any) -> list[str]:
        """Why a mutation is refused, at the top or by the trade."""
        answer = await self.ask(_document(name, "errors { code }"), input=input)
        at_the_top = [error["extensions"]["code"] for error in answer.get("errors", [])]
        return at_the_top or [error["code"] for error in answer["data"][name]["errors"]]


@dataclass(frozen=True, slots=True)
class City:
    """Where it all runs, and its figures."""

    where: Whereabouts
    http: httpx.AsyncClient
    figures: CollectorRegistry

    @property
    def nobody(self) -> Somebody:
        return Somebody(self.http)

    async def signed_in(self, person: DemoPerson, *, language: str) -> Somebody:
        """The person behind a token that a real code flow gave, with all that a program may ask for."""
        async with program(redirect_uri=CALLBACK, scope=" ".join(SCOPES)) as client:
            address, state = client.create_authorization_url(f"{self.where.issuer}/authorize", code_verifier=VERIFIER)
            async with httpx.AsyncClient(trust_env=False) as browser:
                back = await choose(browser, address, person=person.subject)
            token = await client.fetch_token(
                f"{self.where.issuer}/token", authorization_response=back, state=state, code_verifier=VERIFIER
            )
        return replace(self.nobody, token=token["access_token"], language=language)

    async def outbox(self) -> list[Letter]:
        """What was written, the oldest first."""
        page = (await self.http.get("/outbox")).text
        lines = [[unescape(told) for told in line] for line in reversed(_LETTER.findall(page))]
        return [Letter(subject, to, language, await self._link(at)) for at, subject, to, language in lines]

    async def _link(self, path: str) -> str | None:
        found = _LINK.search((await self.http.get(path)).text)
        return unescape(found[1]) if found else None

    def figure(self, name: str, **labels: str) -> float:
        return self.figures.get_sample_value(name, labels) or 0


@asynccontextmanager
async def running(url: str, folder: Path) -> AsyncIterator[City]:
    """The service on the database at ``url``; the issuer keeps its keys in ``folder``."""
    listener = open_socket("127.0.0.1", 0)
    where, clock = Whereabouts(address_of(listener), folder), SystemClock()
    issuer = create_issuer(where, ListedClients(NATIVE), clock=clock, chance=SystemChance())
    public, trusted = Public(url=where.address.rstrip("/")), [where.terms]
    async with (
        open_service(url, schema=build(), clock=clock, refusals=REFUSALS, issuers=trusted, public=public) as service,
        outbox_and_worker(url, load_settings(), public, None, service.metrics) as outbox,
        served_beside(create_app(service, routes=[issuer, *outbox]), listener),
        httpx.AsyncClient(base_url=where.address, timeout=60, trust_env=False) as http,
    ):
        yield City(where, http, service.metrics.registry)


def _document(name: str, selection: str) -> str:
    input_type = f"{name[0].upper()}{name[1:]}Input!"
    return f"mutation M($input: {input_type}) {{ {name}(input: $input) {{ {selection} }} }}"
