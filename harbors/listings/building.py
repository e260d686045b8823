"""Knows how the content of a listing becomes a record of the catalogue."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from geo import geojson
from harbors.listings.fields import Content
from harbors.listings.forms import FORMS
from harbors.listings.kinds import ResourceKind
from harbors.places import records as of
from harbors.places.kinds import Amenity, Availability, GeometrySource, Mooring, PlaceKind, ServiceKind
from harbors.places.records import Catalogue, Listed, ProviderId, Source
from harbors.places.rules import LINKS
from harbors.text import Translated

Facts = Mapping[str, Any]
_LIMITS = ("width_mm", "length_mm", "depth_mm", "max_mass_kg")

OWN_LICENCE = "CC-BY-4.0"
"""Under which providers publish what they list: Helsinki's open data has the same."""


def own_source(kind: ResourceKind, resource_id: UUID) -> Source:
    """The provenance of what was first said here; no import judges it."""
    return Source(system="ahti", type=kind.lower(), id=str(resource_id), licence=OWN_LICENCE)


def record_of(kind: ResourceKind, content: Content, *, id: UUID, provider_id: ProviderId, source: Source) -> Listed:
    """The record that is published; ``content`` is whole and was judged."""
    facts = {**_decoded(content), "id": id, "source": source, "provider_id": provider_id, "resource": kind}
    return _BUILDERS[FORMS[kind].relation](facts)


def catalogue_of(records: Iterable[Listed]) -> Catalogue:
    """The records as a catalogue."""
    made = Catalogue()
    by_type: dict[type, list[Any]] = {}
    for record in records:
        by_type.setdefault(type(record), []).append(record)
    return replace(made, **{_RELATIONS[kind]: tuple(several) for kind, several in by_type.items()})


def _decoded(content: Content) -> dict[str, Any]:
    return {name: UUID(str(value)) if value and name in LINKS else value for name, value in content.items()}


def _listed(facts: Facts) -> dict[str, Any]:
    shape, source = geojson.parse(json.loads(facts["geometry"])), GeometrySource(facts["geometry_source"])
    return {
        "id": facts["id"],
        "source": facts["source"],
        "active": facts["is_active"],
        "located": of.Located(geometry=shape, source=source),
    }


def _site(facts: Facts) -> dict[str, Any]:
    availability = facts["availability"]
    return {
        **_listed(facts),
        "provider_id": facts["provider_id"],
        "name": _texts(facts, "name"),
        "address": of.Address(_texts(facts, "street_address"), facts["zip_code"], facts["municipality"]),
        "contact": _contact(facts),
        **{name: facts[name] for name in ("region", "service_map_id", "image_url")},
        "availability": availability and Availability(availability),
    }


def _harbor(facts: Facts) -> of.Harbor:
    return of.Harbor(**_site(facts), amenities=_amenities(facts))


def _pier(facts: Facts) -> of.Pier:
    return of.Pier(
        **_listed(facts),
        harbor_id=facts["harbor_id"],
        identifier=facts["identifier"],
        price_tier=facts["price_tier"],
        amenities=_amenities(facts),
        suitable_boat_types=tuple(map(_uuid, facts["suitable_boat_types"])),
        accessible=facts["is_accessible"],
    )


def _area(facts: Facts) -> of.WinterStorageArea:
    return of.WinterStorageArea(**_site(facts))


def _section(facts: Facts) -> of.WinterStorageSection:
    return of.WinterStorageSection(
        **_listed(facts), area_id=facts["area_id"], identifier=facts["identifier"], amenities=_amenities(facts)
    )


def _place(facts: Facts) -> of.Place:
    mooring = facts.get("mooring")
    optional: dict[str, Any] = {name: facts.get(name) for name in (*LINKS, *_LIMITS)}
    return of.Place(
        **_listed(facts),
        kind=PlaceKind(facts["resource"]),
        provider_id=facts["provider_id"],
        number=facts["number"],
        name=_texts(facts, "name"),
        **optional,
        mooring=mooring and Mooring(mooring),
        units=facts.get("units", 1),
        amenities=_amenities(facts),
        accessible=facts["is_accessible"],
        invoiceable=facts["is_invoiceable"],
    )


def _service(facts: Facts) -> of.Service:
    return of.Service(
        **_listed(facts),
        kind=ServiceKind(facts["kind"]),
        provider_id=facts["provider_id"],
        name=_texts(facts, "name"),
        harbor_id=facts["harbor_id"],
        contact=_contact(facts),
    )


def _stop(facts: Facts) -> of.FerryStop:
    return of.FerryStop(
        **_listed(facts),
        provider_id=facts["provider_id"],
        name=_texts(facts, "name"),
        code=facts["code"],
        harbor_id=facts["harbor_id"],
        accessible=facts["is_accessible"],
    )


def _route(facts: Facts) -> of.FerryRoute:
    return of.FerryRoute(
        **_listed(facts),
        operator_id=facts["provider_id"],
        name=_texts(facts, "name"),
        code=facts["code"],
        contact=_contact(facts),
        stops=tuple(map(_uuid, facts["stops"])),
        **{name: facts[name] for name in ("bicycles_allowed", "dogs_allowed", "cars_allowed")},
        accessible=facts["is_accessible"],
    )


_BUILDERS: Mapping[str, Callable[[Facts], Listed]] = {
    "harbors": _harbor,
    "piers": _pier,
    "winter_storage_areas": _area,
    "winter_storage_sections": _section,
    "places": _place,
    "services": _service,
    "ferry_stops": _stop,
    "ferry_routes": _route,
}
_RELATIONS: Mapping[type, str] = {
    of.Harbor: "harbors",
    of.Pier: "piers",
    of.WinterStorageArea: "winter_storage_areas",
    of.WinterStorageSection: "winter_storage_sections",
    of.Place: "places",
    of.Service: "services",
    of.FerryStop: "ferry_stops",
    of.FerryRoute: "ferry_routes",
}


def _texts(facts: Facts, name: str) -> Translated:
    return Translated(*(facts.get(f"{name}_{language}") for language in ("fi", "sv", "en")))


def _contact(facts: Facts) -> of.Contact:
    return of.Contact(facts["phone"], facts["email"], facts["www_url"])


def _amenities(facts: Facts) -> frozenset[Amenity]:
    return frozenset(map(Amenity, facts["amenities"]))


def _uuid(text: str) -> Any:
    return UUID(text)
