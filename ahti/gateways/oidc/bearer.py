"""Knows where a request carries its bearer token: in one Authorization header, and nowhere else (RFC 6750)."""

import re
from collections.abc import Iterable

from ahti.gateways.oidc.refusals import MalformedRequest, Reason, TokenRefused, UnknownScheme

# Tokens of Keycloak have one to four thousand characters; whatever is longer is not even parsed.
LONGEST_TOKEN = 16 * 1024
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*", re.ASCII)


def bearer_token(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """The token of a request with these headers (names in lower case, as ASGI has them), or ``None`` without any.

    Raises ``AccessRefused``: whoever tries to sign in, and fails, is not taken for nobody.
    """
    given = [value for name, value in headers if name == b"authorization"]
    if not given:
        return None
    if len(given) > 1:
        raise MalformedRequest(Reason.SEVERAL_HEADERS)
    scheme, _, token = given[0].decode("latin-1").strip(" \t").partition(" ")
    if scheme.lower() != "bearer":
        raise UnknownScheme(Reason.OTHER_SCHEME)
    return _checked(token.strip(" "))


def _checked(token: str) -> str:
    if len(token) > LONGEST_TOKEN:
        raise TokenRefused(Reason.TOO_LONG)
    if not _TOKEN.fullmatch(token):
        raise MalformedRequest(Reason.NOT_A_TOKEN)
    return token
