"""Knows what can be done to many applications at once, and what becomes of each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

from harbors.access.records import ApiKeyId, ClientId, PersonId
from harbors.applications.records import ApplicationId
from harbors.errors import Problem
from harbors.places.records import ProviderId
from harbors.rounds.records import RoundId
from harbors.text import Language
from harbors.worklists.records import Work

HandlingId = NewType("HandlingId", UUID)


class HandlingAct(StrEnum):
    """What is done; the database checks the set."""

    SET_CLASS = "SET_CLASS"
    RESOLVE_DUPLICATES = "RESOLVE_DUPLICATES"
    ATTEST_RESIDENCE = "ATTEST_RESIDENCE"
    DECIDE_REPRESENTATION = "DECIDE_REPRESENTATION"
    ASK = "ASK"
    WITHDRAW = "WITHDRAW"


# What a handler of the city alone can say, of people and organisations beyond one round.
OF_THE_CITY = frozenset({HandlingAct.ATTEST_RESIDENCE, HandlingAct.DECIDE_REPRESENTATION})


class DuplicateResolution(StrEnum):
    """What the open pairs of applications are found to be."""

    NOT_THE_SAME = "NOT_THE_SAME"
    KEEP_OLDEST = "KEEP_OLDEST"
    KEEP_NEWEST = "KEEP_NEWEST"


class ApplicantQuestion(StrEnum):
    """What an applicant can be asked for: each is a kind of work on the desk."""

    MISSING_TITLE = Work.MISSING_TITLE.value
    UNVERIFIED_RESIDENCE = Work.UNVERIFIED_RESIDENCE.value
    UNVERIFIED_ORGANISATION = Work.UNVERIFIED_ORGANISATION.value


@dataclass(frozen=True, slots=True)
class Act:
    """What is done to each; ``detail`` is a class number, a resolution, whether it is so, a question, or nothing."""

    kind: HandlingAct
    detail: int | bool | DuplicateResolution | ApplicantQuestion | None = None


class HandlingOutcome(StrEnum):
    """What became of one application; one of a job that is not done yet has none."""

    DONE = "DONE"
    # It was so already.
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """An act on many applications of a round, asked for by a person or by a key."""

    id: HandlingId
    round_id: RoundId
    provider_id: ProviderId
    act: Act
    reason: str
    asked_by: PersonId | None
    key_id: ApiKeyId | None
    client_id: ClientId | None
    request_id: str
    created_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an act changed of an application, as the trail keeps it."""

    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What became of one application, and why it was refused."""

    application_id: ApplicationId
    outcome: HandlingOutcome | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a handling is: how many applications there are, and what became of how many."""

    total: int
    done: int
    unchanged: int
    refused: int

    @property
    def waiting(self) -> int:
        """How many are still to come."""
        return self.total - self.done - self.unchanged - self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail as applicants of one language will read it, and how many of them there are."""

    language: Language
    subject: str
    paragraphs: tuple[str, ...]
    recipients: int
