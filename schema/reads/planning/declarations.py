"""Knows which declaration stands behind each field of the printed schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLField, GraphQLNamedType, GraphQLSchema, is_interface_type, is_object_type

from schema.permissions import Requirement
from schema.reads.asked import ListTerms
from schema.reads.declare import Column, OfRow, Read
from schema.reads.registry import read_types


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """A field of the schema: its definition, its name in snake_case, how it is read, and the terms of a list.

    ``read`` is ``None`` where only a resolver knows; ``access`` is what it takes to ask for the field.
    """

    field: GraphQLField
    name: str
    read: Read | None
    terms: ListTerms | None
    access: Requirement | None = None


Declarations = Mapping[str, Mapping[str, Declared]]


def declarations(schema: GraphQLSchema) -> Declarations:
    """By the names of types and fields, all that is declared in the schema."""
    known = {type_.name for type_ in read_types()}
    objects = (type_ for type_ in schema.type_map.values() if is_object_type(type_) or is_interface_type(type_))
    return {type_.name: _of_type(type_, is_read=type_.name in known) for type_ in objects}


def _of_type(type_: GraphQLNamedType, *, is_read: bool) -> Mapping[str, Declared]:
    graphene_type: Any = getattr(type_, "graphene_type", None)
    fields: Mapping[str, Any] = graphene_type._meta.fields if graphene_type else {}
    named = {field.name or to_camel_case(name): (name, field) for name, field in fields.items()}
    known: Mapping[str, GraphQLField] = getattr(type_, "fields", {})
    return {name: _declared(known[name], *named[name], is_read=is_read) for name in known if name in named}


def _declared(definition: GraphQLField, name: str, field: Any, *, is_read: bool) -> Declared:
    read: OfRow | None = getattr(field, "read", None)
    if read is None and is_read and field.resolver is None:
        read = Column(name)
    return Declared(definition, name, read, getattr(field, "terms", None), getattr(field, "access", None))
