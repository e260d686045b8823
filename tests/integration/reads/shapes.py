"""Knows documents of every shape: each list with each filter, order and bound, each type by its id, all its fields."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_named_type,
    is_leaf_type,
    parse,
)
from graphql.execution.values import get_argument_values

from schema.reads.asked import ask_list
from schema.reads.cursors import encode_cursor
from schema.reads.planning.declarations import declarations
from tests.integration.reads.samples import IDS
from tests.integration.schema.reader import GUARDED, SCHEMA

# Spells a literal for an argument or a field of a filter, by its name and type.
Spell = Callable[[str, Any], str]
DECLARED = declarations(SCHEMA)
# Values of sort keys, somewhere among the rows.
BOUNDS: Mapping[str, object] = {
    "uuid": UUID(int=2**127),
    "text": "m",
    "integer": 3000,
    "double precision": 1000.5,
    "timestamptz": datetime(2026, 11, 1, tzinfo=UTC),
    "date": date(2026, 11, 1),
}
# Pages in a document, which may have so many tokens only.
TOGETHER = 20
RESOLVED = {"rules", "choicePreview", "switchPolicy", "refundRules"}  # only a resolver reads them
PAGED = {"first", "after", "last", "before"}
INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


@dataclass(frozen=True, slots=True)
class Shape:
    """A document and its variables, under a name."""

    id: str
    document: str
    variables: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lists:
    """A field that leads to a list, from the root or from objects of a type."""

    owner: str
    name: str
    field: GraphQLField
    spell: Spell

    def shapes(self, size: str) -> Iterator[Shape]:
        """The list by itself, from both ends; by each field of its filter, and by all; in each order."""
        yield self._shape("rows", [f"first: {size}", f"last: {size}"], self._row())
        for what, pages in (("filters", self._filtered(size)), ("orders", self._ordered(size))):
            for start in range(0, len(pages), TOGETHER):
                yield self._shape(f"{what} {start}", pages[start : start + TOGETHER], "id")

    def _filtered(self, size: str) -> list[str]:
        by_each = self._filters()
        return [f"filter: {{ {one} }}, first: {size}" for one in (*by_each, ", ".join(by_each)) if one]

    def _ordered(self, size: str) -> list[str]:
        """In each order from both ends, and within bounds."""
        ends = [f"{order} {end}: {size}" for order in self._orders() for end in ("first", "last")]
        return [*ends, *(page for order in ["", *self._orders()] for page in self._bounded(order, size))]

    def _bounded(self, order: str, size: str) -> Iterator[str]:
        bound = f'"{cursor(self.owner, self.name, order, BOUNDS)}"'
        for bounds in (f"after: {bound}", f"before: {bound}", f"after: {bound}, before: {bound}"):
            yield from (f"{order} {end}: {size}, {bounds}" for end in ("first", "last"))

    def _shape(self, what: str, pages: list[str], row: str) -> Shape:
        part = f"totalCount nodes {{ {row} }} edges {{ cursor node {{ id }} }} {INFO}"
        asked = " ".join(f"p{index}: {self.name}({one}) {{ {part} }}" for index, one in enumerate(pages))
        if self.owner == "Query":
            return Shape(f"{self.owner}.{self.name} {what}", f"{{ {asked} }}")
        document = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {self.owner} {{ {asked} }} }} }}"
        return Shape(f"{self.owner}.{self.name} {what}", document, {"ids": IDS[self.owner][-5:]})

    def _row(self) -> str:
        connection: Any = get_named_type(self.field.type)
        target = get_named_type(connection.fields["nodes"].type)
        every = selection(target, self.spell, depth=1)
        own = " ".join(
            f"... on {one.name} {{ {selection(one, self.spell, depth=0)} }}" for one in _implementing(target.name)
        )
        return f"__typename {every} {own}"

    def _filters(self) -> list[str]:
        type_: Any = get_named_type(self.field.args["filter"].type) if "filter" in self.field.args else None
        return [f"{name}: {self.spell(name, one.type)}" for name, one in type_.fields.items()] if type_ else []

    def _orders(self) -> list[str]:
        type_: Any = get_named_type(self.field.args["orderBy"].type) if "orderBy" in self.field.args else None
        near = f", filter: {{ near: {self.spell('near', SCHEMA.type_map['Near'])} }}"
        values = list(type_.values) if type_ else []
        pairs = [f"{first}, {second}" for first, second in zip(values, values[2:], strict=False)]
        return [f"orderBy: [{one}]{near if 'DISTANCE' in one else ''}" for one in [*values, *pairs]]


def shapes(spell: Spell, *, size: str) -> Iterator[Shape]:
    """All of them, with literals that ``spell`` spells and pages of ``size``."""
    query = SCHEMA.type_map["Query"]
    assert isinstance(query, GraphQLObjectType)
    owners = [query, *(SCHEMA.type_map[name] for name in IDS)]
    for owner in owners:
        assert isinstance(owner, GraphQLObjectType)
        for name, one in owner.fields.items():
            if one.args.keys() >= PAGED and (owner.name, name) not in GUARDED:
                yield from Lists(owner.name, name, one, spell).shapes(size)
    for name in IDS:
        fields = selection(SCHEMA.type_map[name], spell, depth=1)
        own = f"... on {name} {{ {fields} }}"
        yield Shape(f"node {name}", f"query($id: ID!) {{ node(id: $id) {{ __typename {own} }} }}", {"id": IDS[name][0]})
        yield Shape(f"nodes {name}", f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ id {own} }} }}", {"ids": IDS[name]})
        one = name[0].lower() + name[1:]
        if one in query.fields:
            yield Shape(f"{one}", f"query($id: ID!) {{ {one}(id: $id) {{ {fields} }} }}", {"id": IDS[name][0]})


def cursor(owner: str, name: str, arguments: str, values: Mapping[str, object]) -> str:
    """A cursor that a list might have given out, of a row with these values of the order's keys, by their SQL types."""
    (operation,) = parse(f"{{ {name}{f'({arguments})' if arguments else ''} }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    (node,) = operation.selection_set.selections
    declared = DECLARED[owner][name]
    assert isinstance(node, FieldNode) and declared.terms is not None
    asked = ask_list(declared.terms, get_argument_values(declared.field, node)).selection
    return encode_cursor(asked, [values[one.key.type] for one in asked.order])


def selection(type_: Any, spell: Spell, *, depth: int) -> str:
    """Every field of a type with its arguments, and what it leads to, lists aside."""
    wanted = {name: one for name, one in type_.fields.items() if name not in RESOLVED and "first" not in one.args}
    return " ".join(_selected(f"{type_.name}_{name}: {name}", one, spell, depth) for name, one in wanted.items())


def _selected(key: str, one: GraphQLField, spell: Spell, depth: int) -> str:
    given = ", ".join(f"{name}: {spell(name, argument.type)}" for name, argument in one.args.items())
    named: Any = get_named_type(one.type)
    below = (
        "" if is_leaf_type(named) else f"{{ {selection(named, spell, depth=depth - 1) if depth else '__typename'} }}"
    )
    return f"{key}{f'({given})' if given else ''} {below}"


def _implementing(name: str) -> list[GraphQLObjectType]:
    type_: Any = SCHEMA.type_map[name]
    return [] if isinstance(type_, GraphQLObjectType) else list(SCHEMA.get_possible_types(type_))
