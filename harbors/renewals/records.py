"""Knows a run of renewals: from which season to which, how far it is, and what became of each lease."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.errors import Problem
from harbors.leases.records import Lease, LeasedPlace, LeaseId
from harbors.offers.records import OfferId
from harbors.orders.records import Payer
from harbors.places.records import ProviderId
from harbors.seasons.records import ProviderSeason, SeasonId

RunId = NewType("RunId", UUID)


class RenewalStatus(StrEnum):
    """Where a run stands."""

    RUNNING = "RUNNING"
    ENDED = "ENDED"
    CANCELLED = "CANCELLED"


RUN_TRANSITIONS: Mapping[RenewalStatus, frozenset[RenewalStatus]] = MappingProxyType(
    {
        # The worker makes some renewals at a time, until none is left or somebody stops it.
        RenewalStatus.RUNNING: frozenset({RenewalStatus.ENDED, RenewalStatus.CANCELLED}),
        # Every lease has its outcome; those that failed can be tried again.
        RenewalStatus.ENDED: frozenset({RenewalStatus.RUNNING}),
        # What was made stands; another run takes the rest.
        RenewalStatus.CANCELLED: frozenset(),
    }
)


class RenewalOutcome(StrEnum):
    """What became of a lease in a run; without one it waits."""

    OFFERED = "OFFERED"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"


class Skip(StrEnum):
    """Why a lease needs no renewal by this run."""

    RENEWED = "RENEWED"
    OFFERED_ALREADY = "OFFERED_ALREADY"
    OTHER_OFFER = "OTHER_OFFER"
    NOT_ACTIVE = "NOT_ACTIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run over the leases of a season, into the next one."""

    id: RunId
    provider_id: ProviderId
    from_season_id: SeasonId
    to_season_id: SeasonId
    status: RenewalStatus
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A lease that may be renewed, and all that its renewal depends on.

    ``payer`` is ``None`` where nobody is known who would pay; ``taken`` tells that somebody else has the place in the
    next season, ``owes`` that an order of the tenant's is overdue.
    """

    lease: Lease
    place: LeasedPlace | None
    payer: Payer | None
    skip: Skip | None = None
    taken: bool = False
    owes: bool = False
    in_draw: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What became of one lease: an offer, or why there is none."""

    lease_id: LeaseId
    outcome: RenewalOutcome
    offer_id: OfferId | None = None
    skip: Skip | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a run would do as things stand: how many offers for how much, how many letters, and who is left out why."""

    total: int
    offers: int
    amount: Decimal
    letters: int
    failures: Mapping[str, int]
    skips: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Seasons:
    """The season whose leases are renewed, and the one that follows it."""

    before: ProviderSeason
    after: ProviderSeason
