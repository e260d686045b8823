"""Knows the harbors of the demonstration, their piers, and the berths and guest moorings there; all still points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ahti.demonstration import written
from ahti.demonstration.listed import amenities, as_written, key_of, millimetres, sited, source
from ahti.demonstration.spread import portions, slope
from harbors.places.kinds import Amenity, Mooring, PlaceKind
from harbors.places.records import BoatTypeId, Harbor, HarborId, Located, Pier, PierId, Place, PlaceId, ProviderId

ON_LAND = frozenset({Mooring.DINGHY_PLACE, Mooring.TRAILER_PLACE})
TYPES: Mapping[PlaceKind, str] = {PlaceKind.BERTH: "berth", PlaceKind.GUEST_MOORING: "guest_mooring"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A pier as it is written, with all that its places have in common."""

    path: tuple[str, str]
    written: written.Pier
    depth: tuple[float, float]
    id: PierId
    harbor_id: HarborId
    provider_id: ProviderId
    amenities: frozenset[Amenity]
    located: Located


@dataclass(frozen=True, slots=True)
class Row:
    """One place at a pier: of which kind, how moored, and a size as profiles are written."""

    kind: PlaceKind
    mooring: Mooring
    size: tuple[float, ...]


def seaward() -> dict[HarborId, float]:
    """The bearing of open water from each harbor, in degrees clockwise from north."""
    return {HarborId(key_of("harbor", key)): harbor["seaward"] for key, harbor in written.harbors().items()}


def harbors() -> Iterator[Harbor]:
    for key, harbor in written.harbors().items():
        yield Harbor(
            id=HarborId(key_of("harbor", key)),
            source=source("harbor", key),
            amenities=amenities(harbor.get("amenities", ())),
            located=as_written(harbor["at"]),
            **sited(harbor),
        )


def piers() -> Iterator[Pier]:
    for site in _sites():
        yield Pier(
            id=site.id,
            source=source("pier", *site.path),
            harbor_id=site.harbor_id,
            identifier=site.written["id"],
            price_tier=site.written.get("tier"),
            amenities=site.amenities,
            suitable_boat_types=_suitable(site.written),
            accessible="accessible" in site.written,
            located=site.located,
        )


def places() -> Iterator[Place]:
    """Berths and guest moorings, numbered at each pier from the shore outward, where the water gets deeper."""
    for site in _sites():
        rows = list(_rows(site.written))
        depths = slope(*site.depth, count=len(rows))
        for number, (row, depth) in enumerate(zip(rows, depths, strict=True), start=1):
            yield _place(site, row, number=number, depth=depth)


def _place(site: Site, row: Row, *, number: int, depth: float) -> Place:
    width, length, _, *tonnes = row.size
    return Place(
        id=PlaceId(key_of(TYPES[row.kind], *site.path, str(number))),
        kind=row.kind,
        source=source(TYPES[row.kind], *site.path, str(number)),
        provider_id=site.provider_id,
        harbor_id=site.harbor_id,
        pier_id=site.id,
        number=str(number),
        width_mm=millimetres(width),
        length_mm=millimetres(length),
        depth_mm=None if row.mooring in ON_LAND else millimetres(round(depth, 1)),
        max_mass_kg=round(tonnes[0] * 1000) if tonnes else None,
        mooring=row.mooring,
        amenities=site.amenities if row.kind is PlaceKind.GUEST_MOORING else frozenset(),
        accessible=number <= site.written.get("accessible", 0),
        active=number not in site.written.get("closed", ()),
        located=site.located,
    )


def _sites() -> Iterator[Site]:
    for key, harbor in written.harbors().items():
        located = as_written(harbor["at"])
        for pier in harbor["piers"]:
            yield Site(
                path=(key, pier["id"]),
                written=pier,
                depth=harbor["depth"],
                id=PierId(key_of("pier", key, pier["id"])),
                harbor_id=HarborId(key_of("harbor", key)),
                provider_id=ProviderId(key_of("provider", harbor["provider"])),
                amenities=amenities(pier.get("have", harbor["piers_have"])),
                located=located,
            )


def _rows(pier: written.Pier) -> Iterator[Row]:
    for kind, mix in ((PlaceKind.BERTH, pier.get("berths", {})), (PlaceKind.GUEST_MOORING, pier.get("guests", {}))):
        for name, count in mix.items():
            profile = written.profiles()[name]
            parts = [round(size[2]) for size in profile["sizes"]]
            for size, times in zip(profile["sizes"], portions(count, parts), strict=True):
                yield from [Row(kind, Mooring(profile["mooring"]), tuple(size))] * times


def _suitable(pier: written.Pier) -> tuple[BoatTypeId, ...]:
    mixes = {**pier.get("berths", {}), **pier.get("guests", {})}
    suited = {boat for name in mixes for boat in written.profiles()[name]["suits"]}
    return tuple(BoatTypeId(key_of("boat_type", boat)) for boat in written.boat_types() if boat in suited)
