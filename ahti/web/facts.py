"""Knows what the head of a request tells: its id and the language of its sender."""

from collections.abc import Iterable

from starlette.types import Scope

from ahti.chance import SystemChance
from ahti.web.negotiation import choose_language
from harbors.chance import draw_public_id
from schema.requests import RequestFacts

_CHANCE = SystemChance()
_KEY = "ahti.facts"
_LONGEST_ID = 128


def facts_of(scope: Scope) -> RequestFacts:
    """The facts of this request: worked out once, then kept in its scope."""
    if _KEY not in scope:
        scope[_KEY] = RequestFacts(
            request_id=_valid_id(header(scope, b"x-request-id")) or draw_public_id(_CHANCE),
            language=choose_language(header(scope, b"accept-language")),
        )
    facts = scope[_KEY]
    assert isinstance(facts, RequestFacts)
    return facts


def header(scope: Scope, name: bytes) -> str | None:
    """A header's value, several of one name joined as RFC 9110 allows; ``None`` when there is none."""
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    values = [value.decode("latin-1") for key, value in headers if key == name]
    return ", ".join(values) if values else None


def _valid_id(given: str | None) -> str | None:
    """An id is echoed and logged: it may hold printable ASCII only, and not much of it."""
    if given and len(given) <= _LONGEST_ID and given.isascii() and given.isprintable():
        return given
    return None
