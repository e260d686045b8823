"""Knows a member of a provider, and an invitation to become one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId, Role
from harbors.places.records import ProviderId
from harbors.text import Language

MemberId = NewType("MemberId", UUID)
InvitationId = NewType("InvitationId", UUID)

INVITATION_HOLDS = timedelta(days=14)


class InvitationState(StrEnum):
    """Where an invitation stands; one that is open and too old is open in vain."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    WITHDRAWN = "WITHDRAWN"


INVITATION_TRANSITIONS: Mapping[InvitationState, frozenset[InvitationState]] = MappingProxyType(
    {
        InvitationState.OPEN: frozenset({InvitationState.ACCEPTED, InvitationState.WITHDRAWN}),
        InvitationState.ACCEPTED: frozenset(),
        InvitationState.WITHDRAWN: frozenset(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation to act for a provider; whoever has its token and is signed in can accept it, once."""

    id: InvitationId
    provider_id: ProviderId
    email: str
    role: Role
    language: Language
    invited_by: PersonId
    state: InvitationState
    expires_at: datetime
