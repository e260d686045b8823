"""Knows whether a boat fits a place, and in which dimension it does not, by how much."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Dimension(StrEnum):
    """What of a boat can be too much for a place."""

    BEAM = "BEAM"
    LENGTH = "LENGTH"
    DRAUGHT = "DRAUGHT"
    MASS = "MASS"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoatDimensions:
    """A boat as far as it must fit: integer millimetres and kilograms; what is not known limits nothing."""

    beam_mm: int | None = None
    length_mm: int | None = None
    draught_mm: int | None = None
    mass_kg: int | None = None


class Limits(Protocol):
    """What of a place limits a boat; a missing limit is no limit. ``harbors.places.records.Place`` has them all."""

    @property
    def width_mm(self) -> int | None: ...
    @property
    def length_mm(self) -> int | None: ...
    @property
    def depth_mm(self) -> int | None: ...
    @property
    def max_mass_kg(self) -> int | None: ...
    @property
    def mooring(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Millimetres that a place must have beyond the boat; a negative margin lets the boat stand out."""

    beam_mm: int = 0
    length_mm: int = 0
    depth_mm: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FitRules:
    """The margins of a provider or round, and those of single moorings in their stead."""

    margins: Margins = field(default_factory=Margins)
    by_mooring: Mapping[str, Margins] = field(default_factory=dict)

    def margins_at(self, mooring: str | None) -> Margins:
        return self.margins if mooring is None else self.by_mooring.get(mooring, self.margins)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The place is ``short_by`` millimetres (kilograms where the dimension is MASS) too small for the boat."""

    dimension: Dimension
    short_by: int


@dataclass(frozen=True, slots=True)
class Fit:
    """Every dimension in which a boat does not fit; none when it does."""

    shortfalls: tuple[Shortfall, ...]

    @property
    def fits(self) -> bool:
        return not self.shortfalls


NO_MARGINS = FitRules()


def fits(boat: BoatDimensions, place: Limits, *, rules: FitRules = NO_MARGINS) -> Fit:
    """How ``boat`` fits ``place``; a dimension that is unknown on either side limits nothing."""
    return Fit(tuple(_shortfalls(boat, place, rules.margins_at(place.mooring))))


def _shortfalls(boat: BoatDimensions, place: Limits, margins: Margins) -> Iterator[Shortfall]:
    for dimension, needed, margin, limit in (
        (Dimension.BEAM, boat.beam_mm, margins.beam_mm, place.width_mm),
        (Dimension.LENGTH, boat.length_mm, margins.length_mm, place.length_mm),
        (Dimension.DRAUGHT, boat.draught_mm, margins.depth_mm, place.depth_mm),
        (Dimension.MASS, boat.mass_kg, 0, place.max_mass_kg),
    ):
        if needed is not None and limit is not None and needed + margin > limit:
            yield Shortfall(dimension, needed + margin - limit)
