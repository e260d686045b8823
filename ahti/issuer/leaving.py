"""Knows how a person signs out at a program's wish (OpenID Connect RP-Initiated Logout)."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ahti.issuer.provider import Provider
from ahti.issuer.sight import Pages
from ahti.oauth.clients import Clients
from ahti.oauth.posted import posted_form
from ahti.oauth.requests import Fields, fields_of
from ahti.web.facts import facts_of


class Leaving:
    """Nobody stays signed in here, so that what ends is the sign-in that an id token speaks of."""

    def __init__(self, provider: Provider, clients: Clients, *, pages: Pages) -> None:
        self._provider = provider
        self._clients = clients
        self._pages = pages

    async def endpoint(self, request: Request) -> Response:
        posted = await posted_form(request) if request.method == "POST" else request.scope["query_string"]
        fields = fields_of(posted)
        claims = self._provider.signed_in(fields.get("id_token_hint") or "")
        named = fields.get("client_id")
        if claims is not None and named in (None, claims["aud"]):
            self._provider.end(claims["sid"])
            address = await self._back(fields, claims["aud"])
            if address is not None:
                return RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"})
        language = facts_of(request.scope).language
        return self._pages.message("signed_out", "signed_out", status=200, language=language)

    async def _back(self, fields: Fields, client_id: str) -> str | None:
        """The registered address that the program named, with its state: nobody else can send a person on from here."""
        address, state = fields.get("post_logout_redirect_uri"), fields.get("state")
        client = await self._clients.find(client_id)
        if address is None or client is None or not client.takes_back_signed_out_at(address):
            return None
        if state is None:
            return address
        return f"{address}{'&' if '?' in address else '?'}{urlencode({'state': state})}"
