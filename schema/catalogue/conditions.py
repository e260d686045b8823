"""Knows the conditions that filters of many types share."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import graphene

from schema import ids
from schema.lists import some
from schema.reads.filters import Where
from schema.spatial import bbox_filter, near_filter


def names(values: Any) -> tuple[list[str]]:
    """Enum values as the database writes them."""
    return ([value.value for value in values],)


def keys_of(type_name: str) -> Callable[[Any], tuple[list[UUID]]]:
    """Turns ids of a type into keys. Raises BAD_USER_INPUT for an id of another type."""
    return lambda values: ([ids.decode_as(type_name, value) for value in values],)


def of(type_name: str, column: str, *, description: str) -> Where:
    """Rows that belong to one of the objects given by id."""
    sql = f"{{row}}.{column} = ANY({{0}})"
    return Where(some(graphene.ID), sql, "uuid[]", parameters=keys_of(type_name), description=description)


def accessible() -> Where:
    """Rows that are known to be accessible, or that are not."""
    sql = "coalesce({row}.is_accessible, FALSE) = {0}"
    text = "True: only what is known to be accessible; false: only what is not, or of which it is unknown."
    return Where(graphene.Boolean, sql, "boolean", description=text)


class OnTheMap:
    """What everything on the map can be filtered by."""

    is_active = Where(
        graphene.Boolean,
        "{row}.is_active = {0}",
        "boolean",
        description="True: only what is in use; false: only what is not.",
    )
    bbox = bbox_filter()
    near = near_filter()
