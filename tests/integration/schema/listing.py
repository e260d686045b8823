"""Knows every list of the schema: where it starts, what it holds, what it can be filtered and ordered by."""

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import GraphQLField, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, get_named_type

from schema.reads.registry import read_types
from tests.integration.schema.reader import GUARDED, SCHEMA

# Rounds, what is personal, and what providers show beside their resources have tests of their own.
SHOWN = {"Image", "OpeningHours", "ProviderPolicy"}
ELSEWHERE = {
    "Round",
    "Draw",
    "DrawResult",
    "Freeze",
    "PriceList",
    "Season",
    "SwitchReason",
    *SHOWN,
    *(type_.name for type_ in read_types() if type_.relation.personal),
}
_PAGED = {"first", "after", "last", "before"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A field that leads to a connection; ``filter`` and ``order`` name the types of these arguments."""

    owner: str
    field: str
    of: str
    filter: str | None
    order: str | None

    @property
    def path(self) -> str:
        return f"{self.owner}.{self.field}"


def owners() -> list[GraphQLObjectType | GraphQLInterfaceType]:
    """Every type of the catalogue that has fields of its own to ask for."""
    return [
        type_
        for name, type_ in SCHEMA.type_map.items()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__")
        if name not in ELSEWHERE and not name.endswith(("Connection", "Edge"))
    ]


def listings() -> Iterator[Listing]:
    for owner in owners():
        for name, field in owner.fields.items():
            if (
                field.args.keys() >= _PAGED
                and (of := _node(field)) not in ELSEWHERE
                and (owner.name, name) not in GUARDED
            ):
                yield Listing(owner.name, name, of, _argument(field, "filter"), _argument(field, "orderBy"))


def roots() -> list[Listing]:
    return [listing for listing in listings() if listing.owner == "Query"]


def relations() -> list[Listing]:
    return [listing for listing in listings() if listing.owner != "Query"]


def filter_fields() -> set[str]:
    """Every field of every filter, as ``BerthFilter.minWidthMm``."""
    filters = {listing.filter for listing in listings() if listing.filter}
    return {f"{name}.{field}" for name in filters for field in input_type(name).fields}


def input_type(name: str) -> GraphQLInputObjectType:
    type_ = SCHEMA.type_map[name]
    assert isinstance(type_, GraphQLInputObjectType)
    return type_


def _node(field: GraphQLField) -> str:
    connection = get_named_type(field.type)
    assert isinstance(connection, GraphQLObjectType)
    return str(get_named_type(connection.fields["nodes"].type))


def _argument(field: GraphQLField, name: str) -> str | None:
    return str(get_named_type(field.args[name].type)) if name in field.args else None
