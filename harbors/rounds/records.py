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
from harbors.places.records import BoatTypeId, PlaceId, ProviderId
from harbors.text import Translated

RoundId = NewType("RoundId", UUID)


class RoundKind(StrEnum):
    """What is given out: berths for a summer, or marked winter places."""

    BERTH = "BERTH"
    WINTER_STORAGE = "WINTER_STORAGE"


class RoundStatus(StrEnum):
    """Where a round stands; derived from its dates and from what staff did, never stored."""

    PLANNED = "PLANNED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    FROZEN = "FROZEN"
    DRAWN = "DRAWN"
    RELEASED = "RELEASED"
    PUBLISHED = "PUBLISHED"


ROUND_TRANSITIONS: Mapping[RoundStatus, frozenset[RoundStatus]] = MappingProxyType(
    {
        RoundStatus.PLANNED: frozenset({RoundStatus.OPEN}),
        RoundStatus.OPEN: frozenset({RoundStatus.CLOSED}),
        RoundStatus.CLOSED: frozenset({RoundStatus.FROZEN}),
        # Until the results are told, staff can go one stage back, for a reason that is kept.
        RoundStatus.FROZEN: frozenset({RoundStatus.DRAWN, RoundStatus.CLOSED}),
        RoundStatus.DRAWN: frozenset({RoundStatus.RELEASED, RoundStatus.FROZEN}),
        RoundStatus.RELEASED: frozenset({RoundStatus.PUBLISHED, RoundStatus.DRAWN}),
        # A correction can call for another version; what was told stays to be read.
        RoundStatus.PUBLISHED: frozenset({RoundStatus.FROZEN}),
    }
)


class Policy(StrEnum):
    """How the queue inside a class is ordered: by ticket, by time of arrival, or by years waited, then by ticket."""

    LOTTERY = "LOTTERY"
    ARRIVAL = "ARRIVAL"
    POINTS = "POINTS"


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """Who is placed before whom, and why. ``municipalities`` in lower case; ``None`` is everybody else."""

    number: int
    name: Translated
    justification: Translated
    municipalities: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Reserve:
    """Places kept for applicants who have ``flag``: those listed, or ``None`` for all that are accessible."""

    flag: str
    justification: Translated
    place_ids: frozenset[PlaceId] | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """What an applicant is asked to agree to; without one that is ``required`` nothing is submitted."""

    key: str
    text: Translated
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRules:
    """``moorings`` lists the moorings that a boat type may use; a type that is not listed may use any.

    ``beacons`` names the sources of public randomness, the first and those that stand in for it. ``carry_over``: who
    is unlucky takes part in the next round. ``upgrades``: later batches may give a winner something better.
    ``correction_days``: how long a correction can be asked for, from the own notification on.
    """

    classes: tuple[PriorityClass, ...]
    choices_max: int
    exchange_choices_max: int = 5
    fit: FitRules = field(default_factory=FitRules)
    moorings: Mapping[BoatTypeId, frozenset[Mooring]] = field(default_factory=dict)
    reserves: tuple[Reserve, ...] = ()
    consents: tuple[Consent, ...] = ()
    beacons: tuple[str, ...] = ()
    carry_over: bool = False
    upgrades: bool = True
    correction_days: int = 14


@dataclass(frozen=True, slots=True)
class Season:
    """From the first to the last day, both included, in the time zone of the provider."""

    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """When boaters apply, and when the results are to be told; in between staff handle what came in.

    Until ``upgrades_until`` later batches may give winners something better.
    """

    opens_at: datetime
    closes_at: datetime
    publishes_at: datetime
    upgrades_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """``code`` names the round in commands and in the seed of its draw.

    ``closed_at`` to ``published_at`` are acts of staff, each after the other; one that was taken back is ``None``.
    """

    id: RoundId
    provider_id: ProviderId
    code: str
    name: Translated
    season: Season
    opens_at: datetime
    closes_at: datetime
    publishes_at: datetime
    upgrades_until: datetime | None = None
    kind: RoundKind = RoundKind.BERTH
    policy: Policy = Policy.LOTTERY
    rules: RoundRules
    rules_version: int = 1
    previous_round_id: RoundId | None = None
    closed_at: datetime | None = None
    frozen_at: datetime | None = None
    drawn_at: datetime | None = None
    released_at: datetime | None = None
    published_at: datetime | None = None
