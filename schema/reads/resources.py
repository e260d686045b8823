"""Knows the base of types that are read, and turns their fields into the columns that a statement needs."""

from collections.abc import Iterator
from typing import Any

import graphene

from schema.reads.declare import Column, Composite, Localized, Read, Relation, Resolved, ToOne, Variant
from schema.reads.loading import Row
from schema.reads.registry import read_types, register
from schema.reads.selections import ReadType


class Resource(graphene.ObjectType):
    """The base of every type that is read from a relation: ``class Meta: relation = Relation("harbors")``.

    A plain field is the column of the same name; the constructors of ``schema.reads.fields`` declare the others.
    """

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, relation: Relation | None = None, **options: Any) -> None:
        super().__init_subclass_with_meta__(default_resolver=read_column, **options)
        if relation is not None:
            _register(cls, relation)
            _join_interfaces(cls._meta, relation)

    @classmethod
    def is_type_of(cls, root: Any, _info: Any) -> bool:
        return isinstance(root, Row) and root.type_name == cls._meta.name


def register_interface(interface: Any, relation: Relation) -> None:
    """Makes an interface readable: its relation is shared by the types that implement it, told apart by their kinds."""
    _register(interface, relation)


def read_column(name: str, default: Any, root: Row, _info: Any, **_arguments: Any) -> Any:
    """The resolver of plain fields."""
    return root.values.get(name, default)


def _register(type_: Any, relation: Relation) -> None:
    meta = type_._meta
    kind = (relation.type_column,) if relation.type_column else ()
    columns = dict.fromkeys(["id", *kind, *(column for field in meta.fields.items() for column in _columns(*field))])
    register(ReadType(name=meta.name, relation=relation, columns=tuple(columns)), type_)


def _join_interfaces(meta: Any, relation: Relation) -> None:
    """An interface is read with the columns of all types that implement it, so that a fragment finds what it needs."""
    known = {type_.name: type_ for type_ in read_types()}
    for interface in meta.interfaces:
        shared = known.get(interface._meta.name)
        if shared and shared.relation.type_column and relation.kind:
            columns = tuple(dict.fromkeys((*shared.columns, *known[meta.name].columns)))
            types = {**shared.types, relation.kind: meta.name}
            register(ReadType(shared.name, shared.relation, columns, types), interface)


def _columns(name: str, field: Any) -> Iterator[str]:
    read: Read = getattr(field, "read", None) or Column(name)
    match read:
        case Column():
            yield read.name
        case Variant():
            yield read.column.name
        case ToOne():
            yield read.column
        case Localized():
            yield from (f"{read.prefix}_{language}" for language in ("fi", "sv", "en"))
        case Composite():
            yield from (part.name for _, part in read.parts if isinstance(part, Column))
        case Resolved():
            yield from read.columns
