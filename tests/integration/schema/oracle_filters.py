"""Knows what every field of every filter lets through, in plain Python over the records of the bay."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import shapely

from harbors.places.kinds import Amenity, Availability, Mooring, PlaceKind, ProviderKind, ServiceKind
from harbors.places.records import Harbor, Pier, Place
from schema import ids
from tests.integration.schema import bay_sites as sites
from tests.integration.schema.bay import BAY, SUMMER
from tests.integration.schema.bay_ground import corner, key
from tests.integration.schema.oracle_records import BY_ID, is_free, metres_between, shape_of

Lets = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """A value of a filter's field, and whether it lets a record through."""

    value: Any
    lets: Lets


def each(values: Iterable[Any], lets: Callable[[Any, Any], bool]) -> list[Case]:
    """A case for each value; ``lets`` is asked with the value and the record."""
    return [Case(value, partial(lets, value)) for value in values]


def _texts(record: Any) -> list[str]:
    name = getattr(record, "name", None)
    street = record.address.street if hasattr(record, "address") else None
    texts = [text for named in (name, street) if named for text in (named.fi, named.sv, named.en)]
    municipality = record.address.municipality if hasattr(record, "address") else None
    more = [municipality, *(getattr(record, attribute, None) for attribute in ("number", "code"))]
    return [text.casefold() for text in (*texts, *more) if text]


PROBES = ("ä", "ÄNG", "%", "_", "\\", "a%", "e", "100 %", "rAnta", "espoo", "1", "19k", "A1", "''", "nothing of it", "")
BOXES = (
    [*corner(20, 0), *corner(40, 20)],
    [*corner(26, 6), *corner(34, 14)],
    [*corner(24, 9.9), *corner(24.2, 10.1)],
    [*corner(40.0005, 0), *corner(49.9995, 60)],
    [*corner(-5, -5), *corner(100, 100)],
    [*corner(80, 40), *corner(80, 40)],
    [-180, -90, 180, 90],
    [-180, -90, 0, 0],
)
CIRCLES = tuple(
    {"longitude": x, "latitude": y, "withinM": metres}
    for (x, y), metres in product(
        (corner(30, 10), corner(0, 60), corner(10, 50.5), (-70.0, 12.0)), (0, 150, 2_000.5, 1e6)
    )
)


def text() -> list[Case]:
    return each(PROBES, lambda probe, record: any(probe.casefold() in text for text in _texts(record)))


def of(kind: str, attribute: str, *wanted: Any) -> list[Case]:
    """Lists of ids: one, several, and of what is not there."""
    nobody = ids.encode(kind, key("nobody", "nobody"))
    lists = [[ids.encode(kind, one)] for one in wanted] + [[ids.encode(kind, one) for one in wanted], [nobody]]
    return each(lists, lambda named, record: _named(kind, getattr(record, attribute)) in named)


def _named(kind: str, id: Any) -> str | None:
    return None if id is None else ids.encode(kind, id)


def least(attribute: str, *values: int) -> list[Case]:
    return each(values, lambda value, record: (known := getattr(record, attribute)) is not None and known >= value)


def most(attribute: str, *values: int) -> list[Case]:
    return each(values, lambda value, record: (known := getattr(record, attribute)) is not None and known <= value)


def is_one_of(attribute: str, kinds: Iterable[Any]) -> list[Case]:
    every = list(kinds)
    lists = [[one] for one in every] + [every[:2], every]
    return each(lists, lambda wanted, record: getattr(record, attribute) in wanted)


def equals(attribute: str, *values: Any) -> list[Case]:
    return each(values, lambda value, record: getattr(record, attribute) == value)


def active() -> list[Case]:
    return equals("active", True, False)


def accessible() -> list[Case]:
    return each((True, False), lambda value, record: bool(record.accessible) == value)


def bbox() -> list[Case]:
    return each(BOXES, lambda area, record: bool(shapely.intersects(shape_of(record), shapely.box(*area))))


