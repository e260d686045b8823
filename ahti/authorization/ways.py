"""Knows a browser on its way over sign-in and consent: by a cookie for this way alone, below /oauth, for a while."""

import re
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from ahti.clock import Clock
from ahti.db import Database
from harbors.access.records import Assurance, PersonId
from harbors.chance import Chance
from harbors.programs import requests
from harbors.programs.requests import REQUEST_LASTS, Begun, RequestId, Underway

PATH = "/oauth"
CALLBACK = f"{PATH}/callback"
CONSENT = f"{PATH}/consent"
_WORD = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ways:
    """Each way has a cookie of its own, so that two pages of one browser do not mix. ``url`` is the service's."""

    database: Database
    clock: Clock
    chance: Chance
    url: str

    @property
    def callback(self) -> str:
        """Where people come back to from where they sign in."""
        return self.url + CALLBACK

    async def begin(self, query: bytes) -> Begun:
        """A browser sets out with what a program asked."""
        async with self.database.unit_of_work() as connection:
            return await requests.begin(connection, query, now=self.clock.now(), chance=self.chance)

    async def find(self, request: Request, id: str) -> Underway | None:
        """Where this browser is on the way of this id, if it is its own."""
        read = _read(id)
        word = request.cookies.get(_cookie(id), "")
        if read is None or not _WORD.fullmatch(word):
            return None
        async with self.database.unit_of_work() as connection:
            return await requests.find(connection, read, word=word, now=self.clock.now())

    async def signed_in(self, id: RequestId, *, person_id: PersonId, assurance: Assurance) -> str:
        """Who signed in; the word by which the browser is known from now on."""
        async with self.database.unit_of_work() as connection:
            return await requests.signed_in(
                connection, id, person_id=person_id, assurance=assurance, chance=self.chance
            )

    async def arrive(self, id: RequestId) -> None:
        """The way is at its end, and nothing of it is kept."""
        async with self.database.unit_of_work() as connection:
            await requests.arrive(connection, id)

    def keep(self, response: Response, id: RequestId, word: str) -> None:
        """Give the browser its word. Lax: it has to come along when the issuer sends the person back."""
        response.set_cookie(
            _cookie(str(id)),
            word,
            path=PATH,
            secure=self.url.startswith("https:"),
            httponly=True,
            samesite="lax",
            max_age=int(REQUEST_LASTS.total_seconds()),
        )

    def forget(self, response: Response, id: RequestId) -> None:
        """The browser has arrived."""
        response.delete_cookie(
            _cookie(str(id)), path=PATH, secure=self.url.startswith("https:"), httponly=True, samesite="lax"
        )

    def word_of(self, request: Request, id: RequestId) -> str:
        """What the browser shows for this way."""
        return request.cookies.get(_cookie(str(id)), "")


def _cookie(id: str) -> str:
    return f"ahti-oauth-{id}"


def _read(id: str) -> RequestId | None:
    try:
        read = UUID(id)
    except ValueError:
        return None
    return RequestId(read) if str(read) == id else None
