"""Knows what the issuer writes into its tokens, how it signs them, and how it knows its own again."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError

from ahti.issuer.clients import OPENID
from ahti.issuer.grants import Grant
from ahti.issuer.keys import ALGORITHM, Keys
from ahti.issuer.people import DemoPerson
from harbors.access.records import Assurance
from harbors.chance import Chance, draw_public_id

ACCESS_LASTS = timedelta(minutes=5)
ACCESS_TYPE, ID_TYPE = "at+jwt", "JWT"
_EIDAS = "http://eidas.europa.eu/LoA/"
Claims = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minting:
    """Writes and signs tokens of ``issuer`` for ``audience``, the one service that takes them."""

    issuer: str
    audience: str
    keys: Keys
    chance: Chance

    def access_token(self, grant: Grant, person: DemoPerson, *, scopes: tuple[str, ...], now: datetime) -> str:
        """A token as RFC 9068 has it. The claims of the person are in it, since the service asks nobody else."""
        claims = self._common(grant, person, audience=self.audience, now=now) | {
            "client_id": grant.client_id,
            "jti": draw_public_id(self.chance),
            "scope": " ".join(scopes),
        }
        return self._signed(claims | personal_claims(person, scopes), typ=ACCESS_TYPE, now=now)

    def id_token(self, grant: Grant, person: DemoPerson, *, access_token: str, nonce: str | None, now: datetime) -> str:
        """Tells the program who signed in."""
        claims = self._common(grant, person, audience=grant.client_id, now=now)
        claims |= {"at_hash": _half_hash(access_token)} | ({"nonce": nonce} if nonce is not None else {})
        return self._signed(claims, typ=ID_TYPE, now=now)

    def read(self, token: str, *, typ: str, now: datetime, expired: bool = False) -> Claims | None:
        """The claims of a token of ours of this type; ``expired``: whether one whose time is over will do."""
        try:
            read = jwt.decode(token, self.keys.published(now), algorithms=[ALGORITHM])
        except (JoseError, ValueError):
            return None
        good = read.header.get("typ") == typ and read.claims.get("iss") == self.issuer
        return read.claims if good and (expired or now.timestamp() < read.claims["exp"]) else None

    def _common(self, grant: Grant, person: DemoPerson, *, audience: str, now: datetime) -> Claims:
        return {
            "iss": self.issuer,
            "sub": grant.subject,
            "aud": audience,
            "iat": int(now.timestamp()),
            "exp": int((now + ACCESS_LASTS).timestamp()),
            "auth_time": grant.signed_in_at,
            "sid": grant.id,
            **_assurance(person.assurance),
        }

    def _signed(self, claims: Claims, *, typ: str, now: datetime) -> str:
        key = self.keys.signing(now)
        return jwt.encode({"alg": ALGORITHM, "kid": key.kid, "typ": typ}, claims, key, algorithms=[ALGORITHM])


def personal_claims(person: DemoPerson, scopes: tuple[str, ...]) -> Claims:
    """What these scopes tell of a person. Where she lives comes with the profile, from the population register."""
    told: Mapping[str, Claims] = {
        "profile": {
            "name": person.name,
            "given_name": person.given_name,
            "family_name": person.family_name,
            "locale": person.language.value,
            "municipality_of_residence": person.municipality,
            "municipality_of_residence_number": person.municipality_number,
        },
        "email": {"email": person.email, "email_verified": True},
        "phone": {"phone_number": person.phone_number, "phone_number_verified": True},
    }
    return {name: value for scope in scopes for name, value in told.get(scope, {}).items() if value is not None}


def is_openid(scopes: tuple[str, ...]) -> bool:
    """Whether the program asked who the person is, and not only for access."""
    return OPENID in scopes


def _assurance(level: Assurance) -> Claims:
    """As eIDAS names it. Nobody was identified here, of course: the levels belong to the story of each person."""
    return {"acr": _EIDAS + level.value.lower()} if level is not Assurance.NONE else {}


def _half_hash(token: str) -> str:
    return urlsafe_b64encode(sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()
