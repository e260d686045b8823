"""Knows which records of the bay each type shows, and which records each relation leads to: plain Python."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

from geo.projection import to_metres
from harbors.places.kinds import PlaceKind
from harbors.places.records import Place
from harbors.text import Language, sort_key
from schema import ids
from tests.integration.schema.bay import BAY, CUT_FROM, SUMMER, TAKEN

TYPES_OF_KINDS = {
    PlaceKind.BERTH: "Berth",
    PlaceKind.GUEST_MOORING: "GuestMooring",
    PlaceKind.QUAY: "Quay",
    PlaceKind.WINTER_STORAGE_PLACE: "WinterStoragePlace",
    PlaceKind.UNMARKED_WINTER_STORAGE: "UnmarkedWinterStorage",
}
RECORDS: Mapping[str, Sequence[Any]] = {
    "Provider": BAY.providers,
    "BoatType": BAY.boat_types,
    "Harbor": BAY.harbors,
    "Pier": BAY.piers,
    "WinterStorageArea": BAY.winter_storage_areas,
    "WinterStorageSection": BAY.winter_storage_sections,
    "Service": BAY.services,
    "FerryStop": BAY.ferry_stops,
    "FerryRoute": BAY.ferry_routes,
    "Place": BAY.places,
    **{name: [place for place in BAY.places if place.kind is kind] for kind, name in TYPES_OF_KINDS.items()},
}
BY_ID: Mapping[UUID, Any] = {record.id: record for records in RECORDS.values() for record in records}
PLACES: Sequence[Place] = BAY.places


Key = tuple[str, UUID]


def id_of(record: Any) -> str:
    """The id that the API gives a record."""
    if isinstance(record, Place):
        return ids.encode(TYPES_OF_KINDS[record.kind], record.id)
    return ids.encode(type(record).__name__, record.id)


def ids_of(records: Sequence[Any]) -> list[str]:
    return [id_of(record) for record in records]


def by_name(record: Any) -> Key:
    return sort_key(record.name.in_language(Language.FI)), record.id


def by_identifier(record: Any) -> Key:
    return sort_key(record.identifier), record.id


def by_number(record: Any) -> Key:
    return sort_key(record.number), record.id


def by_id(record: Any) -> Key:
    return ("", record.id)


Members = Callable[[Any], Sequence[Any]]


def part(type_name: str, link: str, order: Callable[[Any], Any]) -> Members:
    """The records whose ``link`` names the parent."""

    def members(parent: Any) -> Sequence[Any]:
        return sorted((one for one in RECORDS[type_name] if getattr(one, link) == parent.id), key=order)

    return members


TO_MANY: Mapping[str, Members] = {
    "Provider.harbors": part("Harbor", "provider_id", by_name),
    "Provider.winterStorageAreas": part("WinterStorageArea", "provider_id", by_name),
    "Provider.places": part("Place", "provider_id", by_number),
    "Provider.services": part("Service", "provider_id", by_name),
    "Provider.ferryRoutes": part("FerryRoute", "operator_id", by_name),
    "Harbor.piers": part("Pier", "harbor_id", by_identifier),
    "Harbor.berths": part("Berth", "harbor_id", by_number),
    "Harbor.guestMoorings": part("GuestMooring", "harbor_id", by_number),
    "Harbor.quays": part("Quay", "harbor_id", by_number),
    "Harbor.places": part("Place", "harbor_id", by_number),
    "Harbor.services": part("Service", "harbor_id", by_name),
    "Harbor.ferryStops": part("FerryStop", "harbor_id", by_name),
    "Pier.berths": part("Berth", "pier_id", by_number),
    "Pier.guestMoorings": part("GuestMooring", "pier_id", by_number),
    "Pier.suitableBoatTypes": lambda pier: sorted((BY_ID[id] for id in pier.suitable_boat_types), key=by_name),
    "BoatType.piers": lambda one: sorted(
        (pier for pier in BAY.piers if one.id in pier.suitable_boat_types), key=by_identifier
    ),
    "WinterStorageArea.sections": part("WinterStorageSection", "area_id", by_identifier),
    "WinterStorageArea.places": part("WinterStoragePlace", "area_id", by_number),
    "WinterStorageArea.unmarked": part("UnmarkedWinterStorage", "area_id", by_number),
    "WinterStorageSection.places": part("WinterStoragePlace", "section_id", by_number),
    "UnmarkedWinterStorage.sections": lambda ground: sorted(
        (one for one in BAY.winter_storage_sections if CUT_FROM.get(one.id) == ground.id), key=by_identifier
    ),
    "FerryStop.routes": lambda stop: sorted((one for one in BAY.ferry_routes if stop.id in one.stops), key=by_name),
    "FerryRoute.stops": lambda route: [BY_ID[id] for id in route.stops],
}
TO_ONE: Mapping[str, str] = {
    **{f"{name}.provider": "provider_id" for name in ("Harbor", "WinterStorageArea", "Service", "Place")},
    **{f"{name}.provider": "provider_id" for name in TYPES_OF_KINDS.values()},
    **{f"{name}.harbor": "harbor_id" for name in ("Pier", "Berth", "GuestMooring", "Quay", "Service", "FerryStop")},
    **{f"{name}.pier": "pier_id" for name in ("Berth", "GuestMooring")},
    **{f"{name}.area": "area_id" for name in ("WinterStorageSection", "WinterStoragePlace", "UnmarkedWinterStorage")},
    "WinterStoragePlace.section": "section_id",
    "WinterStorageSection.cutFrom": "cut_from",
    "FerryRoute.operator": "operator_id",
}


def linked(record: Any, column: str) -> UUID | None:
    """What a record names; whoever publishes sections does not know that they are cut from some ground."""
    named: UUID | None = CUT_FROM.get(record.id) if column == "cut_from" else getattr(record, column)
    return named


DEFAULT_ORDERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("Provider", "BoatType", "Harbor", "WinterStorageArea"), by_name),
    **dict.fromkeys(("Service", "FerryStop", "FerryRoute"), by_name),
    **dict.fromkeys(("Pier", "WinterStorageSection", "Place", *TYPES_OF_KINDS.values()), by_id),
}


def shape_of(record: Any) -> BaseGeometry:
    shape: BaseGeometry = record.located.geometry
    return shape


def metres_between(record: Any, longitude: float, latitude: float) -> float:
    """Metres on the plane from a point to the nearest part of a record's geometry."""
    return float(shapely.distance(to_metres(shape_of(record)), to_metres(shapely.Point(longitude, latitude))))


def is_free(place: Place) -> bool:
    """Whether some unit of the place is held by nothing all summer long."""
    start, end = SUMMER
    held = {
        unit
        for taken in TAKEN
        if taken.place_id == place.id and taken.state == "HOLDING" and taken.start < end and start < taken.end
        for unit in range(*taken.units)
    }
    return len(held) < place.units
