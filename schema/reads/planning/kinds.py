"""Knows how values of the database become JSON: it follows from the type of the field."""

from dataclasses import dataclass
from enum import StrEnum

from graphql import GraphQLEnumType, GraphQLNonNull, GraphQLOutputType, get_named_type, is_list_type


class Kind(StrEnum):
    """What a value is in JSON."""

    TOKEN = "token"  # text that never needs escaping: the values of an enum
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    JSON = "json"  # text that is JSON already
    TIMESTAMP = "timestamp"
    DATE = "date"
    ARRAY = "array"  # an array of numbers, of texts or of tokens


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind, and whether there may be no value."""

    kind: Kind
    nullable: bool


_OF_SCALARS = {
    "Int": Kind.NUMBER,
    "Float": Kind.NUMBER,
    "Boolean": Kind.BOOLEAN,
    "String": Kind.TEXT,
    "ID": Kind.TEXT,
    "DateTime": Kind.TIMESTAMP,
    "Date": Kind.DATE,
    "GeoJSON": Kind.JSON,
}


def kind_of(type_: GraphQLOutputType) -> ValueKind:
    """The kind of values of a type. Raises ``KeyError`` for a type that is not known here."""
    nullable = not isinstance(type_, GraphQLNonNull)
    if is_list_type(type_.of_type if isinstance(type_, GraphQLNonNull) else type_):
        return ValueKind(Kind.ARRAY, nullable)
    named = get_named_type(type_)
    return ValueKind(Kind.TOKEN if isinstance(named, GraphQLEnumType) else _OF_SCALARS[named.name], nullable)
