"""Knows what a boater sends in: the person, the boat, the ranked choices; and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.boats.records import BoatId
from harbors.leases.records import LeaseId
from harbors.organisations.records import OrganisationId
from harbors.places.records import BoatTypeId
from harbors.rounds.records import RoundId
from harbors.text import Language

ApplicationId = NewType("ApplicationId", UUID)
DuplicateId = NewType("DuplicateId", UUID)


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    SUBMITTED = "SUBMITTED"
    HANDLED = "HANDLED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"


APPLICATION_TRANSITIONS: Mapping[ApplicationStatus, frozenset[ApplicationStatus]] = MappingProxyType(
    {
        ApplicationStatus.SUBMITTED: frozenset(
            {ApplicationStatus.HANDLED, ApplicationStatus.EXPIRED, ApplicationStatus.WITHDRAWN}
        ),
        # The place that was offered is let to the applicant.
        ApplicationStatus.HANDLED: frozenset(),
        # Nobody paid for the place that was offered. Money that comes late may still get it; another version of the
        # draw gives everybody a new decision.
        ApplicationStatus.EXPIRED: frozenset({ApplicationStatus.HANDLED, ApplicationStatus.SUBMITTED}),
        ApplicationStatus.WITHDRAWN: frozenset(),
    }
)


class Mode(StrEnum):
    """What is wanted: a place, to keep the own place, or another in its stead."""

    NEW = "NEW"
    RENEW = "RENEW"
    EXCHANGE = "EXCHANGE"


class Channel(StrEnum):
    """How an application came in."""

    ONLINE = "ONLINE"
    PAPER = "PAPER"


class Ground(StrEnum):
    """By what two applications are held to be the same."""

    PERSON = "PERSON"
    BOAT = "BOAT"


class PairStatus(StrEnum):
    """What staff found of a pair of applications; while one is open, its round is not frozen."""

    OPEN = "OPEN"
    NOT_THE_SAME = "NOT_THE_SAME"
    MERGED = "MERGED"


PAIR_TRANSITIONS: Mapping[PairStatus, frozenset[PairStatus]] = MappingProxyType(
    {
        PairStatus.OPEN: frozenset({PairStatus.NOT_THE_SAME, PairStatus.MERGED}),
        # Told apart by mistake.
        PairStatus.NOT_THE_SAME: frozenset({PairStatus.MERGED}),
        # One of the two is withdrawn, and stays so.
        PairStatus.MERGED: frozenset(),
    }
)


class Hand(StrEnum):
    """Who did something to an application."""

    APPLICANT = "APPLICANT"
    STAFF = "STAFF"
    SYSTEM = "SYSTEM"


class Happening(StrEnum):
    """What can be done to an application, as its history tells it."""

    SUBMITTED = "SUBMITTED"
    ENTERED = "ENTERED"
    CARRIED = "CARRIED"
    NOT_CARRIED = "NOT_CARRIED"
    EDITED = "EDITED"
    CLAIMED = "CLAIMED"
    CLASS_SET = "CLASS_SET"
    DUPLICATE_RESOLVED = "DUPLICATE_RESOLVED"
    ASKED = "ASKED"
    WITHDRAWN = "WITHDRAWN"
    DECLINED = "DECLINED"
    HANDLED = "HANDLED"
    EXPIRED = "EXPIRED"


class Confirmation(StrEnum):
    """Whether it is known that the mail address is the applicant's; an application counts either way."""

    UNCONFIRMED = "UNCONFIRMED"
    CONFIRMED = "CONFIRMED"


CONFIRMATION_TRANSITIONS: Mapping[Confirmation, frozenset[Confirmation]] = MappingProxyType(
    {
        Confirmation.UNCONFIRMED: frozenset({Confirmation.CONFIRMED}),
        # Another address is not confirmed by the mail to this one.
        Confirmation.CONFIRMED: frozenset({Confirmation.UNCONFIRMED}),
    }
)


