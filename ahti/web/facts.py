"""Knows what the head of a request tells: its headers, its id and the language of its sender."""

from collections.abc import Iterable
from dataclasses import replace

from starlette.types import Scope

from ahti.chance import SystemChance
from ahti.web.negotiation import choose_language
from harbors.access.records import Principal
from harbors.chance import draw_public_id
from schema.requests import RequestFacts

_CHANCE = SystemChance()
_FACTS = "ahti.facts"
_HEAD = "ahti.head"
_LONGEST_ID = 128
_READ = frozenset(
    [
        b"accept",
        b"accept-encoding",
        b"accept-language",
        b"access-control-request-method",
        b"authorization",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"if-none-match",
        b"origin",
        b"x-forwarded-for",
        b"x-request-id",
    ]
)


def facts_of(scope: Scope) -> RequestFacts:
    """The facts of this request: worked out once, then kept in its scope."""
    facts: RequestFacts | None = scope.get(_FACTS)
    if facts is None:
        facts = scope[_FACTS] = RequestFacts(
            request_id=_valid_id(header(scope, b"x-request-id")) or draw_public_id(_CHANCE),
            language=choose_language(header(scope, b"accept-language")),
        )
    return facts


def know(scope: Scope, principal: Principal) -> None:
    """From here on the facts of this request say who asks."""
    scope[_FACTS] = replace(facts_of(scope), principal=principal)


def header(scope: Scope, name: bytes) -> str | None:
    """A header's value, several of one name joined as RFC 9110 allows; ``None`` when there is none.

    Only what somebody here wants to know can be asked for: the head is read once, then kept in the scope.
    """
    assert name in _READ
    head: dict[bytes, str] | None = scope.get(_HEAD)
    if head is None:
        head = scope[_HEAD] = _read(scope["headers"])
    return head.get(name)


def _read(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, str]:
    head: dict[bytes, str] = {}
    for name, value in headers:
        if name in _READ:
            text = value.decode("latin-1")
            head[name] = f"{head[name]}, {text}" if name in head else text
    return head


def _valid_id(given: str | None) -> str | None:
    """An id is echoed and logged: it may hold printable ASCII only, and not much of it."""
    if given and len(given) <= _LONGEST_ID and given.isascii() and given.isprintable():
        return given
    return None
