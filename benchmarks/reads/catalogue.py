"""Knows the catalogue that is served, once or several times over: copies lie beside it, each a little further."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid5

from shapely.affinity import translate

from ahti.clock import SystemClock
from ahti.gateways.venepaikat import read_catalogue
from harbors.places.records import (
    Catalogue,
    Harbor,
    HarborId,
    Located,
    Pier,
    PierId,
    Place,
    PlaceId,
    Source,
    WinterStorageArea,
    WinterStorageAreaId,
    WinterStorageSection,
    WinterStorageSectionId,
)
from harbors.text import Translated

_FILES = (
    "harbor-resources.json",
    "harbor-resources-fixes-2021-06-11.json",
    "ws-resources.json",
)
_SHIFT_DEGREES = 0.05
_CITY = "helsinki"


class NoCatalogue(Exception):
    """The published files are not where they were looked for."""


def published(folder: Path) -> Catalogue:
    """The city's catalogue. Raises ``NoCatalogue``."""
    files = [folder / _CITY / f"{_CITY}-{name}" for name in _FILES]
    if missing := [file.name for file in files if not file.is_file()]:
        raise NoCatalogue(f"--catalogue: there is no {', '.join(missing)} in the folder {_CITY} of it")
    return read_catalogue(files, fetched_at=SystemClock().now())


def times(catalogue: Catalogue, scale: int) -> Catalogue:
    """The catalogue ``scale`` times; a provider and the types of boats are there once."""
    several = [catalogue, *(_Copy(number).of(catalogue) for number in range(1, scale))]
    return replace(
        catalogue,
        harbors=_all(one.harbors for one in several),
        piers=_all(one.piers for one in several),
        winter_storage_areas=_all(one.winter_storage_areas for one in several),
        winter_storage_sections=_all(one.winter_storage_sections for one in several),
        places=_all(one.places for one in several),
    )


Record = TypeVar("Record")


def _all(parts: Iterable[Sequence[Record]]) -> tuple[Record, ...]:
    return tuple(record for part in parts for record in part)


class _Copy:
    """One copy: every record under another id, another number of its source, another name, at another place."""

    def __init__(self, number: int) -> None:
        self._number = number

    def of(self, one: Catalogue) -> Catalogue:
        return Catalogue(
            harbors=tuple(self._harbor(harbor) for harbor in one.harbors),
            piers=tuple(self._pier(pier) for pier in one.piers),
            winter_storage_areas=tuple(self._area(area) for area in one.winter_storage_areas),
            winter_storage_sections=tuple(self._section(section) for section in one.winter_storage_sections),
            places=tuple(self._place(place) for place in one.places),
        )

    def _harbor(self, harbor: Harbor) -> Harbor:
        return replace(
            harbor,
            id=HarborId(self._id(harbor.id)),
            source=self._source(harbor.source),
            name=self._name(harbor.name),
            located=self._located(harbor.located),
        )

    def _pier(self, pier: Pier) -> Pier:
        return replace(
            pier,
            id=PierId(self._id(pier.id)),
            harbor_id=HarborId(self._id(pier.harbor_id)),
            source=self._source(pier.source),
            located=self._located(pier.located),
        )

    def _area(self, area: WinterStorageArea) -> WinterStorageArea:
        return replace(
            area,
            id=WinterStorageAreaId(self._id(area.id)),
            source=self._source(area.source),
            name=self._name(area.name),
            located=self._located(area.located),
        )

    def _section(self, section: WinterStorageSection) -> WinterStorageSection:
        return replace(
            section,
            id=WinterStorageSectionId(self._id(section.id)),
            area_id=WinterStorageAreaId(self._id(section.area_id)),
            source=self._source(section.source),
            located=self._located(section.located),
        )

    def _place(self, place: Place) -> Place:
        return replace(
            place,
            id=PlaceId(self._id(place.id)),
            harbor_id=place.harbor_id and HarborId(self._id(place.harbor_id)),
            pier_id=place.pier_id and PierId(self._id(place.pier_id)),
            area_id=place.area_id and WinterStorageAreaId(self._id(place.area_id)),
            section_id=place.section_id and WinterStorageSectionId(self._id(place.section_id)),
            source=self._source(place.source),
            located=self._located(place.located),
        )

    def _id(self, id: UUID) -> UUID:
        return uuid5(id, str(self._number))

    def _source(self, source: Source) -> Source:
        return replace(source, id=f"{source.id}+{self._number}")

    def _name(self, name: Translated) -> Translated:
        texts = {language: getattr(name, language) for language in ("fi", "sv", "en")}
        return Translated(**{language: text and f"{text} {self._number + 1}" for language, text in texts.items()})

    def _located(self, located: Located) -> Located:
        return replace(located, geometry=translate(located.geometry, xoff=self._number * _SHIFT_DEGREES))
