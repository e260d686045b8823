"""Knows a provider's harbors as boaters see them: how popular, how far from home, with which berths for their boat."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from shapely import Point

from ahti.demonstration.berths import ON_LAND
from geo.projection import to_metres
from harbors.applications.records import Boat
from harbors.places.kinds import Availability, Mooring, PlaceKind
from harbors.places.records import Catalogue, Harbor, HarborId, Pier, PierId, Place, ProviderId

POPULARITY: Mapping[Availability | None, float] = {
    Availability.RARELY_AVAILABLE: 6,
    Availability.LONG_QUEUE: 4,
    Availability.MEDIUM_QUEUE: 3,
    Availability.SHORT_QUEUE: 2,
    Availability.PLENTY: 1,
    None: 1,
}
NEAR_M = 4000
"""At this distance from home a harbor has lost half of its pull."""
UNLIMITED = 10**9
BOOMS = frozenset({Mooring.SINGLE_SLIP, Mooring.SIDE_SLIP})
AFLOAT_MARGIN_MM = 300
"""Of the beam, as boaters guess it; the rules of a round know better."""
UNDER_THE_KEEL_MM = 200
BEYOND_A_BOOM_MM = 1000
"""By so much a boat may be longer than the boom."""

Size = tuple[int, int, int, int]
"""The largest beam, length, draught and mass that a boater dares to bring."""


@dataclass(frozen=True, slots=True)
class Waterside:
    """A pier with its berths, and each size of berth once."""

    pier: Pier
    berths: tuple[Place, ...]
    sizes: frozenset[Size]

    def suits(self, boat: Boat) -> bool:
        return boat.type_id in self.pier.suitable_boat_types and any(_fits(boat, size) for size in self.sizes)

    def berths_for(self, boat: Boat) -> tuple[Place, ...]:
        return tuple(berth for berth in self.berths if _fits(boat, _size(berth)))


@dataclass(frozen=True, slots=True)
class Waters:
    """A harbor with the piers where berths are let by the season."""

    id: HarborId
    popularity: float
    where: Point
    watersides: tuple[Waterside, ...]
    accessible: bool

    def pull(self, home: Point) -> float:
        """How much somebody at ``home``, in metres as ``where``, wants to be here, all else being equal."""
        away = home.distance(self.where) / NEAR_M
        return self.popularity / (1 + away * away)


def waters_of(catalogue: Catalogue, provider: ProviderId) -> tuple[Waters, ...]:
    """The harbors of the provider that have berths in use."""
    watersides = list(_watersides(catalogue))
    found = (_waters(harbor, watersides) for harbor in catalogue.harbors if harbor.provider_id == provider)
    return tuple(waters for waters in found if waters.watersides)


def _waters(harbor: Harbor, watersides: Iterable[Waterside]) -> Waters:
    here = tuple(side for side in watersides if side.pier.harbor_id == harbor.id)
    return Waters(
        id=harbor.id,
        popularity=POPULARITY[harbor.availability],
        where=to_metres(harbor.located.geometry.centroid),
        watersides=here,
        accessible=any(berth.accessible for side in here for berth in side.berths),
    )


def _watersides(catalogue: Catalogue) -> Iterator[Waterside]:
    berths: dict[PierId | None, list[Place]] = {}
    for place in catalogue.places:
        if place.kind is PlaceKind.BERTH and place.active:
            berths.setdefault(place.pier_id, []).append(place)
    for pier in catalogue.piers:
        here = tuple(berths.get(pier.id, ()))
        if here:
            yield Waterside(pier, here, frozenset(map(_size, here)))


def _size(berth: Place) -> Size:
    width, length = berth.width_mm or UNLIMITED, berth.length_mm or UNLIMITED
    return (
        width if berth.mooring in ON_LAND else width - AFLOAT_MARGIN_MM,
        length + BEYOND_A_BOOM_MM if berth.mooring in BOOMS else length,
        (berth.depth_mm or UNLIMITED) - UNDER_THE_KEEL_MM,
        berth.max_mass_kg or UNLIMITED,
    )


def _fits(boat: Boat, size: Size) -> bool:
    beam, length, draught, mass = size
    return (
        boat.beam_mm <= beam
        and boat.length_mm <= length
        and (boat.draught_mm or 0) <= draught
        and (boat.mass_kg or 0) <= mass
    )
