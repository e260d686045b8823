"""Knows the steps of a code flow one by one, so that each can go wrong."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import httpx

from ahti.issuer.app import Whereabouts
from ahti.issuer.people import BOATER
from tests.integration.issuer.visitor import choose, told

CALLBACK = "http://127.0.0.1:51004/callback"
VERIFIER = "a-verifier.that~nobody_guesses-0123456789abcdef"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "response_type": "code",
    "client_id": "ahti-demo",
    "redirect_uri": CALLBACK,
    "scope": "openid profile offline_access",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "state": "s-1",
}


@dataclass
class Flow:
    """One browser at one issuer."""

    browser: httpx.AsyncClient
    where: Whereabouts

    def asking(self, **changes: str | None) -> str:
        """The address of the sign-in page; a field changed to ``None`` is left out."""
        fields = {name: value for name, value in (ASKED | changes).items() if value is not None}
        return f"{self.where.issuer}/authorize?{urlencode(fields)}"

    async def code(self, **changes: str | None) -> str:
        """A code for the boater."""
        return told(await choose(self.browser, self.asking(**changes), person=BOATER.subject))["code"]

    async def redeem(self, code: str, **changes: str | None) -> httpx.Response:
        return await self.posted(
            "token",
            **{
                "grant_type": "authorization_code",
                "client_id": "ahti-demo",
                "code": code,
                "redirect_uri": CALLBACK,
                "code_verifier": VERIFIER,
            }
            | changes,
        )

    async def refresh(self, token: str, **changes: str | None) -> httpx.Response:
        usual = {"grant_type": "refresh_token", "client_id": "ahti-demo", "refresh_token": token}
        return await self.posted("token", **usual | changes)

    async def tokens(self, **changes: str | None) -> dict[str, Any]:
        """What a whole flow gives."""
        return good(await self.redeem(await self.code(**changes)))

    async def person(self, access_token: str) -> int:
        """The status of a look at the person."""
        headers = {"authorization": f"Bearer {access_token}"}
        return (await self.browser.get(f"{self.where.issuer}/userinfo", headers=headers)).status_code

    async def posted(self, endpoint: str, **fields: str | None) -> httpx.Response:
        given = {name: value for name, value in fields.items() if value is not None}
        return await self.browser.post(f"{self.where.issuer}/{endpoint}", data=given)


def good(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    given: dict[str, Any] = answer.json()
    return given


def error(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, answer.json()["error"]
