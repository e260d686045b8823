"""Knows the kinds of things in a catalogue: each is a closed set that the database checks as well."""

from enum import StrEnum


class ProviderKind(StrEnum):
    """Who lets places out."""

    CITY = "CITY"
    COMPANY = "COMPANY"
    CLUB = "CLUB"
    PRIVATE_PERSON = "PRIVATE_PERSON"


class PlaceKind(StrEnum):
    """The kinds of places that can be booked; each has a row in the registry in ``rules.py``."""

    BERTH = "BERTH"
    WINTER_STORAGE_PLACE = "WINTER_STORAGE_PLACE"
    UNMARKED_WINTER_STORAGE = "UNMARKED_WINTER_STORAGE"
    GUEST_MOORING = "GUEST_MOORING"
    QUAY = "QUAY"


class UnmarkedPolicy(StrEnum):
    """How an unmarked winter area is given: the boat is brought, then notified; or in lots, which a round gives."""

    NOTICE = "NOTICE"
    LOTS = "LOTS"


class Mooring(StrEnum):
    """How a boat is made fast at a berth."""

    SINGLE_SLIP = "SINGLE_SLIP"
    SIDE_SLIP = "SIDE_SLIP"
    STERN_BUOY = "STERN_BUOY"
    STERN_POLE = "STERN_POLE"
    QUAYSIDE = "QUAYSIDE"
    SEA_BUOY = "SEA_BUOY"
    DINGHY_PLACE = "DINGHY_PLACE"
    TRAILER_PLACE = "TRAILER_PLACE"
    NO_STERN_MOORING = "NO_STERN_MOORING"


class Amenity(StrEnum):
    """What a harbor, pier, section or place offers those who use it."""

    ELECTRICITY = "ELECTRICITY"
    PERSONAL_ELECTRICITY = "PERSONAL_ELECTRICITY"
    WATER = "WATER"
    GATE = "GATE"
    MOORING = "MOORING"
    WASTE_COLLECTION = "WASTE_COLLECTION"
    LIGHTING = "LIGHTING"
    TOILET = "TOILET"
    SHOWER = "SHOWER"
    SAUNA = "SAUNA"
    LAUNDRY = "LAUNDRY"
    WIFI = "WIFI"
    SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT = "SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT"
    SUMMER_STORAGE_FOR_TRAILERS = "SUMMER_STORAGE_FOR_TRAILERS"
    SUMMER_STORAGE_FOR_BOATS = "SUMMER_STORAGE_FOR_BOATS"


class ServiceKind(StrEnum):
    """A service with a place of its own on the map."""

    RAMP = "RAMP"
    CRANE = "CRANE"
    FUEL = "FUEL"
    PUMP_OUT = "PUMP_OUT"
    WASTE = "WASTE"
    WATER = "WATER"
    SAUNA = "SAUNA"
    MAST_CRANE = "MAST_CRANE"
    REPAIR = "REPAIR"
    SHOP = "SHOP"
    RESTAURANT = "RESTAURANT"
    PARKING = "PARKING"


class Availability(StrEnum):
    """How hard it is to get a place, in the five steps that the city publishes."""

    PLENTY = "PLENTY"
    SHORT_QUEUE = "SHORT_QUEUE"
    MEDIUM_QUEUE = "MEDIUM_QUEUE"
    LONG_QUEUE = "LONG_QUEUE"
    RARELY_AVAILABLE = "RARELY_AVAILABLE"


class GeometrySource(StrEnum):
    """Where a geometry comes from: measured, as the source gave it, or laid out by us."""

    SURVEYED = "SURVEYED"
    IMPORTED = "IMPORTED"
    GENERATED = "GENERATED"
