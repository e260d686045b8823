"""Knows who may act: a person, a program, nobody; in which roles, how well identified, and how far a program goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType
from uuid import UUID

from harbors.access.assurance import Assurance as Assurance
from harbors.places.records import ProviderId

PersonId = NewType("PersonId", UUID)
ClientId = NewType("ClientId", UUID)
ApiKeyId = NewType("ApiKeyId", UUID)


class Role(StrEnum):
    """What somebody may do for a provider; each role may do all that those before it may."""

    VIEWER = "VIEWER"
    CLERK = "CLERK"
    MANAGER = "MANAGER"
    OWNER = "OWNER"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what ``other`` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class Scope(StrEnum):
    """How far a program may go, as OAuth writes it."""

    PROFILE_READ = "profile:read"
    PROFILE_WRITE = "profile:write"
    APPLICATIONS_READ = "applications:read"
    APPLICATIONS_WRITE = "applications:write"
    LISTINGS_READ = "listings:read"
    LISTINGS_WRITE = "listings:write"
    PROVIDER_READ = "provider:read"
    PROVIDER_WRITE = "provider:write"
    PROGRAMS_WRITE = "programs:write"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is to an issuer of tokens."""

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who acts. ``roles`` are those at providers; ``handles_city`` is set for the city's own handlers.

    ``client_id`` is the program through which a person acts, ``key_id`` the key with which a provider's server acts.
    ``scopes`` is how far a program may go; ``None`` is no bound. What is done in ``test_mode`` is marked as a trial.
    """

    person_id: PersonId | None = None
    assurance: Assurance = Assurance.NONE
    roles: Mapping[ProviderId, Role] = field(default_factory=dict)
    handles_city: bool = False
    client_id: ClientId | None = None
    key_id: ApiKeyId | None = None
    scopes: frozenset[Scope] | None = None
    test_mode: bool = False

    @property
    def is_known(self) -> bool:
        """Whether somebody signed in or showed a key."""
        return self.person_id is not None or self.key_id is not None

    @property
    def caller(self) -> str:
        """Who this is, in one stable word: for keys of idempotency, for the audit trail, for rates."""
        if self.key_id is not None:
            return f"key:{self.key_id}"
        if self.person_id is None:
            return "anonymous"
        return f"person:{self.person_id}" + (f" via:{self.client_id}" if self.client_id else "")


NOBODY = Principal()
