"""Knows an organisation, and where a claim to act for it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId

OrganisationId = NewType("OrganisationId", UUID)
RepresentationId = NewType("RepresentationId", UUID)


class RepresentationStatus(StrEnum):
    """Whether somebody may act for an organisation."""

    CLAIMED = "CLAIMED"
    VERIFIED = "VERIFIED"
    REFUSED = "REFUSED"


REPRESENTATION_TRANSITIONS: Mapping[RepresentationStatus, frozenset[RepresentationStatus]] = MappingProxyType(
    {
        RepresentationStatus.CLAIMED: frozenset({RepresentationStatus.VERIFIED, RepresentationStatus.REFUSED}),
        # People leave an organisation.
        RepresentationStatus.VERIFIED: frozenset({RepresentationStatus.REFUSED}),
        # The proof came later.
        RepresentationStatus.REFUSED: frozenset({RepresentationStatus.VERIFIED}),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """A claim of a person to act for an organisation."""

    id: RepresentationId
    organisation_id: OrganisationId
    person_id: PersonId
    status: RepresentationStatus
    reason: str | None = None
