"""Knows what a person allowed a program at one sign-in, and the code that brings it to the program, once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from harbors.chance import Chance, draw_public_id, draw_token, token_hash

CODE_LASTS = timedelta(minutes=1)
# A code that comes again within this time takes back what it gave the first time.
_REMEMBERED = timedelta(minutes=10)
_MOST = 10_000


class NotGranted(Exception):
    """The code or token is unknown, used up, over, or another's. Who shows it learns no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """``id`` names the sign-in in every token that follows from it; ``signed_in_at`` counts seconds."""

    id: str
    client_id: str
    subject: str
    scopes: tuple[str, ...]
    signed_in_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A grant on its way to the program: only who knows the verifier of ``challenge`` may take it."""

    grant: Grant
    redirect_uri: str
    challenge: str
    nonce: str | None
    given_at: datetime
    used: bool = False


class Codes:
    """Codes are in memory: a restart makes people sign in again, and no code outlives it."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._codes: dict[bytes, Code] = {}

    def give(self, code: Code) -> str:
        """The words for ``code``, which are kept as a hash."""
        self._forget(code.given_at)
        word = draw_token(self._chance)
        self._codes[token_hash(word)] = code
        return word

    def take(self, word: str, *, now: datetime) -> Code:
        """The code, used up from now on; one that was ``used`` before is given too. Raises ``NotGranted``."""
        key = token_hash(word)
        code = self._codes.get(key)
        if code is None or now >= code.given_at + (_REMEMBERED if code.used else CODE_LASTS):
            raise NotGranted
        self._codes[key] = replace(code, used=True)
        return code

    def _forget(self, now: datetime) -> None:
        over = [key for key, code in self._codes.items() if now >= code.given_at + _REMEMBERED]
        for key in over:
            del self._codes[key]
        for key in list(self._codes)[: max(0, len(self._codes) - _MOST + 1)]:
            del self._codes[key]


def new_grant_id(chance: Chance) -> str:
    """Names a sign-in."""
    return draw_public_id(chance)
