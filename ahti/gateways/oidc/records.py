"""Knows what a verified token says of a person and of the program that shows it."""

from dataclasses import dataclass
from datetime import datetime

from harbors.access.records import Assurance


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedToken:
    """The claims that we use, of a token whose issuer, signature, audience and times were found right.

    ``authorized_party`` is the program that the token was given to. ``scopes`` are as the issuer wrote them, ``None``
    where its tokens are not bound by any. ``municipality_number`` is the number of the municipality of residence.
    """

    issuer: str
    subject: str
    expires_at: datetime
    assurance: Assurance = Assurance.NONE
    authorized_party: str | None = None
    scopes: frozenset[str] | None = None
    token_id: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    email_verified: bool = False
    phone_number: str | None = None
    phone_number_verified: bool = False
    municipality: str | None = None
    municipality_number: str | None = None
