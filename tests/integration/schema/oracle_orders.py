"""Knows by what every order sorts the records of the bay, in plain Python."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from harbors.places.records import Place
from harbors.text import Language, sort_key
from tests.integration.schema.bay import BAY
from tests.integration.schema.bay_ground import corner
from tests.integration.schema.oracle_records import metres_between

LARGEST = 2**31 - 1
LONGITUDE, LATITUDE = corner(27, 8.6)
"""Where distances are measured from: inside the hole of a harbor and beside a berth."""

Key = Callable[[Any], Any]


def number(record: Place) -> str:
    return sort_key(record.number)


def name(record: Any) -> str:
    return sort_key(record.name.in_language(Language.FI))


def identifier(record: Any) -> str:
    return sort_key(record.identifier)


def changed(record: Any) -> Any:
    return record.modified_at


def places(harbor: Any) -> int:
    return sum(place.harbor_id == harbor.id for place in BAY.places)


def distance(record: Any) -> float:
    return metres_between(record, LONGITUDE, LATITUDE)


KEYS: Mapping[str, Mapping[str, Key]] = {
    "HarborOrder": {"NAME": name, "PLACE_COUNT": places, "MODIFIED_AT": changed},
    "PierOrder": {"IDENTIFIER": identifier},
    "PlaceOrder": {
        "NUMBER": number,
        "WIDTH": lambda place: place.width_mm or LARGEST,
        "LENGTH": lambda place: place.length_mm or LARGEST,
        "DEPTH": lambda place: place.depth_mm or 0,
        "MODIFIED_AT": changed,
    },
    "WinterStorageAreaOrder": {"NAME": name},
    "WinterStorageSectionOrder": {"IDENTIFIER": identifier},
    "ServiceOrder": {"NAME": name},
    "FerryStopOrder": {"NAME": name},
    "FerryRouteOrder": {"NAME": name},
}


def values(order: str) -> list[str]:
    """Every value that the enum must have."""
    return ["DISTANCE", *(f"{key}_{direction}" for key in KEYS[order] for direction in ("ASC", "DESC"))]


def in_order(records: Sequence[Any], order: str, wanted: Sequence[str]) -> list[Any]:
    """The records by the wanted values, the strongest first, and then by id."""
    found = sorted(records, key=lambda record: record.id)
    for value in reversed(wanted):
        key, _, direction = value.rpartition("_")
        # A sort with ``reverse`` keeps the order of what is equal.
        found.sort(key=KEYS[order][key] if key else distance, reverse=direction == "DESC")
    return found
