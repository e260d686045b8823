"""Knows the issuer as one ASGI application under its path: what stands where, and how it describes itself."""

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route, Router

from ahti.clock import Clock
from ahti.gateways.oidc.bearer import bearer_token
from ahti.gateways.oidc.issuers import TrustedIssuer
from ahti.gateways.oidc.refusals import AccessRefused, Reason, TokenRefused
from ahti.issuer.authorizing import Authorizing
from ahti.issuer.clients import SCOPES
from ahti.issuer.exchanging import Exchanging
from ahti.issuer.forms import Forms
from ahti.issuer.grants import Codes
from ahti.issuer.keys import ALGORITHM, Keys
from ahti.issuer.leaving import Leaving
from ahti.issuer.people import PEOPLE
from ahti.issuer.provider import Provider
from ahti.issuer.refreshing import RefreshTokens
from ahti.issuer.sight import Pages
from ahti.issuer.tokens import ACCESS_LASTS, Minting
from ahti.oauth.answers import NOT_KEPT, Answered
from ahti.oauth.clients import Clients
from harbors.chance import Chance

PATH = "/issuer"
# Shorter than a key that was replaced is still published.
_KEPT = {"cache-control": "public, max-age=300"}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``address``: of the whole service, ending in a slash. ``folder``: for keys and refresh tokens."""

    address: str
    folder: Path

    @property
    def issuer(self) -> str:
        return issuer_at(self.address)

    @property
    def terms(self) -> TrustedIssuer:
        """How the service trusts it: on the same terms as any other."""
        return TrustedIssuer(issuer=self.issuer, audience=(self.audience,))

    @property
    def audience(self) -> str:
        """The one service that its access tokens are for."""
        return f"{self.address}graphql"


def issuer_at(address: str) -> str:
    """The name of the issuer of a service at ``address``."""
    return address.rstrip("/") + PATH


def create_issuer(where: Whereabouts, clients: Clients, *, clock: Clock, chance: Chance) -> Mount:
    """The issuer with what it kept in its folder, mounted at ``PATH``; it owns nothing that has to be closed."""
    keys = Keys(where.folder / "keys.json", tokens_last=ACCESS_LASTS)
    keys.signing(clock.now())
    provider = Provider(
        minting=Minting(issuer=where.issuer, audience=where.audience, keys=keys, chance=chance),
        codes=Codes(chance),
        refreshing=RefreshTokens(where.folder / "refresh-tokens.json", chance=chance),
        people=PEOPLE,
        clock=clock,
        chance=chance,
    )
    forms = Forms(chance, path=PATH, secure=where.issuer.startswith("https:"))
    site = Router(routes=_routes(provider, clients, forms), redirect_slashes=False)
    return Mount(PATH, app=Answered(site))


def _routes(provider: Provider, clients: Clients, forms: Forms) -> list[Route]:
    pages, exchanging, published = Pages(), Exchanging(provider, clients), _Published(provider)
    both = ["GET", "POST"]
    authorizing = Authorizing(provider, clients, forms=forms, pages=pages)
    leaving = Leaving(provider, clients, pages=pages)
    return [
        Route("/.well-known/openid-configuration", published.discovery),
        Route("/jwks", published.jwks),
        Route("/authorize", authorizing.endpoint, methods=both),
        Route("/token", exchanging.token, methods=["POST"]),
        Route("/revoke", exchanging.revoke, methods=["POST"]),
        Route("/userinfo", published.userinfo, methods=both),
        Route("/end-session", leaving.endpoint, methods=both),
    ]


class _Published:
    """What is read: the description, the keys, and the person that an access token speaks of."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    async def discovery(self, _: Request) -> Response:
        return JSONResponse(description(self._provider.minting.issuer), headers=_KEPT)

    async def jwks(self, _: Request) -> Response:
        keys = self._provider.minting.keys.published(self._provider.clock.now())
        return JSONResponse(keys.as_dict(private=False), headers=_KEPT)

    async def userinfo(self, request: Request) -> Response:
        try:
            told = self._provider.told_to(bearer_token(request.scope["headers"]) or "")
            if told is None:
                raise TokenRefused(Reason.NOT_A_TOKEN)
        except AccessRefused as refused:
            return Response(status_code=refused.status, headers=refused.headers)
        return JSONResponse(told, headers=NOT_KEPT)


def description(issuer: str) -> dict[str, object]:
    """The discovery document."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/jwks",
        "revocation_endpoint": f"{issuer}/revoke",
        "end_session_endpoint": f"{issuer}/end-session",
        "scopes_supported": list(SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "claims_parameter_supported": False,
        "ui_locales_supported": ["fi", "sv", "en"],
    }
