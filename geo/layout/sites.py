"""Knows what must be known of a harbor or a winter storage area before it can be laid out."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shapely import Point

from geo.errors import GeometryError
from geo.layout.order import natural


class Berthing(StrEnum):
    """How a boat lies at its pier."""

    PERPENDICULAR = "PERPENDICULAR"  # between booms, or to a stern buoy or pole
    ALONGSIDE = "ALONGSIDE"
    SWINGING = "SWINGING"  # at a buoy of its own, off the pier head
    ASHORE = "ASHORE"  # dinghies and trailers, on the land side


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Room for one boat: a number that people know it by, its true width and length."""

    id: UUID
    number: str
    width_mm: int
    length_mm: int

    def __post_init__(self) -> None:
        if self.width_mm <= 0 or self.length_mm <= 0:
            raise GeometryError(f"place {self.number}", "must have a width and a length")

    @property
    def width(self) -> float:
        return self.width_mm / 1000

    @property
    def length(self) -> float:
        return self.length_mm / 1000

    @property
    def rank(self) -> tuple[object, ...]:
        return natural(self.number, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Berth(Spot):
    """A spot at a pier."""

    berthing: Berthing = Berthing.PERPENDICULAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Pier:
    """A pier that is known by a point in degrees, often the very point of its harbor."""

    id: UUID
    identifier: str
    point: Point
    berths: tuple[Berth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Harbor:
    """A harbor; ``seaward_deg`` is the bearing of open water, clockwise from north, where the piers do not show it."""

    id: UUID
    point: Point
    seaward_deg: float
    piers: tuple[Pier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a winter storage area with its numbered places."""

    id: UUID
    identifier: str
    point: Point
    places: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A winter storage area."""

    id: UUID
    sections: tuple[Section, ...]
