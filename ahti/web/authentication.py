"""Knows how the one who asks is recognised by the token in a request's head, and how a bad token is answered."""

from collections.abc import Awaitable, Callable

from starlette.types import Scope

from ahti.web.facts import header
from ahti.web.refusals import Refusal
from harbors.access.records import NOBODY, Principal
from schema.errors import ErrorCode

# Who shows this token; raises ``BadToken``.
Recognise = Callable[[str], Awaitable[Principal]]

_SCHEME = "bearer "


class BadToken(Exception):
    """The token is not good; the message says why, for the client."""


async def principal_of(scope: Scope, recognise: Recognise) -> Principal:
    """Who asks: nobody where there is no token. Raises ``Refusal`` with status 401 for a token that is not good."""
    given = header(scope, b"authorization")
    if given is None:
        return NOBODY
    if not given.lower().startswith(_SCHEME):
        raise _unauthenticated("Give the token as `Authorization: Bearer ...`.")
    try:
        return await recognise(given[len(_SCHEME) :].strip())
    except BadToken as bad:
        raise _unauthenticated(str(bad)) from None


async def recognise_nobody(_token: str) -> Principal:
    """Where no issuer is trusted, no token is good."""
    raise BadToken("This service trusts no issuer of tokens.")


def _unauthenticated(message: str) -> Refusal:
    challenge = 'Bearer error="invalid_token"'
    return Refusal(401, message, code=ErrorCode.UNAUTHENTICATED, headers=(("www-authenticate", challenge),))
