"""Every list and every way from one object to another leads where the records say, in the order that is promised."""

from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLNonNull, GraphQLObjectType, get_named_type

from tests.integration.schema.listing import Listing, owners, relations, roots
from tests.integration.schema.oracle_records import (
    BY_ID,
    DEFAULT_ORDERS,
    RECORDS,
    TO_MANY,
    TO_ONE,
    id_of,
    ids_of,
    linked,
)
from tests.integration.schema.reader import SCHEMA, Reader


def root_of(type_name: str) -> str:
    return next(root.field for root in roots() if root.of == type_name)


def parents(reader: Reader, type_name: str, field: str) -> list[dict[str, Any]]:
    """Every object of a type, with one of its fields."""
    if type_name == "UnmarkedWinterStorage":
        nodes = reader.data(f"{{ places(first: 1000) {{ nodes {{ id ... on {type_name} {{ {field} }} }} }} }}")
        return [node for node in nodes["places"]["nodes"] if len(node) > 1]
    found: list[dict[str, Any]] = reader.data(
        f"{{ all: {root_of(type_name)}(first: 1000) {{ nodes {{ id {field} }} }} }}"
    )["all"]["nodes"]
    return found


@pytest.mark.parametrize("root", roots(), ids=lambda root: root.field)
def test_a_root_lists_every_record_in_its_default_order(reader: Reader, root: Listing) -> None:
    found = reader.data(f"{{ all: {root.field}(first: 1000) {{ totalCount nodes {{ id }} }} }}")["all"]
    expected = ids_of(sorted(RECORDS[root.of], key=DEFAULT_ORDERS[root.of]))
    assert [node["id"] for node in found["nodes"]] == expected
    assert found["totalCount"] == len(expected) > 0


def test_harbors_are_listed_in_finnish_order_of_their_names(reader: Reader) -> None:
    names = [node["name"] for node in reader.data("{ harbors { nodes { name } } }")["harbors"]["nodes"]]
    assert names == ["River Mouth", "zanderi 9", "Zanderi 10", "Ängsholma", "Öja"]


def test_every_root_has_a_singular_that_finds_each_of_its_objects(reader: Reader) -> None:
    plurals = {root.of for root in roots()} - {"Place"}
    query = SCHEMA.type_map["Query"]
    assert isinstance(query, GraphQLObjectType)
    singulars = {
        str(get_named_type(field.type)): name for name, field in query.fields.items() if set(field.args) == {"id"}
    }
    assert plurals <= singulars.keys()
    for type_name in plurals:
        wanted = ids_of(RECORDS[type_name])
        asked = " ".join(f'a{n}: {singulars[type_name]}(id: "{id}") {{ id }}' for n, id in enumerate(wanted))
        assert [found["id"] for found in reader.data(f"{{ {asked} }}").values()] == wanted


def test_every_relation_has_an_oracle() -> None:
    assert {relation.path for relation in relations()} == TO_MANY.keys()


@pytest.mark.parametrize("relation", [one for one in relations() if one.owner != "Place"], ids=lambda one: one.path)
def test_a_relation_lists_what_belongs_to_each_parent(reader: Reader, relation: Listing) -> None:
    members = TO_MANY[relation.path]
    found = parents(reader, relation.owner, f"{relation.field}(first: 1000) {{ totalCount nodes {{ id }} }}")
    expected = {id_of(parent): ids_of(members(parent)) for parent in RECORDS[relation.owner]}
    assert {one["id"]: [node["id"] for node in one[relation.field]["nodes"]] for one in found} == expected
    assert {one["id"]: one[relation.field]["totalCount"] for one in found} == {
        id: len(listed) for id, listed in expected.items()
    }


def links() -> list[str]:
    """Every field of the catalogue that leads to one object."""
    readable = {*RECORDS}
    return [
        f"{owner.name}.{name}"
        for owner in owners()
        if owner.name in readable
        for name, field in owner.fields.items()
        if get_named_type(field.type).name in readable
    ]


def test_every_to_one_link_has_an_oracle() -> None:
    assert set(links()) == TO_ONE.keys()


@pytest.mark.parametrize("link", links())
def test_a_to_one_link_leads_to_what_the_record_names(reader: Reader, link: str) -> None:
    type_name, field = link.split(".")
    found = parents(reader, type_name, f"{field} {{ id }}")
    named = {id_of(record): linked(record, TO_ONE[link]) for record in RECORDS[type_name]}
    assert {one["id"]: one[field] and one[field]["id"] for one in found} == {
        id: wanted and id_of(BY_ID[wanted]) for id, wanted in named.items()
    }


def test_an_optional_link_is_nullable_and_a_certain_one_is_not() -> None:
    for link, column in TO_ONE.items():
        type_name, field = link.split(".")
        owner = SCHEMA.type_map[type_name]
        assert isinstance(owner, GraphQLObjectType | GraphQLInterfaceType)
        certain = all(linked(record, column) for record in RECORDS[type_name]) and link != "GuestMooring.pier"
        assert isinstance(owner.fields[field].type, GraphQLNonNull) == certain, link
