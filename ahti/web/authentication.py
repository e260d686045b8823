"""Knows how the one who asks is recognised by the token in a request's head, and how a bad token is answered."""

from collections.abc import Awaitable, Callable

from starlette.types import Scope

from ahti.gateways.oidc.bearer import bearer_token
from ahti.gateways.oidc.refusals import AccessRefused, InsufficientScope, Reason, TokenRefused
from ahti.web.facts import header
from ahti.web.refusals import Refusal
from harbors.access.records import NOBODY, Principal
from schema.errors import ErrorCode

# Who shows this token; raises ``AccessRefused``.
Recognise = Callable[[str], Awaitable[Principal]]


async def principal_of(scope: Scope, recognise: Recognise) -> Principal:
    """Who asks: nobody where there is no token. Raises ``Refusal`` for one that is not good."""
    if header(scope, b"authorization") is None:
        return NOBODY
    try:
        token = bearer_token(scope["headers"])
        return NOBODY if token is None else await recognise(token)
    except AccessRefused as refused:
        raise _said(refused) from None


async def recognise_nobody(_token: str) -> Principal:
    """Where no issuer is trusted, no token is good."""
    raise TokenRefused(Reason.UNKNOWN_ISSUER)


def _said(refused: AccessRefused) -> Refusal:
    code = ErrorCode.FORBIDDEN if isinstance(refused, InsufficientScope) else ErrorCode.UNAUTHENTICATED
    return Refusal(refused.status, _MESSAGES[refused.status], code=code, headers=tuple(refused.headers.items()))


_MESSAGES = {
    400: "Give one token, as `Authorization: Bearer ...`.",
    401: "The token is not good here: sign in again.",
    403: "The token does not go as far as this service asks for.",
    503: "The issuer of the token cannot be reached: come back in a moment.",
}
