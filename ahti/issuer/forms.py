"""Knows that a form was sent from the page that we gave to this very browser, for this very request."""

import hmac
import re

from starlette.requests import Request
from starlette.responses import Response

from harbors.chance import Chance, draw_token

_COOKIE = "ahti-issuer-form"
_WORD = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Forms:
    """Binds a form to a cookie and to the query of its page, with a key that lives as long as the process.

    The cookie says nothing of a person, and no request but that of the form is judged by it.
    """

    def __init__(self, chance: Chance, *, path: str, secure: bool) -> None:
        self._chance = chance
        self._key = chance.bytes(32)
        self._path = path
        self._secure = secure

    def word_of(self, request: Request) -> str:
        """What this browser is known by; a new one where it has none."""
        given = request.cookies.get(_COOKIE, "")
        return given if _WORD.fullmatch(given) else draw_token(self._chance)

    def seal(self, word: str, query: bytes) -> str:
        """What the form has to bring along."""
        return hmac.digest(self._key, word.encode() + b"\n" + query, "sha256").hex()

    def is_ours(self, request: Request, *, seal: str, query: bytes) -> bool:
        word = request.cookies.get(_COOKIE, "")
        return bool(_WORD.fullmatch(word)) and hmac.compare_digest(seal.encode(), self.seal(word, query).encode())

    def keep(self, response: Response, word: str) -> None:
        """Give the browser its word."""
        response.set_cookie(
            _COOKIE, word, path=self._path, secure=self._secure, httponly=True, samesite="lax", max_age=3600
        )
