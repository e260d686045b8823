"""Knows how a person is asked what a program may do, and how the program hears of it."""

import hmac
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from ahti.authorization.clients import RegisteredClients
from ahti.authorization.sight import Pages, language_of
from ahti.authorization.ways import Ways
from ahti.oauth.answers import see_other
from ahti.oauth.posted import posted_form
from ahti.oauth.requests import SignInRefused, SignInRequest, fields_of, read_request
from ahti.web.facts import facts_of
from harbors.access.commands import principal_of
from harbors.access.records import Principal, Scope
from harbors.audit.commands import write
from harbors.audit.records import Actor, ActorKind, Entry
from harbors.programs import requests
from harbors.programs.granting import allow
from harbors.programs.records import Client
from harbors.programs.requests import Underway
from harbors.programs.rules import may_be_granted
from harbors.programs.telling import tell_of_grant


class Consent:
    """The question and its answer, which is good for one program, one person, one way."""

    def __init__(self, ways: Ways, clients: RegisteredClients, pages: Pages) -> None:
        self._ways = ways
        self._clients = clients
        self._pages = pages

    async def endpoint(self, request: Request) -> Response:
        """Asks by GET; by POST hears what the person says. The way is named in the address, both times."""
        named = fields_of(request.scope["query_string"])
        way = await self._ways.find(request, named.get("request") or "")
        if way is None or way.person_id is None:
            return self._stale(request)
        try:
            asked = await read_request(way.query, self._clients, issuer=self._ways.url)
        except SignInRefused:
            return self._stale(request)
        client = await self._clients.registered(asked.client.client_id)
        person = await self._person(way)
        if client is None or not may_be_granted(client, person):
            # That a program is on trial is nobody's business but its owners'.
            return await self._declined(way, asked)
        locale = named.get("ui_locales") or asked.ui_locales
        if request.method == "POST":
            return await self._hear(request, way, asked, client, person)
        word = self._ways.word_of(request, way.id)
        return self._pages.consent(
            asked, client, query=request.scope["query_string"], seal=_seal(word), language=language_of(request, locale)
        )

    async def _hear(
        self, request: Request, way: Underway, asked: SignInRequest, client: Client, person: Principal
    ) -> Response:
        said = fields_of(await posted_form(request))
        seal = _seal(self._ways.word_of(request, way.id))
        if not hmac.compare_digest((said.get("seal") or "").encode(), seal.encode()):
            return self._stale(request)
        if not said.get("allow"):
            return await self._declined(way, asked)
        return self._arrived(way, asked.answered(await self._allow(request, way, asked, client, person)))

    async def _allow(
        self, request: Request, way: Underway, asked: SignInRequest, client: Client, person: Principal
    ) -> str:
        """The code for the program; the way cannot be gone a second time."""
        now, chance = self._ways.clock.now(), self._ways.chance
        assert way.person_id is not None
        async with self._ways.database.unit_of_work() as connection:
            grant_id, code = await allow(
                connection,
                person_id=way.person_id,
                client_id=client.id,
                scopes=[Scope(scope) for scope in asked.scopes],
                assurance=person.assurance,
                redirect_uri=asked.redirect_uri,
                challenge=asked.challenge,
                now=now,
                chance=chance,
            )
            entry = Entry(
                at=now,
                actor=Actor(ActorKind.PERSON, way.person_id),
                operation="allowProgram",
                request_id=facts_of(request.scope).request_id,
                client_id=client.id,
                subject_type="Grant",
                subject_id=grant_id,
                person_id=way.person_id,
                after={"client": client.form.name, "scopes": list(asked.scopes)},
            )
            await write(connection, entry, chance=chance)
            await tell_of_grant(
                connection,
                client,
                [Scope(scope) for scope in asked.scopes],
                grant_id=grant_id,
                person_id=way.person_id,
                now=now,
                chance=chance,
            )
            await requests.arrive(connection, way.id)
        return code

    async def _person(self, way: Underway) -> Principal:
        assert way.person_id is not None and way.assurance is not None
        async with self._ways.database.unit_of_work() as connection:
            return await principal_of(connection, way.person_id, assurance=way.assurance)

    def _arrived(self, way: Underway, address: str) -> Response:
        answer = see_other(address)
        self._ways.forget(answer, way.id)
        return answer

    def _stale(self, request: Request) -> Response:
        return self._pages.message("stale", "stale", status=400, language=language_of(request, None))

    async def _declined(self, way: Underway, asked: SignInRequest) -> Response:
        await self._ways.arrive(way.id)
        return self._arrived(way, asked.declined())


def _seal(word: str) -> str:
    """What the form brings along: it follows from the cookie, which no other page can read."""
    return sha256(b"consent " + word.encode()).hexdigest()
