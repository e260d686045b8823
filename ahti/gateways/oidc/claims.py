"""Knows what a token has to say to be good here and now, and reads what is of use from it."""

import math
from datetime import UTC, datetime

from ahti.gateways.oidc.assurance import assurance_of
from ahti.gateways.oidc.compact import Claims
from ahti.gateways.oidc.issuers import TrustedIssuer
from ahti.gateways.oidc.records import VerifiedToken
from ahti.gateways.oidc.refusals import InsufficientScope, Reason, TokenRefused
from ahti.gateways.oidc.scopes import scopes_of

# Seconds by which the clocks of an issuer and ours may differ.
LEEWAY = 30
_LATEST = datetime(9999, 1, 1, tzinfo=UTC).timestamp()
_LONGEST_SUBJECT = 255
_LONGEST_TEXT = 500


def verified(claims: Claims, terms: TrustedIssuer, *, now: datetime) -> VerifiedToken:
    """The token of these claims, whose signature holds. Raises ``TokenRefused`` and ``InsufficientScope``."""
    if claims.get("iss") != terms.issuer:
        raise TokenRefused(Reason.UNKNOWN_ISSUER)
    _require_access_token(claims)
    return _told(claims, terms, now=now)


def verified_id(claims: Claims, terms: TrustedIssuer, *, nonce: str, now: datetime) -> VerifiedToken:
    """The id token of these claims, whose signature holds, for the sign-in that began with this ``nonce``.

    Raises ``TokenRefused``.
    """
    if claims.get("iss") != terms.issuer:
        raise TokenRefused(Reason.UNKNOWN_ISSUER)
    if claims.get("nonce") != nonce:
        raise TokenRefused(Reason.NONCE)
    if claims.get("azp", terms.audience[0]) != terms.audience[0]:
        raise TokenRefused(Reason.AUTHORIZED_PARTY)
    return _told(claims, terms, now=now)


def _told(claims: Claims, terms: TrustedIssuer, *, now: datetime) -> VerifiedToken:
    _require_audience(claims, terms)
    expires_at = _require_times(claims, now=now)
    scopes = scopes_of(claims, terms)
    if terms.required_scope is not None and terms.required_scope not in (scopes or ()):
        raise InsufficientScope(terms.required_scope)
    return VerifiedToken(
        issuer=terms.issuer,
        subject=_subject(claims),
        expires_at=expires_at,
        assurance=assurance_of(claims, terms),
        authorized_party=_require_authorized_party(claims, terms),
        scopes=scopes,
        token_id=_text(claims, "jti"),
        given_name=_text(claims, "given_name"),
        family_name=_text(claims, "family_name"),
        email=_text(claims, "email"),
        email_verified=claims.get("email_verified") is True,
        phone_number=_text(claims, "phone_number"),
        phone_number_verified=claims.get("phone_number_verified") is True,
        municipality=_text(claims, "municipality_of_residence"),
        municipality_number=_text(claims, "municipality_of_residence_number"),
    )


def _require_access_token(claims: Claims) -> None:
    """Keycloak tells its tokens apart by ``typ``; a hash of an access token stands in id tokens alone."""
    if claims.get("typ", "Bearer") != "Bearer" or "at_hash" in claims:
        raise TokenRefused(Reason.WRONG_TYPE)
    if "cnf" in claims:
        # It is good only beside a proof that the sender holds a key, and we ask for none.
        raise TokenRefused(Reason.BOUND_TO_SENDER)


def _require_audience(claims: Claims, terms: TrustedIssuer) -> None:
    if not set(_audiences(claims)) & set(terms.audience):
        raise TokenRefused(Reason.AUDIENCE)


def _audiences(claims: Claims) -> list[str]:
    audience = claims.get("aud")
    named = audience if isinstance(audience, list) else [audience]
    if not all(isinstance(one, str) for one in named):
        raise TokenRefused(Reason.AUDIENCE)
    return [str(one) for one in named]


def _require_authorized_party(claims: Claims, terms: TrustedIssuer) -> str | None:
    """``azp``, or ``client_id`` as RFC 9068 calls it. It has to be there where a token is meant for several."""
    party = claims.get("azp", claims.get("client_id"))
    if party is None and terms.authorized_parties is None and len(_audiences(claims)) == 1:
        return None
    if not isinstance(party, str) or not 0 < len(party) <= _LONGEST_SUBJECT:
        raise TokenRefused(Reason.AUTHORIZED_PARTY)
    if terms.authorized_parties is not None and party not in terms.authorized_parties:
        raise TokenRefused(Reason.AUTHORIZED_PARTY)
    return party


def _require_times(claims: Claims, *, now: datetime) -> datetime:
    expires = _instant(claims, "exp")
    if expires is None:
        raise TokenRefused(Reason.TIMES)
    if expires + LEEWAY <= now.timestamp():
        raise TokenRefused(Reason.EXPIRED)
    for name in ("nbf", "iat"):
        if (_instant(claims, name) or 0) - LEEWAY > now.timestamp():
            raise TokenRefused(Reason.NOT_YET)
    return datetime.fromtimestamp(expires, UTC)


def _instant(claims: Claims, name: str) -> float | None:
    seconds = claims.get(name)
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < _LATEST:
        raise TokenRefused(Reason.TIMES)
    return math.floor(seconds)


def _subject(claims: Claims) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or not subject.isprintable():
        raise TokenRefused(Reason.SUBJECT)
    return subject


def _text(claims: Claims, name: str) -> str | None:
    """A claim of words; what is no text, or too long for any name, is left alone."""
    text = claims.get(name)
    return text if isinstance(text, str) and 0 < len(text) <= _LONGEST_TEXT and text.isprintable() else None
