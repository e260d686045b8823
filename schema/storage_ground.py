"""Knows how full unmarked winter ground is, in square metres, and on which terms boats are taken there."""

from typing import Any

import graphene

from harbors.storage_notices import records
from schema.catalogue.counts import FREE_COST
from schema.enums import described
from schema.lists import some
from schema.periods import Period, bounds
from schema.reads.declare import Expression, Listing
from schema.reads.fields import ReadField, computed

StorageRefund = described(
    records.StorageRefund,
    "What goes back of the price when a boat leaves early.",
    NOTHING="Nothing.",
    BEFORE_START="All of it before its time begins, and nothing after.",
    BY_DAYS="The share of the whole days that are left.",
)

_TAKEN = "ground_taken_m2({ground}, tstzrange({{0}}, {{1}}))"
_FREE = "greatest(ground_capacity_m2({ground}) - " + _TAKEN + ", 0)"
_GROUNDS = (
    "(SELECT sum({each})::text FROM places counted WHERE counted.area_id = {{row}}.id AND counted.retired_at IS NULL"
    " AND counted.kind = 'UNMARKED_WINTER_STORAGE')"
)
_AT_ITS_FULLEST = "at the fullest instant of a period"


def capacity_of_ground() -> ReadField:
    """How much of ground can be taken by boats that are notified."""
    return computed(
        graphene.String,
        Expression("ground_capacity_m2({row}.id)::text"),
        description="How many square metres boats can take that are notified, lots left out, a decimal: as staff "
        "measured it, or guessed by the usual size of a boat; null where neither is known.",
    )


def taken_of_ground() -> ReadField:
    """How much of ground is taken."""
    text = f"What boats take {_AT_ITS_FULLEST} in square metres, a decimal; computed when it is asked."
    return _of_period(f"{_TAKEN.format(ground='{row}.id')}::text", text, required=True)


def free_of_ground() -> ReadField:
    """How much of ground is free."""
    text = f"What is left for boats {_AT_ITS_FULLEST} in square metres, a decimal; null where nobody knows its size."
    return _of_period(f"({_FREE.format(ground='{row}.id')})::text", text)


def taken_of_area() -> ReadField:
    """How much is taken of the unmarked ground of an area."""
    text = f"What boats take of its unmarked ground {_AT_ITS_FULLEST} in square metres; null where it has none."
    return _of_period(_GROUNDS.format(each=_TAKEN.format(ground="counted.id")), text)


def free_of_area() -> ReadField:
    """How much is free of the unmarked ground of an area."""
    text = f"What is left for boats of its unmarked ground {_AT_ITS_FULLEST}; null where it has none of known size."
    return _of_period(_GROUNDS.format(each=_FREE.format(ground="counted.id")), text)


class StorageTerms(graphene.ObjectType):
    """On which terms a provider takes notices of boats on its unmarked winter ground."""

    due_days = graphene.Int(required=True, description="So many days after the notice its price is due.")
    regret_days = graphene.Int(required=True, description="For so many days whoever gave it may take it back.")
    cradle_days = graphene.Int(required=True, description="For so many days after the season a cradle may stay.")
    refund = graphene.String(required=True, description="What goes back when a boat leaves early: a `StorageRefund`.")


def terms_of_provider() -> ReadField:
    """The terms of a provider, which everybody reads."""
    return computed(
        some(StorageTerms),
        Listing(
            "FROM storage_terms AS item WHERE item.provider_id = {row}.id",
            columns=("due_days", "regret_days", "cradle_days", "refund"),
            order="item.provider_id",
        ),
        required=True,
        description="On which terms it takes notices of boats on unmarked winter ground; empty: it takes none.",
    )


def _of_period(text: str, description: str, **options: Any) -> ReadField:
    read = Expression(
        text,
        types=("timestamptz", "timestamptz"),
        arguments=lambda arguments: bounds(arguments["period"]),
        cost=FREE_COST,
    )
    period = graphene.Argument(Period, required=True, description="The period, such as a season.")
    return computed(graphene.String, read, args={"period": period}, description=description, **options)
