"""Knows the figures of a harbor or pier: how many places, how large, how many of them free."""

from typing import Any

import graphene

from schema.catalogue import free
from schema.catalogue.kinds import Mooring
from schema.lists import some
from schema.periods import Period, bounds
from schema.reads.declare import Expression, Listing
from schema.reads.fields import ReadField, computed

_BY_MOORING = Listing(
    "FROM jsonb_to_recordset({row}.places_by_mooring) AS item (mooring text, count integer)",
    ("mooring", "count"),
    order='item.mooring COLLATE "C"',
)
_BY_WIDTH = Listing(
    "FROM jsonb_to_recordset({row}.places_by_width) AS item (from_mm integer, to_mm integer, count integer)",
    ("from_mm", "to_mm", "count"),
    order="item.from_mm",
)
# In plain values, as measured: each asks about some seventy places one by one, in a large harbor about four hundred.
FREE_COST = 500


class MooringCount(graphene.ObjectType):
    """How many places have one kind of mooring."""

    mooring = Mooring(required=True, description="The mooring.")
    count = graphene.Int(required=True, description="The number of places.")


class WidthCount(graphene.ObjectType):
    """How many places are wider than `fromMm` and not wider than `toMm`."""

    from_mm = graphene.Int(required=True, description="The lower bound in millimetres, exclusive.")
    to_mm = graphene.Int(required=True, description="The upper bound in millimetres, inclusive.")
    count = graphene.Int(required=True, description="The number of places.")


def figures(key: str) -> Any:
    """A mixin: all figures of the parent whose key is ``places.<key>``; the database keeps all but the free ones."""
    fields = {
        "place_count": place_count(),
        "active_place_count": active_place_count(),
        "max_width_mm": graphene.Int(description="The width of the widest place in use, in millimetres."),
        "max_length_mm": graphene.Int(description="The length of the longest place in use, in millimetres."),
        "max_depth_mm": graphene.Int(description="The depth of the deepest place in use, in millimetres."),
        "places_by_mooring": computed(
            some(MooringCount),
            _BY_MOORING,
            required=True,
            description="How many places have each mooring; unknown ones left out.",
        ),
        "places_by_width": computed(
            some(WidthCount),
            _BY_WIDTH,
            required=True,
            description="How many places have each width, in steps of half a metre.",
        ),
        "free_place_count": _free_place_count(key),
    }
    return type("Figures", (), fields)


def place_count() -> Any:
    """How many places there are."""
    return graphene.Int(required=True, description="How many bookable places there are.")


def active_place_count() -> Any:
    """How many of them are in use."""
    return graphene.Int(required=True, description="How many bookable places are in use.")


def _free_place_count(key: str) -> ReadField:
    """How many places in use are free for a whole period."""
    read = Expression(
        f"(SELECT count(*) FROM places counted WHERE counted.{key} = {{row}}.id AND counted.retired_at IS NULL"
        f" AND counted.is_active AND {free.FREE_EACH.replace('{row}', 'counted')})",
        types=free.TYPES,
        arguments=lambda arguments: bounds(arguments["period"]),
        cost=FREE_COST,
    )
    return computed(
        graphene.Int,
        read,
        args={"period": graphene.Argument(Period, required=True, description="The period, such as a season.")},
        required=True,
        description="How many places in use nothing holds at any time of a period, computed when it is asked;"
        " of a divided place (a quay, an unmarked area) one free unit is enough.",
    )
