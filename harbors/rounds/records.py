"""Knows what a round is: a season of a provider, a window in which boaters apply, and the rules they are placed by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.places.fit import FitRules
from harbors.places.kinds import Mooring
from harbors.places.records import BoatTypeId, ProviderId
from harbors.text import Translated

RoundId = NewType("RoundId", UUID)


class RoundStatus(StrEnum):
    """Where a round stands; derived from its dates and from what staff did, never stored."""

    PLANNED = "PLANNED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    DRAWN = "DRAWN"


ROUND_TRANSITIONS: Mapping[RoundStatus, frozenset[RoundStatus]] = MappingProxyType(
    {
        RoundStatus.PLANNED: frozenset({RoundStatus.OPEN}),
        RoundStatus.OPEN: frozenset({RoundStatus.CLOSED}),
        RoundStatus.CLOSED: frozenset({RoundStatus.DRAWN}),
        RoundStatus.DRAWN: frozenset(),
    }
)


class Policy(StrEnum):
    """How the queue inside a class is ordered."""

    LOTTERY = "LOTTERY"


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """Who is placed before whom, and why. ``municipalities`` in lower case; ``None`` is everybody else."""

    number: int
    name: Translated
    justification: Translated
    municipalities: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRules:
    """``moorings`` lists the moorings that a boat type may use; a type that is not listed may use any."""

    classes: tuple[PriorityClass, ...]
    choices_max: int
    fit: FitRules = field(default_factory=FitRules)
    moorings: Mapping[BoatTypeId, frozenset[Mooring]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Season:
    """From the first to the last day, both included, in the time zone of the provider."""

    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """``code`` names the round in commands and in the seed of its draw."""

    id: RoundId
    provider_id: ProviderId
    code: str
    name: Translated
    season: Season
    opens_at: datetime
    closes_at: datetime
    policy: Policy = Policy.LOTTERY
    rules: RoundRules
    closed_at: datetime | None = None
    drawn_at: datetime | None = None
