"""Knows what a program of somebody else is, what a person allowed it, and what a key of a provider's server is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import ApiKeyId, ClientId, PersonId, Role, Scope
from harbors.places.records import ProviderId
from harbors.sql import Row

GrantId = NewType("GrantId", UUID)
FamilyId = NewType("FamilyId", UUID)

CODE_LASTS = timedelta(seconds=60)
ACCESS_LASTS = timedelta(minutes=15)
REFRESHING_LASTS = timedelta(days=90)
KEY_LASTS_AT_MOST = timedelta(days=365)
OVERLAP_AT_MOST_DAYS = 30


class ClientState(StrEnum):
    """Where a program stands."""

    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    RETIRED = "RETIRED"


CLIENT_TRANSITIONS: Mapping[ClientState, frozenset[ClientState]] = MappingProxyType(
    {
        # The city suspends, and lifts that; whose program it is retires it.
        ClientState.ACTIVE: frozenset({ClientState.SUSPENDED, ClientState.RETIRED}),
        ClientState.SUSPENDED: frozenset({ClientState.ACTIVE, ClientState.RETIRED}),
        ClientState.RETIRED: frozenset(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose program it is: a person's or a provider's."""

    person_id: PersonId | None = None
    provider_id: ProviderId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientForm:
    """What is told of a program. ``scopes`` is how far it may ever ask to go."""

    name: str
    homepage: str
    privacy_policy: str
    redirect_uris: Sequence[str]
    scopes: frozenset[Scope]
    test_mode: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A program. One that is ``confidential`` runs on a server that can keep a secret."""

    id: ClientId
    owner: Owner
    form: ClientForm
    confidential: bool
    secret_hash: bytes | None
    state: ClientState

    @classmethod
    def from_row(cls, row: Row) -> "Client":
        return cls(
            id=ClientId(row["id"]),
            owner=Owner(person_id=row["person_id"], provider_id=row["provider_id"]),
            form=ClientForm(
                name=row["name"],
                homepage=row["homepage"],
                privacy_policy=row["privacy_policy"],
                redirect_uris=tuple(row["redirect_uris"]),
                scopes=frozenset(Scope(scope) for scope in row["scopes"]),
                test_mode=row["test_mode"],
            ),
            confidential=row["confidential"],
            secret_hash=row["secret_hash"],
            state=ClientState(row["state"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyForm:
    """What is asked of a key: for which provider, in which role, how far, for how many days."""

    provider_id: ProviderId
    name: str
    role: Role
    scopes: frozenset[Scope]
    days: int
    test_mode: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key of a provider's server; only the hash of its secret is kept."""

    id: ApiKeyId
    provider_id: ProviderId
    name: str
    role: Role
    scopes: frozenset[Scope]
    test_mode: bool
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_on: date | None
    replaced: bool

    @classmethod
    def from_row(cls, row: Row) -> "ApiKey":
        return cls(
            id=ApiKeyId(row["id"]),
            provider_id=ProviderId(row["provider_id"]),
            name=row["name"],
            role=Role(row["role"]),
            scopes=frozenset(Scope(scope) for scope in row["scopes"]),
            test_mode=row["test_mode"],
            created_at=row["created_at"],
            expires_at=row["expires_at"],
            revoked_at=row["revoked_at"],
            last_used_on=row["last_used_on"],
            replaced=row["replaced"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a program is given: the words themselves, which are kept nowhere."""

    access_token: str
    refresh_token: str
    scopes: frozenset[Scope]
