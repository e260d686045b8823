"""Knows the models that the city publishes: their names, their keys, and the words for the codes in them."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from harbors.places.kinds import Amenity, Availability, Mooring

KeyKind = type[int] | type[UUID]


class Model(StrEnum):
    """What a record is, as the source calls it."""

    AVAILABILITY = "resources.availabilitylevel"
    AVAILABILITY_TEXT = "resources.availabilityleveltranslation"
    BOAT_TYPE = "resources.boattype"
    BOAT_TYPE_TEXT = "resources.boattypetranslation"
    HARBOR = "resources.harbor"
    HARBOR_TEXT = "resources.harbortranslation"
    PIER = "resources.pier"
    BERTH_TYPE = "resources.berthtype"
    BERTH = "resources.berth"
    AREA = "resources.winterstoragearea"
    AREA_TEXT = "resources.winterstorageareatranslation"
    SECTION = "resources.winterstoragesection"
    PLACE_TYPE = "resources.winterstorageplacetype"
    PLACE = "resources.winterstorageplace"
    BERTH_PRODUCT = "payments.berthproduct"
    STORAGE_PRODUCT = "payments.winterstorageproduct"
    SWITCH_REASON = "applications.berthswitchreason"
    SWITCH_REASON_TEXT = "applications.berthswitchreasontranslation"


_NUMBERED = {
    Model.AVAILABILITY,
    Model.AVAILABILITY_TEXT,
    Model.BOAT_TYPE,
    Model.BOAT_TYPE_TEXT,
    Model.HARBOR_TEXT,
    Model.AREA_TEXT,
    Model.SWITCH_REASON,
    Model.SWITCH_REASON_TEXT,
}
KEYS: Mapping[str, KeyKind] = {model: int if model in _NUMBERED else UUID for model in Model}

MOORINGS: Mapping[int, Mooring] = {
    1: Mooring.NO_STERN_MOORING,
    2: Mooring.SINGLE_SLIP,
    3: Mooring.SIDE_SLIP,
    4: Mooring.STERN_BUOY,
    5: Mooring.STERN_POLE,
    6: Mooring.QUAYSIDE,
    7: Mooring.DINGHY_PLACE,
    8: Mooring.SEA_BUOY,
    9: Mooring.TRAILER_PLACE,
}

# The levels carry no code but their key; their titles are texts, and text is no key.
AVAILABILITIES: Mapping[str, Availability] = {
    "1": Availability.SHORT_QUEUE,
    "2": Availability.MEDIUM_QUEUE,
    "3": Availability.LONG_QUEUE,
    "4": Availability.RARELY_AVAILABLE,
    "5": Availability.PLENTY,
}

PIER_AMENITIES: Mapping[str, Amenity] = {
    "electricity": Amenity.ELECTRICITY,
    "water": Amenity.WATER,
    "gate": Amenity.GATE,
    "mooring": Amenity.MOORING,
    "waste_collection": Amenity.WASTE_COLLECTION,
    "lighting": Amenity.LIGHTING,
    "personal_electricity": Amenity.PERSONAL_ELECTRICITY,
}

SECTION_AMENITIES: Mapping[str, Amenity] = {
    "electricity": Amenity.ELECTRICITY,
    "water": Amenity.WATER,
    "gate": Amenity.GATE,
    "summer_storage_for_docking_equipment": Amenity.SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT,
    "summer_storage_for_trailers": Amenity.SUMMER_STORAGE_FOR_TRAILERS,
    "summer_storage_for_boats": Amenity.SUMMER_STORAGE_FOR_BOATS,
}
