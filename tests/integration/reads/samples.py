"""Knows literals that arguments and fields of filters are tried with: by their names, else by their types."""

from typing import Any

from graphql import GraphQLEnumType, get_named_type, get_nullable_type, is_list_type

from tests.integration.reads import ground

IDS = ground.ids_by_type()
PERIODS = (
    '{ start: "2027-06-09T21:00:00Z", end: "2027-09-14T21:00:00Z" }',
    '{ start: "2027-07-10T00:00:00+03:00", end: "2027-07-11T00:00:00+03:00" }',
)
BOATS = (
    "{}",
    "{ beamMm: 2800 }",
    "{ lengthMm: 9000, draughtMm: 1500 }",
    "{ beamMm: 2500, lengthMm: 6000, draughtMm: 1000, massKg: 4000 }",
)
BY_NAME = {
    "bbox": ("[24.9, 60.1, 24.93, 60.12]", "[24.95, 60.1, 24.95, 60.15]", "[-180, -90, 180, 90]", "[]"),
    "municipality": ('"helsinki"', '"Espoo"', '""'),
    "region": ('"south"', '"nowhere"'),
    "text": ('"ä"', '"1"', '"\\\\"', '"%"', '"_"', '""', '"nowhere"'),
    "codes": ('["berths-2026", "nothing"]',),
    "tickets": (f'["{ground.TICKETS[2]}"]',),
    "publicIds": (f'["{ground.PUBLIC_IDS[3]}", ""]',),
}
BY_TYPE = {
    "Boolean": ("true", "false", "null"),
    "Int": ("0", "1", "3000", "12000", "2147483647"),
    "Period": PERIODS,
    "BoatDimensions": BOATS,
    "Near": ("{ longitude: 24.93, latitude: 60.11, withinM: 1500 }", "{ longitude: 24.9, latitude: 60.1, withinM: 0 }"),
    "Position": ("{ longitude: 25, latitude: 60 }",),
    "Float": ("0", "12.5"),
    "Date": ('"2027-06-10"', '"1900-01-01"'),
}
OF_TYPE = {
    "harborIds": "Harbor",
    "pierIds": "Pier",
    "providerIds": "Provider",
    "operatorIds": "Provider",
    "areaIds": "WinterStorageArea",
    "sectionIds": "WinterStorageSection",
    "stopIds": "FerryStop",
    "suitableFor": "BoatType",
}


def samples(name: str, type_: Any) -> list[str]:
    """What an argument or a field of a filter is tried with."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        values = sorted(named.values)
        return [*values, "[]", f"[{', '.join(values)}]"] if is_list_type(get_nullable_type(type_)) else values
    if named.name == "ID":
        every = IDS[OF_TYPE[name]]
        return [f'["{every[0]}"]', f'["{every[0]}", "{every[-1]}", "{every[1]}"]', f'"{every[1]}"', "[]"]
    return list(BY_NAME.get(name) or BY_TYPE[named.name])
