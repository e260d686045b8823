"""Knows the figures of a harbor or pier: how many places, how large, how many of them free."""

from typing import Any

import graphene

from schema.catalogue import free
from schema.catalogue.kinds import Mooring
from schema.lists import some
from schema.periods import Period, bounds
from schema.reads.declare import Expression, Listing
from schema.reads.fields import ReadField, computed

# The bookable places that stand behind every figure of a parent with the column {key} in places.
_PLACES = "FROM places counted WHERE counted.{key} = {row}.id AND counted.retired_at IS NULL"
_WIDTH_STEP_MM = 500


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
    """A mixin: all figures of the parent whose key is ``places.<key>``."""
    fields = {
        "place_count": place_count(key),
        "active_place_count": active_place_count(key),
        "max_width_mm": _largest(key, "width_mm", "The width of the widest place in use, in millimetres."),
        "max_length_mm": _largest(key, "length_mm", "The length of the longest place in use, in millimetres."),
        "max_depth_mm": _largest(key, "depth_mm", "The depth of the deepest place in use, in millimetres."),
        "places_by_mooring": _places_by_mooring(key),
        "places_by_width": _places_by_width(key),
        "free_place_count": _free_place_count(key),
    }
    return type("Figures", (), fields)


def place_count(key: str) -> ReadField:
    """How many places there are."""
    return _number(key, "count(*)", "", required=True, description="How many bookable places there are.")


def active_place_count(key: str) -> ReadField:
    """How many of them are in use."""
    return _number(
        key, "count(*)", " AND counted.is_active", required=True, description="How many bookable places are in use."
    )


def _largest(key: str, column: str, description: str) -> ReadField:
    """The largest limit among the places in use."""
    return _number(key, f"max(counted.{column})", " AND counted.is_active", description=description)


def _places_by_mooring(key: str) -> ReadField:
    """The spread of moorings."""
    grouped = (
        f"SELECT counted.mooring, count(*) AS count {_PLACES} AND counted.mooring IS NOT NULL GROUP BY counted.mooring"
    )
    text = "How many places have each mooring; unknown ones left out."
    return _spread(key, MooringCount, grouped, ("mooring", "count"), description=text)


def _places_by_width(key: str) -> ReadField:
    """The spread of widths in steps of half a metre."""
    step = _WIDTH_STEP_MM
    upper = f"(counted.width_mm + {step - 1}) / {step} * {step}"
    grouped = (
        f"SELECT {upper} - {step} AS from_mm, {upper} AS to_mm, count(*) AS count {_PLACES}"
        " AND counted.width_mm IS NOT NULL GROUP BY 1, 2"
    )
    text = "How many places have each width, in steps of half a metre."
    return _spread(key, WidthCount, grouped, ("from_mm", "to_mm", "count"), description=text)


def _free_place_count(key: str) -> ReadField:
    """How many places in use are free for a whole period."""
    counted = f"SELECT count(*) {_PLACES} AND counted.is_active AND {free.FREE.replace('{row}', 'counted')}"
    read = Expression(
        f"({counted.replace('{key}', key)})",
        types=free.TYPES,
        arguments=lambda arguments: bounds(arguments["period"]),
    )
    return computed(
        graphene.Int,
        read,
        args={"period": graphene.Argument(Period, required=True, description="The period, such as a season.")},
        required=True,
        description="How many places in use nothing holds at any time of a period, computed when it is asked;"
        " of a divided place (a quay, an unmarked area) one free unit is enough.",
    )


def _number(key: str, figure: str, narrowed: str, *, required: bool = False, description: str) -> ReadField:
    sql = f"(SELECT {figure} {_PLACES}{narrowed})".replace("{key}", key)
    return computed(graphene.Int, Expression(sql), required=required, description=description)


def _spread(
    key: str, type_: type[graphene.ObjectType], grouped: str, columns: tuple[str, ...], *, description: str
) -> ReadField:
    read = Listing(f"FROM ({grouped.replace('{key}', key)}) item", columns, order=f"item.{columns[0]}")
    return computed(some(type_), read, required=True, description=description)
