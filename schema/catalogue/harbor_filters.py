"""Knows how lists of harbors and piers are filtered and ordered."""

from typing import Any

import graphene

from schema.catalogue.conditions import OnTheMap, accessible, keys_of, names, of
from schema.catalogue.fitting import FITS, SIZES, BoatDimensionsInput, boat_sizes
from schema.catalogue.free import FREE, TYPES
from schema.catalogue.kinds import Amenity, Availability, Mooring
from schema.catalogue.orders import BY_IDENTIFIER, BY_NAME, orders
from schema.lists import some
from schema.periods import Period, bounds
from schema.reads.declare import SortKey
from schema.reads.filters import Filter, OrderBy, Where
from schema.texts import text_filter

# To look for a berth of one harbor, in quarters of a plain value.
_OF_BERTHS = 200


def berth_conditions(key: str) -> Any:
    """A mixin for filters: what one and the same berth in use meets, of the parent whose key is ``places.<key>``."""
    within = (
        f"EXISTS (SELECT FROM places berth WHERE berth.{key} = {{row}}.id AND berth.retired_at IS NULL"
        " AND berth.kind = 'BERTH' AND berth.is_active AND {met})"
    )

    def has(type_: Any, condition: str, *types: str, description: str, **options: Any) -> Where:
        whole = f"Has a berth in use {description}; all that is asked of berths is met by one and the same."
        sql = condition.replace("{row}", "berth")
        return Where(type_, sql, *types, within=within, cost=_OF_BERTHS, description=whole, **options)

    conditions = {
        "min_width_mm": has(graphene.Int, "{row}.width_mm >= {0}", "integer", description="at least this wide"),
        "min_length_mm": has(graphene.Int, "{row}.length_mm >= {0}", "integer", description="at least this long"),
        "min_depth_mm": has(
            graphene.Int, "{row}.depth_mm >= {0}", "integer", description="known to be at least this deep"
        ),
        "mooring": has(
            some(Mooring),
            "{row}.mooring = ANY({0})",
            "text[]",
            parameters=names,
            description="with one of these moorings",
        ),
        "fits": has(
            BoatDimensionsInput,
            FITS,
            *SIZES,
            parameters=boat_sizes,
            description="that a boat fits, an unknown limit being none",
        ),
        "free_in": has(
            Period, FREE, *TYPES, parameters=bounds, description="that nothing holds at any time of a period"
        ),
    }
    return type("BerthConditions", (), conditions)


HarborBerths: Any = berth_conditions("harbor_id")
PierBerths: Any = berth_conditions("pier_id")


class HarborFilter(OnTheMap, HarborBerths, Filter):
    """What harbors can be filtered by."""

    text = text_filter("A name, street address or municipality contains this text, in any case.")
    provider_ids = of("Provider", "provider_id", description="Only harbors of these providers.")
    municipality = Where(
        graphene.String,
        "{row}.municipality = {0}",
        "text",
        description="In this municipality: its Finnish name in small letters.",
    )
    region = Where(
        graphene.String,
        "{row}.region = {0}",
        "text",
        description="In this part of the city, spelled as `region` says it.",
    )
    availability = Where(
        some(Availability),
        "{row}.availability = ANY({0})",
        "text[]",
        parameters=names,
        description="Only where getting a place is this hard.",
    )
    amenities = Where(
        some(Amenity),
        "({row}.amenities || coalesce((SELECT array_agg(offered) FROM piers beside, unnest(beside.amenities) offered"
        " WHERE beside.harbor_id = {row}.id AND beside.retired_at IS NULL), '{}')) @> {0}",
        "text[]",
        parameters=names,
        description="Only harbors that have all of these, themselves or at some pier.",
    )
    is_accessible = Where(
        graphene.Boolean,
        "EXISTS (SELECT FROM places berth WHERE berth.harbor_id = {row}.id AND berth.retired_at IS NULL"
        " AND berth.is_active AND berth.is_accessible) = {0}",
        "boolean",
        cost=_OF_BERTHS,
        description="Has a place in use that is known to be accessible, or none.",
    )


class PierFilter(OnTheMap, PierBerths, Filter):
    """What piers can be filtered by."""

    harbor_ids = of("Harbor", "harbor_id", description="Only piers of these harbors.")
    price_tier = Where(graphene.Int, "{row}.price_tier = {0}", "integer", description="Only piers of this price tier.")
    amenities = Where(
        some(Amenity), "{row}.amenities @> {0}", "text[]", parameters=names, description="Only piers with all of these."
    )
    is_accessible = accessible()
    suitable_for = Where(
        some(graphene.ID),
        "EXISTS (SELECT FROM pier_boat_types link JOIN boat_types suited ON suited.id = link.boat_type_id"
        " AND suited.retired_at IS NULL WHERE link.pier_id = {row}.id AND link.boat_type_id = ANY({0}))",
        "uuid[]",
        parameters=keys_of("BoatType"),
        description="Only piers suitable for one of these boat types.",
    )


HARBOR_ORDER = OrderBy(
    "HarborOrder",
    *orders(
        {
            "NAME": BY_NAME,
            "PLACE_COUNT": SortKey("{row}.place_count", "integer"),
            "MODIFIED_AT": SortKey("{row}.modified_at", "timestamptz"),
        },
        {
            "NAME": "name, in Finnish order",
            "PLACE_COUNT": "the number of bookable places",
            "MODIFIED_AT": "the time of the last change",
        },
    ),
)
PIER_ORDER = OrderBy(
    "PierOrder",
    *orders(
        {"IDENTIFIER": BY_IDENTIFIER},
        {"IDENTIFIER": "identifier, A9 before A10"},
    ),
)
