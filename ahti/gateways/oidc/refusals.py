"""Knows why a request's credentials are refused: a stable reason for logs and counters, a challenge for the client.

AccessRefused
├── MalformedRequest     the credentials cannot be read as a bearer token (400 invalid_request)
├── TokenRefused         the token is not good here (401 invalid_token)
│   └── UnknownScheme    the credentials are of another kind (401, no error named)
├── InsufficientScope    the token is good, but does not go far enough (403 insufficient_scope)
└── IssuerAway           nobody can say: the issuer's keys were never had, or are too old (503)

A client learns the class, never the reason: what was wrong with a token is of use to forgers alone.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar


class Reason(StrEnum):
    """What was wrong; logs and metrics rely on it, so a reason is never renamed."""

    SEVERAL_HEADERS = "several-headers"
    OTHER_SCHEME = "other-scheme"
    NOT_A_TOKEN = "not-a-token"
    TOO_LONG = "too-long"
    NOT_A_JWT = "not-a-jwt"
    HEADER_FORBIDDEN = "header-forbidden"
    ALGORITHM = "algorithm"
    WRONG_TYPE = "wrong-type"
    BOUND_TO_SENDER = "bound-to-sender"
    UNKNOWN_ISSUER = "unknown-issuer"
    UNKNOWN_KEY = "unknown-key"
    NOT_OURS = "not-ours"
    NONCE = "nonce"
    SIGNATURE = "signature"
    AUDIENCE = "audience"
    AUTHORIZED_PARTY = "authorized-party"
    EXPIRED = "expired"
    NOT_YET = "not-yet"
    TIMES = "times"
    SUBJECT = "subject"
    SCOPE = "scope"
    ISSUER_AWAY = "issuer-away"


class AccessRefused(Exception):
    """The credentials of a request are refused with HTTP ``status`` and ``headers``; ``error`` as RFC 6750 names it."""

    status: ClassVar[int]
    error: ClassVar[str | None] = None

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

    @property
    def headers(self) -> Mapping[str, str]:
        """What an answer carries beside its status."""
        named = f' error="{self.error}"' if self.error else ""
        return {"www-authenticate": f"Bearer{named}", "cache-control": "no-store"}


class MalformedRequest(AccessRefused):
    """The credentials cannot be read as one bearer token."""

    status = 400
    error = "invalid_request"


class TokenRefused(AccessRefused):
    """The token is expired, forged, of somebody unknown, or meant for somebody else."""

    status = 401
    error: ClassVar[str | None] = "invalid_token"


class UnknownScheme(TokenRefused):
    """The credentials are of another kind; RFC 6750 names no error then, only what would be taken."""

    error = None


class InsufficientScope(AccessRefused):
    """The issuer's operator asks for a scope that the token lacks."""

    status = 403
    error = "insufficient_scope"

    def __init__(self, scope: str) -> None:
        super().__init__(Reason.SCOPE)
        self.scope = scope

    @property
    def headers(self) -> Mapping[str, str]:
        said = super().headers
        return {**said, "www-authenticate": f'{said["www-authenticate"]}, scope="{self.scope}"'}


class IssuerAway(AccessRefused):
    """The token cannot be judged now; it may be good, and need not be thrown away."""

    status = 503

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(Reason.ISSUER_AWAY)
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        return {"retry-after": str(self.retry_after), "cache-control": "no-store"}
