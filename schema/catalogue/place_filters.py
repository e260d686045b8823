"""Knows how lists of places are filtered and ordered."""

import graphene

from schema.catalogue import free
from schema.catalogue.conditions import OnTheMap, accessible, names, of
from schema.catalogue.fitting import FITS, SIZES, BoatDimensionsInput, boat_sizes
from schema.catalogue.kinds import Amenity, Mooring, PlaceKind
from schema.catalogue.orders import BY_NUMBER, orders
from schema.lists import some
from schema.periods import Period, bounds
from schema.reads.declare import SortKey
from schema.reads.filters import Filter, OrderBy, Where
from schema.texts import text_filter


class PlaceConditions(OnTheMap):
    """What places of every kind can be filtered by."""

    text = text_filter("The number or name contains this text, in any case.")
    provider_ids = of("Provider", "provider_id", description="Only places of these providers.")
    min_width_mm = Where(graphene.Int, "{row}.width_mm >= {0}", "integer", description="At least this wide.")
    max_width_mm = Where(graphene.Int, "{row}.width_mm <= {0}", "integer", description="At most this wide.")
    min_length_mm = Where(graphene.Int, "{row}.length_mm >= {0}", "integer", description="At least this long.")
    max_length_mm = Where(graphene.Int, "{row}.length_mm <= {0}", "integer", description="At most this long.")
    min_depth_mm = Where(
        graphene.Int, "{row}.depth_mm >= {0}", "integer", description="Known to be at least this deep."
    )
    fits = Where(
        BoatDimensionsInput,
        FITS,
        *SIZES,
        parameters=boat_sizes,
        description="Only places that a boat fits; an unknown limit is no limit.",
    )
    free_in = Where(
        Period,
        free.FREE,
        *free.TYPES,
        parameters=bounds,
        cost=12,
        description="Only places that nothing holds at any time of a period; of a divided place, one unit is enough.",
    )
    is_accessible = accessible()


class HarborPlaceConditions(PlaceConditions):
    """What places in harbors can be filtered by."""

    harbor_ids = of("Harbor", "harbor_id", description="Only places in these harbors.")
    pier_ids = of("Pier", "pier_id", description="Only places at these piers.")
    mooring = Where(
        some(Mooring), "{row}.mooring = ANY({0})", "text[]", parameters=names, description="Only these moorings."
    )
    amenities = Where(
        some(Amenity),
        "({row}.amenities || coalesce((SELECT beside.amenities FROM piers beside"
        " WHERE beside.id = {row}.pier_id AND beside.retired_at IS NULL), '{}')) @> {0}",
        "text[]",
        parameters=names,
        description="Only places that have all of these, themselves or by their pier.",
    )


class BerthFilter(HarborPlaceConditions, Filter):
    """What berths can be filtered by."""


class GuestMooringFilter(HarborPlaceConditions, Filter):
    """What guest moorings can be filtered by."""


class QuayFilter(PlaceConditions, Filter):
    """What quays can be filtered by."""

    harbor_ids = of("Harbor", "harbor_id", description="Only quays in these harbors.")


class WinterStoragePlaceFilter(PlaceConditions, Filter):
    """What winter storage places can be filtered by."""

    area_ids = of("WinterStorageArea", "area_id", description="Only places in these areas.")
    section_ids = of("WinterStorageSection", "section_id", description="Only places in these sections.")


class PlaceFilter(HarborPlaceConditions, Filter):
    """What bookable places can be filtered by, whatever their kind."""

    kinds = Where(some(PlaceKind), "{row}.kind = ANY({0})", "text[]", parameters=names, description="Only these kinds.")


PLACE_ORDER = OrderBy(
    "PlaceOrder",
    *orders(
        {
            "NUMBER": BY_NUMBER,
            "WIDTH": SortKey("coalesce({row}.width_mm, 2147483647)", "integer"),
            "LENGTH": SortKey("coalesce({row}.length_mm, 2147483647)", "integer"),
            "DEPTH": SortKey("coalesce({row}.depth_mm, 0)", "integer"),
            "MODIFIED_AT": SortKey("{row}.modified_at", "timestamptz"),
        },
        {
            "NUMBER": "number, A9 before A10",
            "WIDTH": "width, a place whose width does not limit counting as the widest",
            "LENGTH": "length, a place whose length does not limit counting as the longest",
            "DEPTH": "depth, an unknown one counting as none",
            "MODIFIED_AT": "the time of the last change",
        },
    ),
)
