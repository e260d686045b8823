"""Knows how a program sends a person, who signs in at the issuer, and comes back to be asked."""

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from ahti.authorization.clients import RegisteredClients
from ahti.authorization.sight import Pages, language_of
from ahti.authorization.ways import CONSENT, Ways
from ahti.gateways.oidc.fetching import CannotFetch
from ahti.gateways.oidc.records import VerifiedToken
from ahti.gateways.oidc.signing_in import SignInFailed, SigningIn
from ahti.oauth.answers import see_other
from ahti.oauth.posted import posted_form
from ahti.oauth.requests import NotSentBack, SentBack, SignInRequest, fields_of, read_request
from harbors.access.records import Principal
from harbors.programs.requests import Underway

log = logging.getLogger(__name__)


class Authorizing:
    """The way to the issuer and back. Nobody stays signed in here: each program asks anew."""

    def __init__(
        self,
        ways: Ways,
        clients: RegisteredClients,
        signing_in: SigningIn,
        known: Callable[[VerifiedToken], Awaitable[Principal]],
        pages: Pages,
    ) -> None:
        self._ways = ways
        self._clients = clients
        self._signing_in = signing_in
        self._known = known
        self._pages = pages

    async def authorize(self, request: Request) -> Response:
        """What a program asks, by GET or by POST (RFC 6749, 3.1)."""
        query: bytes = request.scope["query_string"] if request.method == "GET" else await posted_form(request)
        try:
            asked = await read_request(query, self._clients, issuer=self._ways.url)
        except NotSentBack:
            return self._pages.message("refused", "refused", status=400, language=language_of(request, None))
        except SentBack as back:
            return see_other(back.address)
        return await self._send(request, asked, query)

    async def _send(self, request: Request, asked: SignInRequest, query: bytes) -> Response:
        language = language_of(request, asked.ui_locales)
        begun = await self._ways.begin(query)
        try:
            address = await self._signing_in.address(
                state=str(begun.id),
                nonce=begun.nonce,
                verifier=begun.verifier,
                callback=self._ways.callback,
                language=language.value,
            )
        except CannotFetch as error:
            log.warning("Nobody can sign in for a program: %s", error)
            return self._pages.message("away", "away", status=503, language=language)
        answer = see_other(address)
        self._ways.keep(answer, begun.id, begun.word)
        return answer

    async def come_back(self, request: Request) -> Response:
        """From the issuer: to the question what the program may do, or to the program when nobody signed in."""
        fields = fields_of(request.scope["query_string"])
        way = await self._ways.find(request, fields.get("state") or "")
        if way is None or way.person_id is not None or not self._signing_in.is_from(fields.get("iss")):
            return self._pages.message("stale", "stale", status=400, language=language_of(request, None))
        if fields.get("code") is None:
            return await self._decline(way)
        return await self._recognise(request, way, fields.values["code"])

    async def _recognise(self, request: Request, way: Underway, code: str) -> Response:
        try:
            verified = await self._signing_in.redeem(
                code, nonce=way.nonce, verifier=way.verifier, callback=self._ways.callback
            )
        except SignInFailed as error:
            log.warning("A sign-in for a program failed: %s", error)
            return self._pages.message("stale", "stale", status=400, language=language_of(request, None))
        person = await self._known(verified)
        assert person.person_id is not None
        word = await self._ways.signed_in(way.id, person_id=person.person_id, assurance=person.assurance)
        answer = see_other(f"{CONSENT}?{urlencode({'request': str(way.id)})}")
        self._ways.keep(answer, way.id, word)
        return answer

    async def _decline(self, way: Underway) -> Response:
        """Who did not sign in allowed nothing."""
        try:
            asked = await read_request(way.query, self._clients, issuer=self._ways.url)
        except SentBack as back:
            return see_other(back.address)
        await self._ways.arrive(way.id)
        answer = see_other(asked.declined())
        self._ways.forget(answer, way.id)
        return answer
