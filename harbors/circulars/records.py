"""Knows a circular: what it says, to whom it goes, and what became of each of its letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from harbors.access.records import ApiKeyId, PersonId
from harbors.leases.records import LeaseId
from harbors.notices.records import MessageStatus
from harbors.places.records import ProviderId
from harbors.text import Language, Translated

CircularId = NewType("CircularId", UUID)


class LetterOutcome(StrEnum):
    """What became of the letter for a lease; a tenant of several gets one."""

    WRITTEN = "WRITTEN"
    REPEATED = "REPEATED"
    UNREACHABLE = "UNREACHABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whose tenants are meant: of any of these, or of everything where nothing is named."""

    harbor_ids: tuple[UUID, ...] = ()
    pier_ids: tuple[UUID, ...] = ()
    area_ids: tuple[UUID, ...] = ()
    lease_ids: tuple[LeaseId, ...] = ()

    @property
    def is_everybody(self) -> bool:
        """Whether nothing is named."""
        return not (self.harbor_ids or self.pier_ids or self.area_ids or self.lease_ids)


@dataclass(frozen=True, slots=True)
class Words:
    """What is written, in the languages that its readers read; an empty line in the text ends a paragraph."""

    subject: Translated
    text: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who is written to for a lease."""

    lease_id: LeaseId
    address: str
    language: Language
    person_id: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular:
    """One message to many, as it was asked for."""

    id: CircularId
    provider_id: ProviderId
    provider: Translated
    words: Words
    asked_by: PersonId | None
    key_id: ApiKeyId | None
    created_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The letter for a lease; ``outcome`` is ``None`` while it is still to be written."""

    lease_id: LeaseId
    outcome: LetterOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How far a circular has come: its letters by outcome, and the messages that were written by where they stand."""

    letters: Mapping[LetterOutcome | None, int]
    messages: Mapping[MessageStatus, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A circular as readers of one language will read it, and how many these are now."""

    language: Language
    subject: str
    paragraphs: tuple[str, ...]
    recipients: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a circular would do: of how many leases the tenants are meant, or cannot be reached, and how it reads."""

    leases: int
    unreachable: int
    previews: tuple[Preview, ...]
