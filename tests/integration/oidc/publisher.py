"""Knows an issuer that only publishes: its documents can be changed, lost and counted while it serves them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router

from ahti.gateways.oidc.issuers import TrustedIssuer
from tests.integration.web.local_server import listening
from tests.signing import Signer, token

AUDIENCE = "ahti-api"
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
DISCOVERY, KEYS = "/.well-known/openid-configuration", "/keys"


class Hands:
    """A clock that stands still until it is turned; it tells the time of day and counts seconds."""

    def __init__(self) -> None:
        self._turned = 0.0

    def turn(self, seconds: float) -> None:
        self._turned += seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self._turned)

    def seconds(self) -> float:
        return self._turned


class Publisher:
    """Answers from what it holds at that moment. ``asked`` counts requests by path."""

    def __init__(self, *signers: Signer) -> None:
        self.issuer = ""
        self.begin_anew(*signers)

    def begin_anew(self, *signers: Signer) -> None:
        """As it was when it was made, but at the same address."""
        self.keys: list[Any] = [signer.published() for signer in signers]
        self.discovery: dict[str, Any] = {}
        self.answers: dict[str, Response] = {}
        self.headers: dict[str, str] = {}
        self.asked: Counter[str] = Counter()

    async def document(self, request: Request) -> Response:
        path = request.url.path
        self.asked[path] += 1
        if path in self.answers:
            return self.answers[path]
        told = {"issuer": self.issuer, "jwks_uri": self.issuer + KEYS} | self.discovery
        return JSONResponse(told if path == DISCOVERY else {"keys": self.keys}, headers=self.headers)

    def lose(self) -> None:
        """Be away from now on: whatever is asked, there is no answer of use."""
        self.answers = dict.fromkeys((DISCOVERY, KEYS), Response(status_code=502))

    def terms(self, **others: Any) -> TrustedIssuer:
        """How an operator would describe it."""
        return TrustedIssuer.model_validate({"issuer": self.issuer, "audience": AUDIENCE} | others)

    def claims(self, **others: Any) -> dict[str, Any]:
        """What a good token of it says; a claim given as ``None`` is left out."""
        noon = int(NOON.timestamp())
        usual = {"iss": self.issuer, "sub": "7f0c", "aud": AUDIENCE, "iat": noon, "exp": noon + 300, "azp": "portal"}
        return {name: value for name, value in (usual | others).items() if value is not None}

    def token(self, signer: Signer, **claims: Any) -> str:
        return token(signer, self.claims(**claims))


@contextmanager
def published(*signers: Signer) -> Iterator[Publisher]:
    """An issuer of these signers, on a port of this machine."""
    publisher = Publisher(*signers)
    with listening(Router(routes=[Route("/{path:path}", publisher.document)])) as address:
        publisher.issuer = address.rstrip("/")
        yield publisher
