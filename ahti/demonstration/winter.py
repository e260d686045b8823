"""Knows the winter storage of the demonstration: marked sections of numbered places, and areas without marks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import sqrt
from typing import TypeVar
from uuid import UUID

import shapely

from ahti.demonstration import written
from ahti.demonstration.listed import amenities, as_written, key_of, millimetres, sited, source
from geo import Geometry
from geo.projection import to_degrees, to_metres
from harbors.places.kinds import GeometrySource, PlaceKind
from harbors.places.records import (
    Catalogue,
    Located,
    Place,
    PlaceId,
    ProviderId,
    WinterStorageArea,
    WinterStorageAreaId,
    WinterStorageSection,
    WinterStorageSectionId,
)

BOAT_M2 = 45
"""Of an unmarked area, for one boat with its part of the way there."""

T = TypeVar("T", WinterStorageArea, WinterStorageSection)


def areas() -> Iterator[WinterStorageArea]:
    for key, area in written.areas().items():
        yield WinterStorageArea(
            id=_area_id(key),
            source=source("winter_storage_area", key),
            located=_ground(area["at"], area["room"]) if "room" in area else as_written(area["at"]),
            **sited(area),
        )


def sections() -> Iterator[WinterStorageSection]:
    for key, area in written.areas().items():
        for identifier in area.get("sections", {}):
            yield WinterStorageSection(
                id=_section_id(key, identifier),
                source=source("winter_storage_section", key, identifier),
                area_id=_area_id(key),
                identifier=identifier,
                amenities=amenities(area.get("have", ())),
                located=as_written(area["at"]),
            )


def places() -> Iterator[Place]:
    """Numbered places, still points; and one place of many units for each unmarked area."""
    for key, area in written.areas().items():
        for identifier, (count, width, length) in area.get("sections", {}).items():
            for number in range(1, count + 1):
                yield _marked(key, area, identifier, number=str(number), size=(width, length))
        if "room" in area:
            yield _unmarked(key, area, area["room"])


def fenced(catalogue: Catalogue) -> Catalogue:
    """The catalogue with the ground that their places take around marked sections and areas."""
    by_section = _geometries((place.section_id, place.located) for place in catalogue.places)
    sections = tuple(_around(section, by_section) for section in catalogue.winter_storage_sections)
    by_area = _geometries((section.area_id, section.located) for section in sections)
    areas = tuple(_around(area, by_area) for area in catalogue.winter_storage_areas)
    return replace(catalogue, winter_storage_sections=sections, winter_storage_areas=areas)


def _marked(key: str, area: written.Area, identifier: str, *, number: str, size: tuple[float, float]) -> Place:
    width, length = size
    return Place(
        id=PlaceId(key_of("winter_storage_place", key, identifier, number)),
        kind=PlaceKind.WINTER_STORAGE_PLACE,
        source=source("winter_storage_place", key, identifier, number),
        provider_id=ProviderId(key_of("provider", area["provider"])),
        area_id=_area_id(key),
        section_id=_section_id(key, identifier),
        number=number,
        width_mm=millimetres(width),
        length_mm=millimetres(length),
        located=as_written(area["at"]),
    )


def _unmarked(key: str, area: written.Area, room: int) -> Place:
    return Place(
        id=PlaceId(key_of("unmarked_winter_storage", key)),
        kind=PlaceKind.UNMARKED_WINTER_STORAGE,
        source=source("unmarked_winter_storage", key),
        provider_id=ProviderId(key_of("provider", area["provider"])),
        area_id=_area_id(key),
        number="1",
        units=room,
        amenities=amenities(area.get("have", ())),
        located=_ground(area["at"], room),
    )


def _ground(at: written.Spot, boats: int) -> Located:
    """A square with room for so many boats."""
    middle = to_metres(shapely.Point(at))
    square = middle.buffer(sqrt(boats * BOAT_M2) / 2, cap_style="square")
    return Located(to_degrees(square), GeometrySource.GENERATED)


def _geometries(located: Iterable[tuple[UUID | None, Located]]) -> dict[UUID | None, list[Geometry]]:
    found: dict[UUID | None, list[Geometry]] = {}
    for id, here in located:
        found.setdefault(id, []).append(here.geometry)
    return found


def _around(record: T, inside: dict[UUID | None, list[Geometry]]) -> T:
    parts = inside.get(record.id)
    if parts is None:
        return record
    fence = shapely.convex_hull(shapely.geometrycollections(parts))
    return replace(record, located=Located(fence, GeometrySource.GENERATED))


def _area_id(key: str) -> WinterStorageAreaId:
    return WinterStorageAreaId(key_of("winter_storage_area", key))


def _section_id(key: str, identifier: str) -> WinterStorageSectionId:
    return WinterStorageSectionId(key_of("winter_storage_section", key, identifier))
