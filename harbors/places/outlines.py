"""Knows how what is known by a point alone gets a line, or an outline of its true size, marked GENERATED."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from shapely import Point

from geo import Geometry, layout
from harbors.places.kinds import GeometrySource, Mooring
from harbors.places.records import Catalogue, HarborId, Located, Pier, Place

BERTHINGS: Mapping[Mooring | None, layout.Berthing] = {
    Mooring.QUAYSIDE: layout.Berthing.ALONGSIDE,
    Mooring.SEA_BUOY: layout.Berthing.SWINGING,
    Mooring.DINGHY_PLACE: layout.Berthing.ASHORE,
    Mooring.TRAILER_PLACE: layout.Berthing.ASHORE,
}
"""How a boat lies at a pier by its mooring; perpendicular where nothing else is said."""

L = TypeVar("L", Pier, Place)
Spots = Mapping[UUID, list[layout.Berth]]


def laid_out(catalogue: Catalogue, *, seaward_deg: Mapping[HarborId, float]) -> Catalogue:
    """The catalogue with a line for each pier that was a point, and an outline for each place there or in a section.

    ``seaward_deg`` is the bearing of open water from each harbor; piers with a point of their own know better. A place
    without width or length stays a point, and whatever has a shape already keeps it.
    """
    spots = _spots(catalogue.places)
    piers = layout.lay_out_harbors(_harbors(catalogue, spots, seaward_deg))
    shapes: dict[UUID, Geometry] = dict(layout.lay_out_areas(_areas(catalogue, spots)))
    for id, pier in piers.items():
        shapes |= {id: pier.line, **pier.berths}
    return replace(
        catalogue,
        piers=tuple(_drawn(pier, shapes) for pier in catalogue.piers),
        places=tuple(_drawn(place, shapes) for place in catalogue.places),
    )


def _drawn(record: L, shapes: Mapping[UUID, Geometry]) -> L:
    shape = shapes.get(record.id)
    return record if shape is None else replace(record, located=Located(shape, GeometrySource.GENERATED))


def _spots(places: Iterable[Place]) -> Spots:
    """The places that can be laid out, by pier or section."""
    found: dict[UUID, list[layout.Berth]] = defaultdict(list)
    for place in places:
        home, spot = place.pier_id or place.section_id, _spot(place)
        if home and spot:
            found[home].append(spot)
    return found


def _spot(place: Place) -> layout.Berth | None:
    if not place.width_mm or not place.length_mm or not isinstance(place.located.geometry, Point):
        return None
    return layout.Berth(
        id=place.id,
        number=place.number,
        width_mm=place.width_mm,
        length_mm=place.length_mm,
        berthing=BERTHINGS.get(place.mooring, layout.Berthing.PERPENDICULAR),
    )


def _harbors(catalogue: Catalogue, spots: Spots, seaward_deg: Mapping[HarborId, float]) -> Iterator[layout.Harbor]:
    piers: dict[HarborId, list[layout.Pier]] = defaultdict(list)
    for pier in catalogue.piers:
        point, berths = pier.located.geometry, tuple(spots.get(pier.id, ()))
        if isinstance(point, Point):
            site = layout.Pier(id=pier.id, identifier=pier.identifier, point=point, berths=berths)
            piers[pier.harbor_id].append(site)
    for harbor in catalogue.harbors:
        point, seaward = harbor.located.geometry.centroid, seaward_deg[harbor.id]
        yield layout.Harbor(id=harbor.id, point=point, seaward_deg=seaward, piers=tuple(piers[harbor.id]))


def _areas(catalogue: Catalogue, spots: Spots) -> Iterator[layout.Area]:
    sections: dict[UUID, list[layout.Section]] = defaultdict(list)
    for section in catalogue.winter_storage_sections:
        point, places = section.located.geometry.centroid, tuple(spots.get(section.id, ()))
        if places:
            site = layout.Section(id=section.id, identifier=section.identifier, point=point, places=places)
            sections[section.area_id].append(site)
    for area in catalogue.winter_storage_areas:
        yield layout.Area(id=area.id, sections=tuple(sections[area.id]))
