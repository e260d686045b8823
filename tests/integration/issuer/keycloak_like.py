"""Knows a second issuer that shares no line with ours: ES256, claims as Keycloak shapes them, one person, no page.

It signs with cryptography, and leaves the check of PKCE to Authlib.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route, Router

from ahti.clock import Clock
from ahti.gateways.oidc.issuers import TrustedIssuer
from tests.integration.web.local_server import listening
from tests.signing import EcSigner, RsaSigner, token

REALM = "/realms/city"
SUBJECT = "f:7d1c:aino"
AUDIENCE = "berth-api"


@dataclass
class KeycloakLike:
    """Everything is granted at once to whoever asks, to the one person that there is."""

    clock: Clock
    issuer: str = ""
    signer: EcSigner = field(default_factory=lambda: EcSigner("kc-1"))
    encrypter: RsaSigner = field(default_factory=lambda: RsaSigner("kc-enc"))
    given: dict[str, dict[str, str]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def terms(self) -> TrustedIssuer:
        return TrustedIssuer(
            issuer=self.issuer, audience=(AUDIENCE,), algorithms=("ES256",), authorized_parties=("ahti-demo",)
        )

    async def discovery(self, _: Request) -> Response:
        connect = f"{self.issuer}/protocol/openid-connect"
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{connect}/auth",
                "token_endpoint": f"{connect}/token",
                "jwks_uri": f"{connect}/certs",
            }
        )

    async def certs(self, _: Request) -> Response:
        encrypting = self.encrypter.published() | {"use": "enc", "alg": "RSA-OAEP"}
        return JSONResponse({"keys": [encrypting, self.signer.published() | {"x5c": ["MIIB"], "x5t": "abc"}]})

    async def auth(self, request: Request) -> Response:
        asked = dict(request.query_params)
        code = f"code-{next(self.numbers)}"
        self.given[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}", 302)

    async def token(self, request: Request) -> Response:
        form = dict(await request.form())
        asked = self.given.pop(str(form["code"]))
        assert create_s256_code_challenge(str(form["code_verifier"])) == asked["code_challenge"]
        common = self._common() | {"azp": asked["client_id"]}
        access = common | {"typ": "Bearer", "aud": [AUDIENCE, "account"], "scope": asked["scope"], "acr": "1"}
        access |= {"realm_access": {"roles": ["offline_access"]}, "allowed-origins": ["*"], "loa": "substantial"}
        named = common | {"typ": "ID", "aud": asked["client_id"], "nonce": asked["nonce"]}
        return JSONResponse(
            {
                "access_token": token(self.signer, access),
                "id_token": token(self.signer, named),
                "token_type": "Bearer",
                "expires_in": 300,
                "not-before-policy": 0,
            }
        )

    def _common(self) -> dict[str, Any]:
        now = int(self.clock.now().timestamp())
        person = {"given_name": "Aino", "family_name": "Saarinen", "email": "aino@example.org", "email_verified": False}
        return {"iss": self.issuer, "sub": SUBJECT, "iat": now, "exp": now + 300, "jti": f"{now}", "sid": "s", **person}


@contextmanager
def keycloak_like(*, clock: Clock) -> Iterator[KeycloakLike]:
    """It, on a port of this machine."""
    running = KeycloakLike(clock)
    connect = f"{REALM}/protocol/openid-connect"
    routes = [
        Route(f"{REALM}/.well-known/openid-configuration", running.discovery),
        Route(f"{connect}/certs", running.certs),
        Route(f"{connect}/auth", running.auth),
        Route(f"{connect}/token", running.token, methods=["POST"]),
    ]
    with listening(Router(routes=routes)) as address:
        running.issuer = address.rstrip("/") + REALM
        yield running
