"""Knows the part of the catalogue that lies on land: winter storage areas, their sections and places."""

from collections.abc import Iterator, Mapping

from ahti.gateways.venepaikat.fields import Fields
from ahti.gateways.venepaikat.models import SECTION_AMENITIES, Model
from ahti.gateways.venepaikat.records import Reading, located, times
from ahti.gateways.venepaikat.texts import read_texts
from harbors.places.ids import id_of
from harbors.places.kinds import PlaceKind
from harbors.places.records import (
    Place,
    PlaceId,
    WinterStorageArea,
    WinterStorageAreaId,
    WinterStorageSection,
    WinterStorageSectionId,
)

_ESTIMATE = "estimated_number_of_unmarked_spaces"
_NO_NUMBER = "-"
"""As the source calls a pier or section that is the only one."""


def areas(reading: Reading) -> Iterator[WinterStorageArea]:
    names = ("name", "street_address")
    texts = read_texts(reading.publication, Model.AREA_TEXT, of=Model.AREA, names=names)
    for fields in reading.each(Model.AREA):
        site = reading.site(fields, texts)
        fields.count_or_none(_ESTIMATE)
        fields.count_or_none("estimated_number_of_section_spaces")
        fields.millimetres_or_none("max_length_of_section_spaces")
        yield WinterStorageArea(id=WinterStorageAreaId(id_of(site["source"])), **site)


def unmarked(reading: Reading, *, areas: Mapping[str, WinterStorageArea]) -> Iterator[Place]:
    """The unmarked part of each area for which the source estimates how many boats it takes."""
    for record in reading.publication.all(Model.AREA):
        area, estimate = areas[record.key], Fields(record, reading.publication).count_or_none(_ESTIMATE)
        if estimate:
            yield Place(
                id=PlaceId(id_of(area.source, part="unmarked")),
                source=area.source,
                created_at=area.created_at,
                modified_at=area.modified_at,
                kind=PlaceKind.UNMARKED_WINTER_STORAGE,
                provider_id=area.provider_id,
                number=_NO_NUMBER,
                name=area.name,
                area_id=area.id,
                units=estimate,
                located=area.located,
            )


def sections(reading: Reading, *, areas: Mapping[str, WinterStorageArea]) -> Iterator[WinterStorageSection]:
    for fields in reading.each(Model.SECTION):
        source = reading.source(fields.record)
        yield WinterStorageSection(
            id=WinterStorageSectionId(id_of(source)),
            source=source,
            area_id=areas[fields.key("area", Model.AREA)].id,
            identifier=fields.text("identifier"),
            amenities=frozenset(amenity for name, amenity in SECTION_AMENITIES.items() if fields.flag(name)),
            located=located(fields),
            **times(fields),
        )


def places(reading: Reading, *, sections: Mapping[str, WinterStorageSection]) -> Iterator[Place]:
    """The numbered places, each at the point of its section as yet."""
    sizes = dict(_sizes(reading))
    for fields in reading.each(Model.PLACE):
        source = reading.source(fields.record)
        section = sections[fields.key("winter_storage_section", Model.SECTION)]
        width_mm, length_mm = sizes[fields.key("place_type", Model.PLACE_TYPE)]
        yield Place(
            id=PlaceId(id_of(source)),
            source=source,
            kind=PlaceKind.WINTER_STORAGE_PLACE,
            provider_id=reading.provider_id,
            number=str(fields.count("number")),
            area_id=section.area_id,
            section_id=section.id,
            width_mm=width_mm,
            length_mm=length_mm,
            active=fields.flag("is_active"),
            located=section.located,
            **times(fields),
        )


def _sizes(reading: Reading) -> Iterator[tuple[str, tuple[int, int]]]:
    for fields in reading.each(Model.PLACE_TYPE):
        times(fields)
        yield fields.record.key, (fields.millimetres("width"), fields.millimetres("length"))