class ChoiceKind(StrEnum):
    """What a choice names: any fitting berth of a harbor or of a pier, or one berth; in winter area, section, place."""

    HARBOR = "HARBOR"
    PIER = "PIER"
    BERTH = "BERTH"
    AREA = "AREA"
    SECTION = "SECTION"
    STORAGE_PLACE = "STORAGE_PLACE"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list; its rank is its index there."""

    kind: ChoiceKind
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The person, as the form says it; with an order of ``non_disclosure`` without address and municipality.

    ``email`` is ``None`` only for what came on paper from people who have none.
    """

    first_name: str
    last_name: str
    email: str | None
    municipality: str | None
    phone: str | None = None
    address: str | None = None
    zip_code: str | None = None
    language: Language = Language.FI
    non_disclosure: bool = False
    birth_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Boat:
    """Millimetres and kilograms. ``estimated``: the boat is not there yet and the figures are a guess.

    ``id`` is which of the own boats it is; the figures are those of the day.
    """

    beam_mm: int
    length_mm: int
    draught_mm: int | None = None
    mass_kg: int | None = None
    type_id: BoatTypeId | None = None
    registration: str | None = None
    name: str | None = None
    estimated: bool = False
    id: BoatId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a boater fills in; neither class nor order is part of it.

    ``lease_id`` is told by a tenant who has several places; ``consents`` are names out of the rules of the round.
    """

    applicant: Applicant
    boat: Boat
    choices: tuple[Choice, ...]
    mode: Mode = Mode.NEW
    lease_id: LeaseId | None = None
    organisation_id: OrganisationId | None = None
    consents: frozenset[str] = frozenset()
    accessibility_required: bool = False
    information_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application as it is kept. ``public_id`` makes the ticket; ``reference`` is what people tell each other.

    ``person_id`` is whose it is; ``None`` for one that was made without an account, and belongs to its capability.
    ``confirmed_at``: when it was known that the mail address is the applicant's. ``lease_id``: the place that a tenant
    has. ``waiting_since``: when the first of a chain of carried applications came in. ``consents``: name and time.
    """

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
    waiting_since: datetime
    mode: Mode = Mode.NEW
    lease_id: LeaseId | None = None
    organisation_id: OrganisationId | None = None
    channel: Channel = Channel.ONLINE
    entered_by: PersonId | None = None
    carried_from: ApplicationId | None = None
    class_reason: str | None = None
    consents: Mapping[str, datetime] = field(default_factory=dict)
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None
    person_id: PersonId | None = None
    claimed_at: datetime | None = None
    confirmed_at: datetime | None = None

    @property
    def confirmation(self) -> Confirmation:
        """Whether it is known that the mail address is the applicant's."""
        return Confirmation.UNCONFIRMED if self.confirmed_at is None else Confirmation.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """An edit of an application: what is ``None`` stays as it is. What is told has to be confirmed each time."""

    applicant: Applicant | None = None
    boat: Boat | None = None
    choices: tuple[Choice, ...] | None = None
    accessibility_required: bool | None = None
    consents: frozenset[str] | None = None
    information_confirmed: bool = False

    def to(self, before: Application) -> Form:
        """The whole form after the edit."""
        required = self.accessibility_required
        applicant = self.applicant or before.applicant
        return Form(
            applicant=replace(applicant, non_disclosure=before.applicant.non_disclosure),
            boat=self.boat or before.boat,
            choices=before.choices if self.choices is None else self.choices,
            mode=before.mode,
            lease_id=before.lease_id,
            organisation_id=before.organisation_id,
            consents=frozenset(before.consents) if self.consents is None else self.consents,
            accessibility_required=before.accessibility_required if required is None else required,
            information_confirmed=self.information_confirmed,
        )


@dataclass(frozen=True, slots=True)
class Submitted:
    """A new application, and the capability to edit it where it has no person; that is shown this once."""

    application: Application
    edit_token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two applications of a round that seem to be one person's, or for one boat."""

    id: DuplicateId
    round_id: RoundId
    first_id: ApplicationId
    second_id: ApplicationId
    ground: Ground
    status: PairStatus

    def other_than(self, kept: ApplicationId) -> ApplicationId:
        """The one of the two that is not kept."""
        return self.second_id if kept == self.first_id else self.first_id
