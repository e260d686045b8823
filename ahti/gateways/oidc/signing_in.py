"""Knows how a person signs in at an OpenID provider for us: sent there with PKCE, back with a code and an id token."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from ahti.clock import Clock
from ahti.gateways.oidc.addresses import is_loopback, require_address
from ahti.gateways.oidc.fetching import CannotFetch, fetch_json, open_client, post_form
from ahti.gateways.oidc.issuer_keys import DISCOVERY
from ahti.gateways.oidc.issuers import SignIn
from ahti.gateways.oidc.records import VerifiedToken
from ahti.gateways.oidc.refusals import AccessRefused
from ahti.gateways.oidc.verifier import TokenVerifier
from harbors.programs.rules import challenge_of


class SignInFailed(Exception):
    """The issuer did not say who it is; the message is for the log."""


@dataclass(frozen=True, slots=True)
class _Endpoints:
    authorization: str
    token: str


class SigningIn:
    """The issuer, as far as a sign-in needs it. It may start after us: nothing is asked before somebody signs in."""

    def __init__(self, sign_in: SignIn, client: httpx.AsyncClient, verifier: TokenVerifier) -> None:
        self._sign_in = sign_in
        self._client = client
        self._verifier = verifier

    @classmethod
    @asynccontextmanager
    async def opened(cls, sign_in: SignIn, *, clock: Clock) -> AsyncIterator["SigningIn"]:
        async with open_client() as client, TokenVerifier.opened((sign_in.terms,), clock=clock) as verifier:
            yield cls(sign_in, client, verifier)

    async def address(self, *, state: str, nonce: str, verifier: str, callback: str, language: str) -> str:
        """Where the person goes. Raises ``CannotFetch``."""
        asked = {
            "response_type": "code",
            "client_id": self._sign_in.client_id,
            "redirect_uri": callback,
            "scope": " ".join(self._sign_in.scopes),
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
            "ui_locales": language,
        }
        address = (await self._endpoints()).authorization
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def is_from(self, issuer: str | None) -> bool:
        """Whether an answer is of our issuer, as far as it says so (RFC 9207)."""
        return issuer in (None, self._sign_in.issuer)

    async def redeem(self, code: str, *, nonce: str, verifier: str, callback: str) -> VerifiedToken:
        """Who signed in. Raises ``SignInFailed``."""
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "client_id": self._sign_in.client_id,
            "code_verifier": verifier,
        }
        secret = self._sign_in.client_secret
        auth = (self._sign_in.client_id, secret.get_secret_value()) if secret else None
        try:
            given = await post_form(self._client, (await self._endpoints()).token, fields, auth=auth)
            return await self._verifier.verify_id(str(given.content.get("id_token")), nonce=nonce)
        except (CannotFetch, AccessRefused) as error:
            raise SignInFailed(str(error)) from None

    async def _endpoints(self) -> _Endpoints:
        issuer = self._sign_in.issuer
        found = (await fetch_json(self._client, issuer.rstrip("/") + DISCOVERY)).content
        if found.get("issuer") != issuer:
            raise CannotFetch("its discovery document speaks of another issuer")
        named = [str(found.get(name)) for name in ("authorization_endpoint", "token_endpoint")]
        try:
            authorization, token = (require_address(one, loopback=is_loopback(issuer)) for one in named)
        except ValueError as error:
            raise CannotFetch(f"one of its endpoints {error}") from None
        return _Endpoints(authorization, token)
