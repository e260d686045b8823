"""Knows what must hold in a catalogue before it is written, and says of every fault which record it is in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import cast
from uuid import UUID

from harbors.errors import Invalid, Problem
from harbors.places.records import Catalogue, Listed, Pier, Place, WinterStorageSection
from harbors.places.refusals import fault
from harbors.places.rules import LINKS, PLACE_KINDS
from harbors.text import Language, Translated

Parents = Mapping[str, Mapping[UUID, UUID | None]]
"""By relation (``piers``) the ids that exist, each with what it is a part of: a pier's harbor, a section's area."""

REFERENCES: Mapping[str, str] = {
    "provider_id": "providers",
    "operator_id": "providers",
    "harbor_id": "harbors",
    "pier_id": "piers",
    "area_id": "winter_storage_areas",
    "section_id": "winter_storage_sections",
    "suitable_boat_types": "boat_types",
    "stops": "ferry_stops",
}
_WHOLE_OF = {"pier_id": "harbor_id", "section_id": "area_id"}
_FROM_ONE = ("width_mm", "length_mm", "depth_mm", "max_mass_kg", "units", "price_tier")
_UP_TO = {"price_tier": 3}
_LARGEST = 2**31 - 1


def relations(catalogue: Catalogue) -> Iterator[tuple[str, tuple[Listed, ...]]]:
    """The records by relation, in an order in which each is written after what it refers to."""
    for field in fields(catalogue):
        yield field.name, getattr(catalogue, field.name)


def references(record: Listed) -> Iterator[tuple[str, UUID]]:
    """The fields of the record that refer to others, and the ids they name."""
    for field, value in _given(record, REFERENCES):
        for named in value if isinstance(value, tuple) else (value,):
            yield field, cast(UUID, named)


def parents(catalogue: Catalogue) -> dict[str, dict[UUID, UUID | None]]:
    """The ids of the catalogue, as the checks want them."""
    return {relation: {record.id: _parent(record) for record in records} for relation, records in relations(catalogue)}


def check_catalogue(catalogue: Catalogue, *, known: Parents) -> None:
    """Raise ``Invalid`` with every fault of the catalogue; ``known`` are the ids that exist, its own included."""
    problems = [*_repetitions(catalogue), *_faults(catalogue, known)]
    if problems:
        raise Invalid(*problems)


def _repetitions(catalogue: Catalogue) -> Iterator[Problem]:
    for relation, records in relations(catalogue):
        seen: set[UUID] = set()
        for record in records:
            if record.id in seen:
                yield fault("RECORD_REPEATED", relation, record, "id")
            seen.add(record.id)


def _faults(catalogue: Catalogue, known: Parents) -> Iterator[Problem]:
    for relation, records in relations(catalogue):
        for record in records:
            for code, field in _faults_of(record, known):
                yield fault(code, relation, record, field)


def _faults_of(record: Listed, known: Parents) -> Iterator[tuple[str, str]]:
    if _unnamed(record):
        yield "NAME_MISSING", "name"
    for field in _out_of_range(record):
        yield "OUT_OF_RANGE", field
    for field in _unknown(record, known):
        yield "REFERENCE_UNKNOWN", field
    if isinstance(record, Place):
        yield from (("LINK_WRONG", field) for field in _wrong_links(record))
        yield from (("LINK_TORN", field) for field in _torn_links(record, known))
        if record.area_id is not None and record.depth_mm is not None:
            yield "DEPTH_ON_LAND", "depth_mm"


def _unnamed(record: Listed) -> bool:
    name = getattr(record, "name", None)
    return isinstance(name, Translated) and not isinstance(record, Place) and not name.in_language(Language.FI)


def _out_of_range(record: Listed) -> Iterator[str]:
    for field, value in _given(record, _FROM_ONE):
        if not 1 <= cast(int, value) <= _UP_TO.get(field, _LARGEST):
            yield field


def _unknown(record: Listed, known: Parents) -> Iterator[str]:
    for field, named in references(record):
        if named not in known.get(REFERENCES[field], {}):
            yield field


def _wrong_links(place: Place) -> list[str]:
    return sorted(PLACE_KINDS[place.kind].wrong_links(frozenset(field for field, _ in _given(place, LINKS))))


def _torn_links(place: Place, known: Parents) -> Iterator[str]:
    for part, whole in _WHOLE_OF.items():
        named, inside = getattr(place, part), known.get(REFERENCES[part], {})
        if named in inside and inside[named] != getattr(place, whole):
            yield part


def _parent(record: Listed) -> UUID | None:
    match record:
        case Pier(harbor_id=whole):
            return whole
        case WinterStorageSection(area_id=whole):
            return whole
        case _:
            return None


def _given(record: Listed, names: Iterable[str]) -> Iterator[tuple[str, object]]:
    for name in names:
        value = getattr(record, name, None)
        if value is not None:
            yield name, value
