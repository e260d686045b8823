"""Knows how all that a type has is asked for: its fields, and those of what it leads to, so deep."""

from typing import Any
from uuid import UUID

from graphql import GraphQLNonNull, get_named_type, is_abstract_type, is_leaf_type

from schema import ids
from tests import harbor_town as at
from tests.integration.permissions.furniture import ROUND, SEASON

NOT_THERE = UUID(int=9)
THE_CLUBS_ROUND = ids.encode("Round", ROUND)
THE_CLUBS = ids.encode("Berth", at.berth("club", "A", 1))
# What single fields want beside ids.
TOLD = {
    "lookUp": {"text": "V-1"},
    "revenue": {"first": "2027-01-01", "before": "2028-01-01"},
    "occupancyByWidth": {"seasonStarts": "2027-06-10", "seasonEnds": "2027-09-14"},
}


def everything(type_: Any, *, depth: int) -> str:
    """A selection of every field without required arguments; beyond ``depth`` only values."""
    if is_abstract_type(type_):
        return "{ __typename }"
    parts = (_field(name, field, depth=depth) for name, field in type_.fields.items() if _is_free(field))
    return "{ __typename " + " ".join(part for part in parts if part) + " }"


def to_field(name: str, field: Any) -> str:
    """One field, with as little below it as can be asked for."""
    named = get_named_type(field.type)
    known = {
        "id": ids.encode(named.name, NOT_THERE),
        "placeId": THE_CLUBS,
        "providerId": ids.encode("Provider", at.CLUB),
        "roundId": THE_CLUBS_ROUND,
        "seasonId": ids.encode("Season", SEASON),
    } | TOLD.get(name, {})
    given = ", ".join(f'{argument}: "{id}"' for argument, id in known.items() if argument in field.args)
    arguments = f"({given})" if given else ""
    return name if is_leaf_type(named) else f"{name}{arguments} {{ __typename }}"


def _field(name: str, field: Any, *, depth: int) -> str | None:
    named = get_named_type(field.type)
    if is_leaf_type(named):
        return name
    if depth == 0:
        return None
    if "nodes" in getattr(named, "fields", {}):
        return (
            f"{name} {{ totalCount nodes {everything(get_named_type(named.fields['nodes'].type), depth=depth - 1)} }}"
        )
    return f"{name} {everything(named, depth=depth - 1)}"


def _is_free(field: Any) -> bool:
    return not any(isinstance(arg.type, GraphQLNonNull) for arg in field.args.values())