def near() -> list[Case]:
    return each(
        CIRCLES,
        lambda circle, record: metres_between(record, circle["longitude"], circle["latitude"]) <= circle["withinM"],
    )


BOATS: Sequence[Mapping[str, Any]] = (
    {},
    {"beamMm": 3000},
    {"beamMm": 3001, "lengthMm": None},
    {"lengthMm": 9000, "draughtMm": 1500},
    {"beamMm": 2600, "lengthMm": 6001, "draughtMm": 1, "massKg": 4001},
    {"beamMm": 2**31 - 1, "lengthMm": 2**31 - 1, "draughtMm": 2**31 - 1, "massKg": 2**31 - 1},
)
_LIMITS = (("beamMm", "width_mm"), ("lengthMm", "length_mm"), ("draughtMm", "depth_mm"), ("massKg", "max_mass_kg"))


def fits_boat(boat: Mapping[str, Any], place: Place) -> bool:
    limits = ((boat.get(dimension), getattr(place, limit)) for dimension, limit in _LIMITS)
    return all(needed is None or limit is None or needed <= limit for needed, limit in limits)


PERIOD = {"start": SUMMER[0].isoformat(), "end": SUMMER[1].isoformat()}
AMENITIES: Sequence[Sequence[Amenity]] = (
    *([amenity] for amenity in Amenity),
    [Amenity.WATER, Amenity.MOORING],
    [Amenity.WATER, Amenity.ELECTRICITY],
    [Amenity.SAUNA, Amenity.ELECTRICITY, Amenity.GATE],
)


def amenities(offered: Callable[[Any], frozenset[Amenity]] = lambda record: record.amenities) -> list[Case]:
    return each(AMENITIES, lambda wanted, record: set(wanted) <= offered(record))


def _own_and_piers(place: Place) -> frozenset[Amenity]:
    return place.amenities | (BY_ID[place.pier_id].amenities if place.pier_id else frozenset())


def _own_and_of_piers(harbor: Harbor) -> frozenset[Amenity]:
    return harbor.amenities.union(*(pier.amenities for pier in BAY.piers if pier.harbor_id == harbor.id))


def places_of(parent: Harbor | Pier) -> list[Place]:
    link = "harbor_id" if isinstance(parent, Harbor) else "pier_id"
    return [place for place in BAY.places if getattr(place, link) == parent.id and place.active]


def has_berth(cases: Sequence[Case]) -> list[Case]:
    def some_berth(lets: Lets) -> Lets:
        return lambda parent: any(lets(one) for one in places_of(parent) if one.kind is PlaceKind.BERTH)

    return [Case(case.value, some_berth(case.lets)) for case in cases]


