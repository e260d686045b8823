"""Knows a request for a correction: what an applicant says, what was found, and the place that came of it, if any."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.applications.records import ApplicationId
from harbors.places.records import PlaceId, ProviderId
from harbors.rounds.records import RoundId

CorrectionId = NewType("CorrectionId", UUID)


class CorrectionStatus(StrEnum):
    """Where a request stands."""

    OPEN = "OPEN"
    REJECTED = "REJECTED"
    NEW_VERSION = "NEW_VERSION"
    OFFER = "OFFER"


CORRECTION_TRANSITIONS: Mapping[CorrectionStatus, frozenset[CorrectionStatus]] = MappingProxyType(
    {
        # Decided once, for a reason that is told to the applicant.
        CorrectionStatus.OPEN: frozenset(
            {CorrectionStatus.REJECTED, CorrectionStatus.NEW_VERSION, CorrectionStatus.OFFER}
        ),
        CorrectionStatus.REJECTED: frozenset(),
        # The round goes back to its freeze; the result that was told stays to be read.
        CorrectionStatus.NEW_VERSION: frozenset(),
        # A free place that fits, beside the result.
        CorrectionStatus.OFFER: frozenset(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A request about one application in one draw; ``request`` is ``None`` when the applicant was erased."""

    id: CorrectionId
    draw_id: UUID
    application_id: ApplicationId
    round_id: RoundId
    provider_id: ProviderId
    person_id: PersonId | None
    status: CorrectionStatus
    request: str | None
    asked_at: datetime
    decided_at: datetime | None = None
    reason: str | None = None
    place_id: PlaceId | None = None
