"""Knows the types that are read from the database, by name: how each is read, and its class."""

from collections.abc import Iterable, Mapping
from typing import Any

from schema.reads.selections import ReadType

_registered: dict[str, ReadType] = {}
_classes: dict[str, Any] = {}


def register(type_: ReadType, graphene_type: Any) -> None:
    """Make a type known, or known better."""
    _registered[type_.name] = type_
    _classes[type_.name] = graphene_type


def read_type(name: str) -> ReadType:
    """How the type is read. Raises ``KeyError`` for a type that is not."""
    return _registered[name]


def graphql_type(name: str) -> Any:
    """The graphene class of a type that is read."""
    return _classes[name]


def read_types() -> Iterable[ReadType]:
    """Every type that is read, interfaces included."""
    return tuple(_registered.values())


def personal_tables() -> frozenset[str]:
    """The tables whose rows are read as the one who asks."""
    return frozenset(type_.relation.table for type_ in _registered.values() if type_.relation.personal)


def object_types() -> Mapping[str, ReadType]:
    """By name, the types whose objects have ids of their own; those of an interface have the ids of their types."""
    return {name: type_ for name, type_ in _registered.items() if not type_.relation.type_column}
