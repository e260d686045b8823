"""Knows the whole service with its authorization server, where people sign in at the demonstration's issuer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from ahti.authorization.ways import CALLBACK
from ahti.chance import SystemChance
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.gateways.oidc.issuers import SignIn
from ahti.issuer.app import Whereabouts, create_issuer
from ahti.issuer.clients import OURSELVES, ourselves
from ahti.issuer.people import BOATER, DemoPerson
from ahti.oauth.clients import ListedClients
from ahti.public import Public
from ahti.service import open_service
from ahti.web.app import create_app
from ahti.web.server import address_of, open_socket, served_beside
from harbors.access.commands import act_as_system, person_of
from harbors.access.records import Assurance, Identity, Principal, Scope
from harbors.programs.clients import register_client
from harbors.programs.records import ClientForm, Owner
from harbors.programs.rules import challenge_of
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.integration.issuer.visitor import Page, choose, told

CALLBACK_OF_PROGRAM = "http://127.0.0.1:51004/back"
VERIFIER = "a-verifier.that~nobody_guesses-0123456789abcdef"
CHALLENGE = challenge_of(VERIFIER)
SCOPES = "applications:read profile:read"


@dataclass
class Town:
    """The service, a browser, and a program of somebody else."""

    url: str
    issuer: str
    database: Database
    clock: StoppedClock
    browser: httpx.AsyncClient
    client_id: str = ""
    secret: str | None = None
    asked: dict[str, str] = field(default_factory=dict)

    def asking(self, **changes: str | None) -> str:
        """The address to which the program sends a person; a field changed to ``None`` is left out."""
        usual = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": CALLBACK_OF_PROGRAM,
            "scope": SCOPES,
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "state": "s-1",
        }
        fields = {name: value for name, value in (usual | changes).items() if value is not None}
        return f"{self.url}/oauth/authorize?{urlencode(fields)}"

    async def asked_for_consent(self, *, person: DemoPerson = BOATER, **changes: str | None) -> str:
        """The address of the consent page, once the person has signed in."""
        sent = await self.browser.get(self.asking(**changes))
        assert sent.status_code == 303, sent.text
        back = await choose(self.browser, sent.headers["location"], person=person.subject)
        arrived = await self.browser.get(back)
        assert arrived.status_code == 303, arrived.text
        return urljoin(self.url, arrived.headers["location"])

    async def answered(
        self, *, person: DemoPerson = BOATER, says: str = "allow", **changes: str | None
    ) -> dict[str, str]:
        """What the program hears."""
        consent = await self.asked_for_consent(person=person, **changes)
        return told(await choose(self.browser, consent, **{says: "1"}))

    async def code(self, **changes: Any) -> str:
        return (await self.answered(**changes))["code"]

    async def post(self, endpoint: str, *, auth: tuple[str, str] | None = None, **fields: str | None) -> httpx.Response:
        given = {name: value for name, value in fields.items() if value is not None}
        return await self.browser.post(
            f"{self.url}/oauth/{endpoint}", data=given, auth=auth or httpx.USE_CLIENT_DEFAULT
        )

    async def redeem(self, code: str, /, **changes: Any) -> httpx.Response:
        usual = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "code": code,
            "redirect_uri": CALLBACK_OF_PROGRAM,
            "code_verifier": VERIFIER,
        }
        return await self.post("token", **usual | changes)

    async def refresh(self, token: str, **changes: Any) -> httpx.Response:
        usual = {"grant_type": "refresh_token", "client_id": self.client_id, "refresh_token": token}
        return await self.post("token", **usual | changes)

    async def tokens(self, **changes: Any) -> dict[str, Any]:
        given = await self.redeem(await self.code(**changes))
        assert given.status_code == 200, given.text
        tokens: dict[str, Any] = given.json()
        return tokens

    async def ask(self, token: str, query: str = "{ me { isAuthenticated } }") -> httpx.Response:
        headers = {"authorization": f"Bearer {token}"}
        return await self.browser.post(f"{self.url}/graphql", json={"query": query}, headers=headers)

    async def is_good(self, token: str) -> bool:
        answer = await self.ask(token)
        assert answer.status_code in (200, 401), answer.text
        return answer.status_code == 200

    async def person(self, who: DemoPerson = BOATER) -> Principal:
        """Somebody of the demonstration as a person here."""
        async with self.database.unit_of_work() as connection:
            return await person_of(
                connection,
                Identity(self.issuer, who.subject),
                assurance=Assurance.SUBSTANTIAL,
                now=at.DURING,
                chance=SystemChance(),
            )

    async def register(
        self, *, owner: DemoPerson = BOATER, confidential: bool = False, test_mode: bool = False, **changes: Any
    ) -> tuple[str, str | None]:
        """A program of that person: what it calls itself, and its secret."""
        by = await self.person(owner)
        form = ClientForm(
            name="Veneilijän <apu>",
            homepage="https://program.example/",
            privacy_policy="https://program.example/privacy",
            redirect_uris=("http://127.0.0.1/back", "https://program.example/back"),
            scopes=frozenset({Scope.APPLICATIONS_READ, Scope.PROFILE_READ}),
            test_mode=test_mode,
        )
        async with self.database.unit_of_work(by) as connection:
            made = await register_client(
                connection,
                replace(form, **changes),
                owner=Owner(person_id=by.person_id),
                confidential=confidential,
                by=by,
                now=at.DURING,
                chance=SystemChance(),
            )
        return str(made.id), made.secret

    async def run(self, statement: str, *args: object) -> None:
        async with self.database.unit_of_work() as connection:
            await act_as_system(connection)
            await connection.execute(statement, *args)


async def page_of(browser: httpx.AsyncClient, address: str) -> tuple[httpx.Response, Page]:
    shown = await browser.get(address)
    return shown, Page(shown.text)


@asynccontextmanager
async def serving(url: str, folder: Path, clock: StoppedClock) -> AsyncIterator[Town]:
    """The service with everything, on a port of this machine."""
    listener = open_socket("127.0.0.1", 0)
    where = Whereabouts(address_of(listener), folder)
    public = Public(url=where.address.rstrip("/"))
    known = ListedClients(ourselves(public.url + CALLBACK))
    issuer = create_issuer(where, known, clock=clock, chance=SystemChance())
    sign_in = SignIn(issuer=where.issuer, client_id=OURSELVES)
    async with (
        Database.open(url, refusals=REFUSALS, size=4) as database,
        open_service(
            url,
            schema=build(),
            clock=clock,
            refusals=REFUSALS,
            issuers=[where.terms],
            public=public,
            sign_in=sign_in,
        ) as service,
        served_beside(create_app(service, routes=[issuer]), listener),
        httpx.AsyncClient(trust_env=False, timeout=30) as browser,
    ):
        town = Town(public.url, where.issuer, database, clock, browser)
        town.client_id, town.secret = await town.register()
        yield town


def where_from(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
