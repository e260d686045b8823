"""Knows the closed sets of listings: what is listed, what is to be done with it, and where a listing stands."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class ResourceKind(StrEnum):
    """What providers list; each has a form in ``forms.py``. Types of boats are not listed: they are the city's."""

    HARBOR = "HARBOR"
    PIER = "PIER"
    BERTH = "BERTH"
    GUEST_MOORING = "GUEST_MOORING"
    QUAY = "QUAY"
    WINTER_STORAGE_AREA = "WINTER_STORAGE_AREA"
    WINTER_STORAGE_SECTION = "WINTER_STORAGE_SECTION"
    WINTER_STORAGE_PLACE = "WINTER_STORAGE_PLACE"
    UNMARKED_WINTER_STORAGE = "UNMARKED_WINTER_STORAGE"
    SERVICE = "SERVICE"
    FERRY_STOP = "FERRY_STOP"
    FERRY_ROUTE = "FERRY_ROUTE"


class Action(StrEnum):
    """What a listing does to the catalogue once it is published."""

    CREATE = "CREATE"
    CHANGE = "CHANGE"
    RETIRE = "RETIRE"


class ListingState(StrEnum):
    """Where a listing stands."""

    PENDING = "PENDING"
    PUBLISHED = "PUBLISHED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


LISTING_TRANSITIONS: Mapping[ListingState, frozenset[ListingState]] = MappingProxyType(
    {
        ListingState.PENDING: frozenset({ListingState.PUBLISHED, ListingState.REJECTED, ListingState.WITHDRAWN}),
        ListingState.PUBLISHED: frozenset(),
        ListingState.REJECTED: frozenset(),
        ListingState.WITHDRAWN: frozenset(),
    }
)
"""A decided listing stays as it is: who thinks otherwise lists anew."""


class FileFormat(StrEnum):
    """How a file of resources is written."""

    GEOJSON = "GEOJSON"
    CSV = "CSV"