FITS = each(BOATS, fits_boat)
FREE = [Case(PERIOD, is_free)]
ON_THE_MAP = {"isActive": active(), "bbox": bbox(), "near": near()}
PLACE = {
    **ON_THE_MAP,
    "text": text(),
    "providerIds": of("Provider", "provider_id", sites.CITY, sites.CLUB),
    "minWidthMm": least("width_mm", 0, 3000, 3001, 2**31 - 1),
    "maxWidthMm": most("width_mm", 2999, 3000, 2**31 - 1),
    "minLengthMm": least("length_mm", -(2**31), 9000, 80_000),
    "maxLengthMm": most("length_mm", 6000, 11_999),
    "minDepthMm": least("depth_mm", 1, 1501),
    "fits": FITS,
    "freeIn": FREE,
    "isAccessible": accessible(),
}
AT_SEA = {
    **PLACE,
    "harborIds": of("Harbor", "harbor_id", sites.ANGSHOLM, sites.AMINNE),
    "pierIds": of("Pier", "pier_id", sites.A9, sites.OE),
    "mooring": is_one_of("mooring", Mooring),
    "amenities": amenities(_own_and_piers),
}
HAS_BERTH = {
    "minWidthMm": has_berth(PLACE["minWidthMm"]),
    "minLengthMm": has_berth(PLACE["minLengthMm"]),
    "minDepthMm": has_berth(PLACE["minDepthMm"]),
    "mooring": has_berth(AT_SEA["mooring"]),
    "fits": has_berth(FITS),
    "freeIn": has_berth(FREE),
}
FILTERS: Mapping[str, Mapping[str, Sequence[Case]]] = {
    "PlaceFilter": {**AT_SEA, "kinds": is_one_of("kind", PlaceKind)},
    "BerthFilter": AT_SEA,
    "GuestMooringFilter": AT_SEA,
    "QuayFilter": {**PLACE, "harborIds": AT_SEA["harborIds"]},
    "WinterStoragePlaceFilter": {
        **PLACE,
        "areaIds": of("WinterStorageArea", "area_id", sites.FIELD, sites.CLUB_AREA),
        "sectionIds": of("WinterStorageSection", "section_id", sites.B2, sites.C),
    },
    "HarborFilter": {
        **ON_THE_MAP,
        **HAS_BERTH,
        "text": text(),
        "providerIds": of("Provider", "provider_id", sites.CITY, sites.CLUB),
        "municipality": each(("helsinki", "Helsinki", ""), lambda name, one: one.address.municipality == name),
        "region": equals("region", "south", "north"),
        "availability": is_one_of("availability", Availability),
        "amenities": amenities(_own_and_of_piers),
        "isAccessible": each((True, False), lambda value, one: any(p.accessible for p in places_of(one)) == value),
    },
    "PierFilter": {
        **ON_THE_MAP,
        **HAS_BERTH,
        "harborIds": of("Harbor", "harbor_id", sites.ANGSHOLM, sites.OJA),
        "priceTier": equals("price_tier", 1, 2, 3),
        "amenities": amenities(),
        "isAccessible": accessible(),
        "suitableFor": each(
            [[ids.encode("BoatType", one)] for one in (sites.ROWING, sites.SAILING)],
            lambda wanted, pier: any(ids.encode("BoatType", id) in wanted for id in pier.suitable_boat_types),
        ),
    },
    "WinterStorageAreaFilter": {
        **ON_THE_MAP,
        "text": text(),
        "providerIds": of("Provider", "provider_id", sites.CITY, sites.CLUB),
        "municipality": each(("helsinki", "espoo"), lambda name, one: one.address.municipality == name),
        "availability": is_one_of("availability", Availability),
    },
    "WinterStorageSectionFilter": {
        **ON_THE_MAP,
        "areaIds": of("WinterStorageArea", "area_id", sites.FIELD, sites.CLUB_AREA),
        "amenities": amenities(),
    },
    "ServiceFilter": {
        **ON_THE_MAP,
        "text": text(),
        "kinds": is_one_of("kind", ServiceKind),
        "harborIds": of("Harbor", "harbor_id", sites.ANGSHOLM),
        "providerIds": of("Provider", "provider_id", sites.CITY, sites.CLUB),
    },
    "FerryStopFilter": {
        **ON_THE_MAP,
        "text": text(),
        "harborIds": of("Harbor", "harbor_id", sites.ANGSHOLM, sites.AMINNE),
        "isAccessible": accessible(),
    },
    "FerryRouteFilter": {
        **ON_THE_MAP,
        "text": text(),
        "operatorIds": of("Provider", "operator_id", sites.FERRIES, sites.CITY),
        "stopIds": each(
            [[ids.encode("FerryStop", one)] for one in (sites.TORI, sites.SAARI)],
            lambda wanted, route: any(ids.encode("FerryStop", id) in wanted for id in route.stops),
        ),
        "isAccessible": accessible(),
    },
    "ProviderFilter": {"text": text(), "kinds": is_one_of("kind", ProviderKind)},
}
