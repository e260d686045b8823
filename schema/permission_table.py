"""Knows the page that tells who may do what: it is made of what mutations, fields and types declare."""

from collections.abc import Iterable, Iterator
from typing import Any

from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLSchema, is_object_type

from schema.mutations.access import Access
from schema.permissions import ANYBODY, Requirement
from schema.reads.registry import read_types

_HEAD = """# Who may do what

Made by `ahti schema --permissions` of what the code declares: change it there. What is not named here is open to
anybody. A program acts within the scopes that it was given, beside what is required of whoever it acts for; the row
security of the database stands behind all of this.
"""


def permission_page(schema: GraphQLSchema) -> str:
    """The page, in Markdown."""
    sections = (
        _section("Mutations", ("mutation", "for", "a program needs"), _mutations(schema)),
        _section("Fields", ("field", "for", "a program needs"), _fields(schema)),
        _section("Rows", ("type", "for", "a program needs", "a row is seen where"), _rows()),
    )
    return "\n".join((_HEAD, *sections))


def guarded_fields(schema: GraphQLSchema) -> Iterator[tuple[str, str, Requirement]]:
    """Type, field and requirement of every field that is not open to anybody."""
    for type_ in _object_types(schema):
        for name, field in _graphene_fields(type_):
            access = getattr(field, "access", None)
            if isinstance(access, Requirement):
                yield type_.name, name, access


def mutations(schema: GraphQLSchema) -> Iterator[tuple[str, Access]]:
    """Name and access of every mutation. Raises ``AttributeError`` for one that declares none."""
    assert schema.mutation_type is not None
    for name, field in _graphene_fields(schema.mutation_type):
        yield name, field.access


def _mutations(schema: GraphQLSchema) -> Iterator[tuple[str, ...]]:
    for name, access in mutations(schema):
        yield f"`{name}`", _words(access), _scope(access.requirement)


def _words(access: Access) -> str:
    if access.role is None:
        return access.requirement.words
    return f"those who act for the provider that it concerns as {access.role.lower()} or more"


def _fields(schema: GraphQLSchema) -> Iterator[tuple[str, ...]]:
    for type_name, name, access in guarded_fields(schema):
        if access != ANYBODY:
            yield f"`{type_name}.{name}`", access.words, _scope(access)


def _rows() -> Iterator[tuple[str, ...]]:
    for type_ in sorted(read_types(), key=lambda one: one.name):
        if (access := type_.relation.access) is not None:
            where = " ".join(type_.relation.visible.replace("{row}.", "").split())
            yield f"`{type_.name}`", access.words, _scope(access), f"`{where}`"


def _scope(access: Requirement) -> str:
    return f"`{access.scope}`" if access.scope else ""


def _section(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (columns, ("---",) * len(columns), *rows)]
    return f"## {title}\n" + "\n".join(lines) + "\n"


def _object_types(schema: GraphQLSchema) -> list[Any]:
    return [one for name, one in sorted(schema.type_map.items()) if is_object_type(one) and name != "Mutation"]


def _graphene_fields(type_: Any) -> Iterator[tuple[str, Any]]:
    """Fields by their names in the contract, as they were declared."""
    graphene_type = getattr(type_, "graphene_type", None)
    declared = graphene_type._meta.fields if graphene_type else {}
    named = {field.name or to_camel_case(name): field for name, field in declared.items()}
    yield from ((name, named[name]) for name in sorted(named) if name in type_.fields)
