"""Knows what a boater sends in: the person, the boat, the ranked choices; and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.places.records import BoatTypeId
from harbors.rounds.records import RoundId
from harbors.text import Language

ApplicationId = NewType("ApplicationId", UUID)


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    SUBMITTED = "SUBMITTED"
    WITHDRAWN = "WITHDRAWN"


APPLICATION_TRANSITIONS: Mapping[ApplicationStatus, frozenset[ApplicationStatus]] = MappingProxyType(
    {
        ApplicationStatus.SUBMITTED: frozenset({ApplicationStatus.WITHDRAWN}),
        ApplicationStatus.WITHDRAWN: frozenset(),
    }
)


class ChoiceKind(StrEnum):
    """What a choice names: any fitting berth of a harbor or of a pier, or one berth."""

    HARBOR = "HARBOR"
    PIER = "PIER"
    BERTH = "BERTH"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list; its rank is its index there."""

    kind: ChoiceKind
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The person, as the form says it."""

    first_name: str
    last_name: str
    email: str
    municipality: str
    phone: str | None = None
    address: str | None = None
    zip_code: str | None = None
    language: Language = Language.FI


@dataclass(frozen=True, slots=True, kw_only=True)
class Boat:
    """Millimetres and kilograms. ``estimated``: the boat is not there yet and the figures are a guess."""

    beam_mm: int
    length_mm: int
    draught_mm: int | None = None
    mass_kg: int | None = None
    type_id: BoatTypeId | None = None
    registration: str | None = None
    name: str | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a boater fills in; neither class nor order is part of it."""

    applicant: Applicant
    boat: Boat
    choices: tuple[Choice, ...]
    accessibility_required: bool = False
    information_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application as it is kept. ``public_id`` makes the ticket; ``reference`` is what people tell each other."""

    id: ApplicationId
    round_id: RoundId
    public_id: str
    reference: str
    status: ApplicationStatus
    class_number: int
    applicant: Applicant
    boat: Boat
    choices: tuple[Choice, ...]
    accessibility_required: bool
    submitted_at: datetime
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """An edit of an application: what is ``None`` stays as it is. What is told has to be confirmed each time."""

    applicant: Applicant | None = None
    boat: Boat | None = None
    choices: tuple[Choice, ...] | None = None
    accessibility_required: bool | None = None
    information_confirmed: bool = False

    def to(self, before: Application) -> Form:
        """The whole form after the edit."""
        required = self.accessibility_required
        return Form(
            applicant=self.applicant or before.applicant,
            boat=self.boat or before.boat,
            choices=before.choices if self.choices is None else self.choices,
            accessibility_required=before.accessibility_required if required is None else required,
            information_confirmed=self.information_confirmed,
        )


@dataclass(frozen=True, slots=True)
class Submitted:
    """A new application and the capability to edit it, which is shown this once."""

    application: Application
    edit_token: str
