"""Knows what a lease is: a tenant with a boat, on one place, for a season or the rest of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.organisations.records import OrganisationId
from harbors.places.fit import BoatDimensions
from harbors.places.kinds import PlaceKind
from harbors.places.records import BoatTypeId, PlaceId, ProviderId
from harbors.rounds.records import Season
from harbors.text import Language

LeaseId = NewType("LeaseId", UUID)
OccupancyId = NewType("OccupancyId", UUID)


class LeaseStatus(StrEnum):
    """Where a lease stands; whether its season is over its period says."""

    ACTIVE = "ACTIVE"
    ENDED = "ENDED"


LEASE_TRANSITIONS: Mapping[LeaseStatus, frozenset[LeaseStatus]] = MappingProxyType(
    {
        # Runs to the end of its period, unless somebody ends it before.
        LeaseStatus.ACTIVE: frozenset({LeaseStatus.ENDED}),
        # The place is free from the instant that was said, which may lie ahead.
        LeaseStatus.ENDED: frozenset(),
    }
)


class Origin(StrEnum):
    """How a lease came to be."""

    IMPORTED = "IMPORTED"
    RECORDED = "RECORDED"
    AWARDED = "AWARDED"
    MOVED = "MOVED"
    EXCHANGED = "EXCHANGED"
    OFFERED = "OFFERED"
    RENEWED = "RENEWED"
    SWITCHED = "SWITCHED"
    TRANSFERRED = "TRANSFERRED"


class Ending(StrEnum):
    """How a lease ended before its period was over."""

    TERMINATED = "TERMINATED"
    GIVEN_UP = "GIVEN_UP"
    MOVED = "MOVED"
    EXCHANGED = "EXCHANGED"
    SWITCHED = "SWITCHED"
    TRANSFERRED = "TRANSFERRED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What the time of a lease costs, VAT included: ``paid`` of it by orders of this service, ``order_id`` the last.

    The rest of ``worth`` was paid elsewhere, or waived; it is never given back here.
    """

    order_id: UUID
    worth: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """Who holds the place: a person, an organisation, or somebody without an account, by the name of the register."""

    name: str | None = None
    email: str | None = None
    language: Language | None = None
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedBoat:
    """The boat that lies there; integer millimetres and kilograms."""

    beam_mm: int
    length_mm: int
    draught_mm: int | None = None
    mass_kg: int | None = None
    type_id: BoatTypeId | None = None
    registration: str | None = None

    @property
    def dimensions(self) -> BoatDimensions:
        """The boat as far as it must fit."""
        return BoatDimensions(
            beam_mm=self.beam_mm, length_mm=self.length_mm, draught_mm=self.draught_mm, mass_kg=self.mass_kg
        )


@dataclass(frozen=True, slots=True)
class Period:
    """Half open: it holds its start and not its end."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedPlace:
    """A place as far as a lease looks at it; ``in_use`` says so of its pier, section, area and harbor, too."""

    id: PlaceId
    provider_id: ProviderId
    kind: PlaceKind
    in_use: bool
    time_zone: str
    width_mm: int | None
    length_mm: int | None
    depth_mm: int | None
    max_mass_kg: int | None
    mooring: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """One tenant on one place; ``period`` is the time for which the place is held."""

    id: LeaseId
    provider_id: ProviderId
    place_id: PlaceId
    occupancy_id: OccupancyId
    season: Season
    period: Period
    tenant: Tenant
    boat: LeasedBoat
    origin: Origin
    status: LeaseStatus = LeaseStatus.ACTIVE
    follows_id: LeaseId | None = None
    charge: Charge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A lease as it is asked for; without ``starts`` it runs from today, or from the first day of its season."""

    place_id: PlaceId
    season: Season
    tenant: Tenant
    boat: LeasedBoat
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a lease that was moved: the one on the other place, and the one back where it is for a time."""

    away: Lease
    back: Lease | None
