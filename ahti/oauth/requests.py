"""Knows what a program asks when it sends a person to sign in, and what of it cannot be.

SignInRefused
├── NotSentBack     nobody knows who asked, or where to send the person: said on a page, sent nowhere
└── SentBack        the program is told, at its registered address
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from ahti.oauth.clients import Client, Clients
from harbors.programs.rules import is_challenge

_LONGEST = 8 * 1024
_MOST_FIELDS = 40
_VISIBLE = re.compile(r"[\x20-\x7e]*", re.ASCII)
_UNSUPPORTED = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
}


class SignInRefused(Exception):
    """The person cannot be asked to sign in."""


class NotSentBack(SignInRefused):
    """The program is unknown, or the address is not one of its own: whoever made this link must get nothing by it."""


class SentBack(SignInRefused):
    """The program hears an ``error`` of RFC 6749 or OpenID Connect at ``address``."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRequest:
    """A request for a code that can be granted. ``issuer`` goes into each answer (RFC 9207)."""

    issuer: str
    client: Client
    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str
    state: str | None
    nonce: str | None
    ui_locales: str | None

    def answered(self, code: str) -> str:
        """Where the person goes, with the code."""
        return _answer(self.redirect_uri, self.state, self.issuer, code=code)

    def declined(self) -> str:
        """Where the person goes who does not want to."""
        return _answer(self.redirect_uri, self.state, self.issuer, error="access_denied")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a query or a form that have a value. Those that stand twice are in doubt: none of them is taken."""

    values: Mapping[str, str]
    doubled: frozenset[str] = frozenset()

    def get(self, name: str) -> str | None:
        return self.values.get(name)


def fields_of(query: bytes) -> Fields:
    """What is too long or no text has no fields."""
    if len(query) > _LONGEST:
        return Fields({})
    try:
        pairs = parse_qsl(query.decode("ascii"), max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        return Fields({})
    counts = Counter(name for name, _ in pairs)
    doubled = frozenset(name for name, count in counts.items() if count > 1)
    return Fields({name: value for name, value in pairs if name not in doubled}, doubled)


async def read_request(query: bytes, clients: Clients, *, issuer: str) -> SignInRequest:
    """What is asked; raises ``SignInRefused``."""
    fields = fields_of(query)
    client = await clients.find(fields.get("client_id") or "")
    redirect_uri = fields.get("redirect_uri") or ""
    if client is None or not client.takes_back_at(redirect_uri):
        raise NotSentBack
    state = fields.get("state") if _is_visible(fields.get("state")) else None
    scopes = tuple(scope for scope in client.scopes if scope in (fields.get("scope") or "").split(" "))
    fault = _fault(fields) or (None if scopes else "invalid_scope")
    if fault:
        raise SentBack(_answer(redirect_uri, state, issuer, error=fault))
    return SignInRequest(
        issuer=issuer,
        client=client,
        redirect_uri=redirect_uri,
        scopes=scopes,
        challenge=fields.values["code_challenge"],
        state=state,
        nonce=fields.get("nonce"),
        ui_locales=fields.get("ui_locales"),
    )


def _fault(fields: Fields) -> str | None:
    """The error of the first thing that is wrong."""
    for name, error in _UNSUPPORTED.items():
        if fields.get(name):
            return error
    if fields.doubled or not all(_is_visible(fields.get(name)) for name in ("state", "nonce", "scope")):
        return "invalid_request"
    if fields.get("response_type") not in ("code", None):
        return "unsupported_response_type"
    if fields.get("response_type") is None or fields.get("response_mode") not in ("query", None):
        return "invalid_request"
    if not _has_challenge(fields):
        return "invalid_request"
    if "none" in (fields.get("prompt") or "").split(" "):
        # Nobody is ever signed in here already: no cookie keeps it.
        return "login_required"
    return None


def _has_challenge(fields: Fields) -> bool:
    """Whether there is a challenge of PKCE, and not in plain: that would protect nothing."""
    challenge = fields.get("code_challenge") or ""
    return fields.get("code_challenge_method") == "S256" and is_challenge(challenge)


def _is_visible(text: str | None) -> bool:
    return text is None or bool(_VISIBLE.fullmatch(text))


def _answer(redirect_uri: str, state: str | None, issuer: str, **said: str) -> str:
    answer = said | ({"state": state} if state is not None else {}) | {"iss": issuer}
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(answer)}"
