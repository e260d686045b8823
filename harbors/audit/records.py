"""Knows what an entry of the audit trail is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

EntryId = NewType("EntryId", UUID)

# What an entry is called that tells of a look at personal data, and one that tells of an erasure.
READ = "READ"
AUDIT_ERASED = "AUDIT_ERASED"


class ActorKind(StrEnum):
    """Who acts: a person, a server with a key, the service by itself, or somebody who did not sign in."""

    PERSON = "PERSON"
    API_KEY = "API_KEY"
    SYSTEM = "SYSTEM"
    NOBODY = "NOBODY"


class BehalfKind(StrEnum):
    """For whom somebody acts."""

    PERSON = "PERSON"
    PROVIDER = "PROVIDER"


class Outcome(StrEnum):
    """What became of it."""

    DONE = "DONE"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; a person and a key have an id, nobody else."""

    kind: ActorKind
    id: UUID | None = None


SYSTEM = Actor(ActorKind.SYSTEM)


@dataclass(frozen=True, slots=True)
class Behalf:
    """For whom the actor acts."""

    kind: BehalfKind
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be remembered of one act or look.

    ``person_id`` is whom it is about, and who may see it; ``codes`` say why it was refused; ``before`` and ``after``
    hold what changed, as plain values.
    """

    at: datetime
    actor: Actor
    operation: str
    request_id: str | None = None
    on_behalf: Behalf | None = None
    client_id: UUID | None = None
    subject_type: str | None = None
    subject_id: UUID | None = None
    person_id: UUID | None = None
    provider_id: UUID | None = None
    reason: str | None = None
    codes: tuple[str, ...] = ()
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None

    @property
    def outcome(self) -> Outcome:
        """An act with codes was refused."""
        return Outcome.REFUSED if self.codes else Outcome.DONE


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of the chain, as it is published: ``NUMBER:HASH``."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.number}:{self.hash.hex()}"
