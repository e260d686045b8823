"""Knows a standing wish for a place, or for another one in exchange, and where somebody stands in the queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.applications.records import Choice
from harbors.leases.records import LeasedBoat, LeaseId
from harbors.places.records import HarborId, ProviderId

EntryId = NewType("EntryId", UUID)


class EntryMode(StrEnum):
    """What is wanted: a place, or another one in exchange for the own."""

    NEW = "NEW"
    EXCHANGE = "EXCHANGE"


class EntryStatus(StrEnum):
    """Where a standing wish stands."""

    WAITING = "WAITING"
    LEFT = "LEFT"
    SERVED = "SERVED"


ENTRY_TRANSITIONS: Mapping[EntryStatus, frozenset[EntryStatus]] = MappingProxyType(
    {
        # Until the person leaves, or has a place.
        EntryStatus.WAITING: frozenset({EntryStatus.LEFT, EntryStatus.SERVED}),
        EntryStatus.LEFT: frozenset(),
        EntryStatus.SERVED: frozenset(),
    }
)


class Source(StrEnum):
    """How somebody came into the queue."""

    ROUND = "ROUND"
    JOINED = "JOINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A standing wish as it is told; ``lease_id`` is the place that is given in exchange, whose boat it is for."""

    choices: tuple[Choice, ...]
    boat: LeasedBoat | None = None
    lease_id: LeaseId | None = None
    accessibility_required: bool = False
    information_confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A standing wish as it is kept."""

    id: EntryId
    provider_id: ProviderId
    person_id: PersonId
    mode: EntryMode
    reference: str
    class_number: int
    boat: LeasedBoat
    choices: tuple[Choice, ...]
    joined_at: datetime
    lease_id: LeaseId | None = None
    accessibility_required: bool = False
    status: EntryStatus = EntryStatus.WAITING


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in the queue, from 1, of so many who wait."""

    position: int
    of: int


@dataclass(frozen=True, slots=True)
class HarborStanding:
    """A place among those who want a berth in the same harbor, as wide by the half metre."""

    harbor_id: HarborId
    width_mm: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Standings:
    """Where somebody stands: overall, and in each harbor that is wanted."""

    overall: Standing
    harbors: tuple[HarborStanding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody in the queue whose boat and wishes a free place meets; ``position`` is that among all who wait."""

    source: Source
    id: UUID
    person_id: PersonId | None
    reference: str
    position: int
    rank: int
    class_number: int
    since: datetime
    boat: LeasedBoat
    accessibility_required: bool
