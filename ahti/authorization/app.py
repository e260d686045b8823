"""Knows the authorization server as routes: what stands where, and how it describes itself (RFC 8414)."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router

from ahti.authorization.authorizing import Authorizing
from ahti.authorization.clients import RegisteredClients
from ahti.authorization.consent import Consent
from ahti.authorization.exchanging import Exchanging
from ahti.authorization.sight import Pages
from ahti.authorization.ways import CALLBACK, CONSENT, PATH, Ways
from ahti.clock import Clock
from ahti.db import Database
from ahti.gateways.oidc.issuers import SignIn
from ahti.gateways.oidc.records import VerifiedToken
from ahti.gateways.oidc.signing_in import SigningIn
from ahti.oauth.answers import Answered
from harbors.access.records import Principal, Scope
from harbors.chance import Chance

METADATA = "/.well-known/oauth-authorization-server"
# The person of a verified id token, made at the first sign-in.
Known = Callable[[VerifiedToken], Awaitable[Principal]]


@asynccontextmanager
async def open_authorization(
    database: Database, known: Known, sign_in: SignIn, *, url: str, clock: Clock, chance: Chance
) -> AsyncIterator[Sequence[BaseRoute]]:
    """The routes of the authorization server of the service at ``url``, where people sign in as ``sign_in`` says."""
    async with SigningIn.opened(sign_in, clock=clock) as signing_in:
        ways = Ways(database, clock=clock, chance=chance, url=url)
        clients, pages = RegisteredClients(database), Pages()
        authorizing = Authorizing(ways, clients, signing_in, known, pages)
        consent = Consent(ways, clients, pages)
        exchanging = Exchanging(database, clients, clock=clock, chance=chance)
        both = ["GET", "POST"]
        routes = [
            Route("/authorize", authorizing.authorize, methods=both),
            Route(CALLBACK.removeprefix(PATH), authorizing.come_back),
            Route(CONSENT.removeprefix(PATH), consent.endpoint, methods=both),
            Route("/token", exchanging.token, methods=["POST"]),
            Route("/revoke", exchanging.revoke, methods=["POST"]),
        ]

        async def metadata(_: Request) -> Response:
            return JSONResponse(description(url), headers={"cache-control": "public, max-age=300"})

        yield [Route(METADATA, metadata), Mount(PATH, app=Answered(Router(routes=routes, redirect_slashes=False)))]


def description(url: str) -> dict[str, object]:
    """What programs can find out by themselves."""
    methods = ["none", "client_secret_basic", "client_secret_post"]
    return {
        "issuer": url,
        "authorization_endpoint": f"{url}{PATH}/authorize",
        "token_endpoint": f"{url}{PATH}/token",
        "revocation_endpoint": f"{url}{PATH}/revoke",
        "scopes_supported": [scope.value for scope in Scope],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "ui_locales_supported": ["fi", "sv", "en"],
    }
