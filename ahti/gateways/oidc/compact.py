"""Knows the shape of a token before anything of it is believed: three canonical parts, a header without surprises."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Any

from ahti.gateways.oidc.bearer import LONGEST_TOKEN
from ahti.gateways.oidc.refusals import Reason, TokenRefused
from ahti.gateways.strict_json import read_object

Claims = dict[str, Any]

# Everything else is refused: jwk, jku, x5u and x5c bring a key along, crit and b64 change what a signature means,
# enc and zip and cty hide another message inside.
_HEADERS = frozenset(["alg", "kid", "typ", "x5t", "x5t#S256"])
# A token for a resource server; id tokens of some issuers say JWT too, logout tokens and DPoP proofs name themselves.
_TYPES = frozenset(["jwt", "at+jwt", "application/at+jwt"])
_LONGEST_WORD = 255


@dataclass(frozen=True, slots=True)
class Unverified:
    """What a token says of itself; ``issuer`` and ``kid`` are good for finding the key, and for nothing else."""

    algorithm: str
    kid: str | None
    issuer: str
    claims: Claims


def parse(token: str) -> Unverified:
    """Raises ``TokenRefused`` for what cannot be a token of anybody."""
    if len(token) > LONGEST_TOKEN:
        raise TokenRefused(Reason.TOO_LONG)
    parts = token.split(".")
    if len(parts) != 3:
        raise TokenRefused(Reason.NOT_A_JWT)
    header, payload, _ = (_decoded(part) for part in parts)
    return _described(_header(_object(header)), _object(payload))


def _described(header: dict[str, str], claims: Claims) -> Unverified:
    issuer = claims.get("iss")
    if not isinstance(issuer, str):
        raise TokenRefused(Reason.UNKNOWN_ISSUER)
    return Unverified(algorithm=header["alg"], kid=header.get("kid"), issuer=issuer, claims=claims)


def _header(header: Claims) -> dict[str, str]:
    if not header.keys() <= _HEADERS:
        raise TokenRefused(Reason.HEADER_FORBIDDEN)
    if not all(isinstance(value, str) and len(value) <= _LONGEST_WORD for value in header.values()):
        raise TokenRefused(Reason.NOT_A_JWT)
    if "alg" not in header:
        raise TokenRefused(Reason.ALGORITHM)
    if header.get("typ", "JWT").lower() not in _TYPES:
        raise TokenRefused(Reason.WRONG_TYPE)
    return header


def _decoded(part: str) -> bytes:
    """The bytes of base64url without padding, written in the only way: else many spellings were one token."""
    try:
        decoded = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (NotBase64, ValueError):
        raise TokenRefused(Reason.NOT_A_JWT) from None
    if urlsafe_b64encode(decoded).rstrip(b"=").decode() != part:
        raise TokenRefused(Reason.NOT_A_JWT)
    return decoded


def _object(text: bytes) -> Claims:
    try:
        return read_object(text)
    except ValueError:
        raise TokenRefused(Reason.NOT_A_JWT) from None
