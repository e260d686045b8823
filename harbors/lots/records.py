"""Knows what ground and its lots are: sizes in integer millimetres, ground in square metres."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from shapely import Point

from harbors.places.records import PlaceId, ProviderId, WinterStorageAreaId, WinterStorageSectionId


@dataclass(frozen=True, slots=True, order=True)
class LotSize:
    """What limits a boat on a lot; there is no depth on land."""

    width_mm: int
    length_mm: int

    @property
    def called(self) -> str:
        """The size as people see it on the section of its lots, in metres."""
        return f"{self.width_mm / 1000:g} × {self.length_mm / 1000:g} m"


@dataclass(frozen=True, slots=True)
class LotClass:
    """So many lots of one size."""

    size: LotSize
    count: int

    @property
    def area_m2(self) -> Decimal:
        """What they take of the ground together."""
        return Decimal(self.size.width_mm * self.size.length_mm * self.count) / 1_000_000


@dataclass(frozen=True, slots=True)
class Cut:
    """How ground is to be cut from now on; ``ground_m2`` is ``None`` where it was measured before.

    Without a class the ground follows notices again.
    """

    classes: tuple[LotClass, ...]
    ground_m2: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A lot that stands; ``held_until`` is the end of the last time that somebody had or has it."""

    id: PlaceId
    section_id: WinterStorageSectionId
    size: LotSize
    number: str
    held_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The unmarked part of a winter area, and what it is cut into."""

    id: PlaceId
    provider_id: ProviderId
    area_id: WinterStorageAreaId
    measured_m2: Decimal | None
    point: Point
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be done: the lots that go, and of each size the numbers of those that come."""

    gone: tuple[Lot, ...]
    coming: tuple[tuple[LotSize, tuple[int, ...]], ...]
    measured_m2: Decimal
