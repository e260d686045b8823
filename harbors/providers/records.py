"""Knows a sign-up: what is told in it, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.places.kinds import ProviderKind
from harbors.places.records import Contact, ProviderId
from harbors.text import Language, Translated

SignUpId = NewType("SignUpId", UUID)


class SignUpState(StrEnum):
    """Where a sign-up stands."""

    RECEIVED = "RECEIVED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


SIGN_UP_TRANSITIONS: Mapping[SignUpState, frozenset[SignUpState]] = MappingProxyType(
    {
        SignUpState.RECEIVED: frozenset({SignUpState.APPROVED, SignUpState.REJECTED, SignUpState.WITHDRAWN}),
        # The provider is there; what becomes of it is not the sign-up's.
        SignUpState.APPROVED: frozenset(),
        # Whoever mends what was wrong signs up anew.
        SignUpState.REJECTED: frozenset(),
        SignUpState.WITHDRAWN: frozenset(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpForm:
    """What somebody who wants to be a provider tells. ``description`` is for those who decide."""

    kind: ProviderKind
    name: Translated
    contact: Contact
    business_id: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """A sign-up; ``assured``: the person was strongly identified. ``provider_id`` is what came of it."""

    id: SignUpId
    person_id: PersonId
    form: SignUpForm
    language: Language
    assured: bool
    state: SignUpState
    received_at: datetime
    provider_id: ProviderId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderChanges:
    """What a provider tells anew of itself; ``None`` stays as it is, an empty text takes a contact away."""

    name: Translated | None = None
    phone: str | None = None
    email: str | None = None
    www_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a provider tells of itself."""

    name: Translated
    contact: Contact = field(default_factory=Contact)
