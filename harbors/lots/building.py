"""Knows lots as records of the catalogue: a section for each size, with outlines that we lay out ourselves."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from geo import Geometry, layout
from harbors.lots.records import Ground, LotSize, Plan
from harbors.places.ids import id_of
from harbors.places.kinds import GeometrySource, PlaceKind
from harbors.places.records import Catalogue, Located, Place, PlaceId, Source, WinterStorageSection
from harbors.places.records import WinterStorageSectionId as SectionId

_LICENCE = "CC0-1.0"


def section_id(ground: Ground, size: LotSize) -> SectionId:
    """The section of the lots of one size; the same whenever the ground is cut so again."""
    return SectionId(id_of(_source(ground, size)))


def lots_to_publish(ground: Ground, plan: Plan) -> Catalogue:
    """What comes of a cut; a lot that was there in an earlier year is there again."""
    shapes = layout.lay_out_areas([_laid_out(ground, plan)])
    return Catalogue(
        winter_storage_sections=tuple(_section(ground, size) for size, _ in plan.coming),
        places=tuple(_lot(ground, size, n, shapes) for size, numbers in plan.coming for n in numbers),
    )


def _source(ground: Ground, size: LotSize, *number: int) -> Source:
    names = (ground.id, size.width_mm, size.length_mm, *number)
    kind = "winter_storage_place" if number else "winter_storage_section"
    return Source(system="lots", type=kind, id="/".join(map(str, names)), licence=_LICENCE)


def _lot_id(ground: Ground, size: LotSize, number: int) -> PlaceId:
    return PlaceId(id_of(_source(ground, size, number)))


def _laid_out(ground: Ground, plan: Plan) -> layout.Area:
    return layout.Area(id=ground.id, sections=tuple(_spots(ground, plan)))


def _spots(ground: Ground, plan: Plan) -> Iterator[layout.Section]:
    for size, numbers in plan.coming:
        lots = tuple(
            layout.Berth(
                id=_lot_id(ground, size, number),
                number=str(number),
                width_mm=size.width_mm,
                length_mm=size.length_mm,
                berthing=layout.Berthing.PERPENDICULAR,
            )
            for number in numbers
        )
        yield layout.Section(id=section_id(ground, size), identifier=size.called, point=ground.point, places=lots)


def _section(ground: Ground, size: LotSize) -> WinterStorageSection:
    return WinterStorageSection(
        id=section_id(ground, size),
        source=_source(ground, size),
        area_id=ground.area_id,
        identifier=size.called,
        located=Located(ground.point, GeometrySource.GENERATED),
    )


def _lot(ground: Ground, size: LotSize, number: int, shapes: Mapping[UUID, Geometry]) -> Place:
    id = _lot_id(ground, size, number)
    return Place(
        id=id,
        source=_source(ground, size, number),
        kind=PlaceKind.WINTER_STORAGE_PLACE,
        provider_id=ground.provider_id,
        area_id=ground.area_id,
        section_id=section_id(ground, size),
        number=str(number),
        width_mm=size.width_mm,
        length_mm=size.length_mm,
        located=Located(shapes.get(id, ground.point), GeometrySource.GENERATED),
    )
