"""Every list by every field of its filter and in every order, every field of every type: planned, and the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

from tests.integration.reads.engines import Answered, Engines, Question
from tests.integration.reads.samples import IDS, samples
from tests.integration.schema.reader import GUARDED, SCHEMA

INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
PAGE = f"totalCount edges {{ cursor node {{ id }} }} nodes {{ id }} {INFO}"
NEAR = "near: { longitude: 24.93, latitude: 60.11, withinM: 1000000 }"
RESOLVED = {"rules", "choicePreview", "switchPolicy", "refundRules"}  # only a resolver reads them


@dataclass(frozen=True, slots=True)
class ListField:
    """A field that leads to a list."""

    owner: str
    name: str
    field: GraphQLField

    def document(self, pages: list[str]) -> str:
        """Asks for pages of the list, each with its arguments, from everything that has it."""
        asked = " ".join(f"p{index}: {self.name}{_in_brackets(one)} {{ {PAGE} }}" for index, one in enumerate(pages))
        if self.owner == "Query":
            return f"{{ {asked} }}"
        return f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {self.owner} {{ {asked} }} }} }}"

    @property
    def variables(self) -> dict[str, object]:
        return {} if self.owner == "Query" else {"ids": IDS[self.owner][-5:]}

    def some(self, values: list[str]) -> list[str]:
        """What is tried of all that could be: in rows of another list, which are read by the same words, a third."""
        return values if self.owner == "Query" else values[::3]

    def values(self, argument: str) -> list[str]:
        """The values of the enum that is the type of an argument."""
        type_ = get_named_type(self.field.args[argument].type) if argument in self.field.args else None
        return sorted(type_.values) if isinstance(type_, GraphQLEnumType) else []


def _in_brackets(arguments: str) -> str:
    return f"({arguments})" if arguments else ""


def object_types() -> list[GraphQLObjectType]:
    """Everything that has an id and can be read by it."""
    types = [SCHEMA.type_map[name] for name in IDS]
    return [type_ for type_ in types if isinstance(type_, GraphQLObjectType)]


def list_fields() -> Iterator[ListField]:
    query = SCHEMA.type_map["Query"]
    assert isinstance(query, GraphQLObjectType)
    for owner in (query, *object_types()):
        for name, field in owner.fields.items():
            if "first" in field.args and (owner.name, name) not in GUARDED:
                yield ListField(owner.name, name, field)


def ask(engines: Engines, document: str, **variables: object) -> Answered:
    answered = engines.ask(Question(document, variables))
    answered.check()
    assert "errors" not in answered.body
    assert answered.planned, (answered.reasons, document)
    return answered


LISTS = list(list_fields())
every_list = pytest.mark.parametrize("one", LISTS, ids=lambda one: f"{one.owner}.{one.name}")


@every_list
def test_a_list_by_every_field_of_its_filter(engines: Engines, one: ListField) -> None:
    type_ = get_named_type(one.field.args["filter"].type) if "filter" in one.field.args else None
    fields = type_.fields if isinstance(type_, GraphQLInputObjectType) else {}
    for name, field in fields.items():
        pages = [f"first: 20, filter: {{ {name}: {value} }}" for value in one.some(samples(name, field.type))]
        ask(engines, one.document(pages), **one.variables)


@every_list
def test_a_list_in_every_order_from_both_ends(engines: Engines, one: ListField) -> None:
    near = f", filter: {{ {NEAR} }}" if "DISTANCE" in one.values("orderBy") else ""
    for order in ["", *(f"orderBy: [{value}]{near}" for value in one.some(one.values("orderBy")))]:
        ends = [f"{order} first: 2".strip(), f"{order} last: 2".strip(), f"{order} first: 0", order]
        answered = ask(engines, one.document(ends), **one.variables)
        for cursor in dict.fromkeys(_cursors(answered.body["data"])[:2]):
            bounds = [f'{order} first: 2, after: "{cursor}"', f'{order} last: 2, before: "{cursor}"']
            both = [f'{order} after: "{cursor}", before: "{cursor}"', f'{order} last: 1, after: "{cursor}"']
            ask(engines, one.document([*bounds, *both]), **one.variables)


def _cursors(answer: Any) -> list[str]:
    if isinstance(answer, dict):
        own = [answer["cursor"]] if isinstance(answer.get("cursor"), str) else []
        return own + [found for below in answer.values() for found in _cursors(below)]
    return [found for below in answer for found in _cursors(below)] if isinstance(answer, list) else []


def selection(type_: Any, depth: int) -> str:
    """Every field of a type with its arguments, and of what it leads to without being a list."""
    wanted = [
        (name, field) for name, field in type_.fields.items() if name not in RESOLVED and "first" not in field.args
    ]
    return " ".join(_selected(name, field, depth) for name, field in wanted)


def _selected(name: str, field: GraphQLField, depth: int) -> str:
    given = ", ".join(f"{key}: {samples(key, argument.type)[-1]}" for key, argument in field.args.items())
    named = get_named_type(field.type)
    below = "" if is_leaf_type(named) else f" {{ {selection(named, depth - 1) if depth else '__typename'} }}"
    return f"{name}{_in_brackets(given)}{below}"


@pytest.mark.parametrize("type_", object_types(), ids=lambda type_: type_.name)
def test_every_field_of_a_type(engines: Engines, type_: GraphQLObjectType) -> None:
    document = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {type_.name} {{ {selection(type_, 1)} }} }} }}"
    assert any(ask(engines, document, ids=IDS[type_.name]).body["data"]["nodes"])
