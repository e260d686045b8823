"""Every statement that can be made of the declarations of types, held against the migrated database."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from typing import Any

import asyncpg
import pytest

from schema.reads.declare import (
    VISIBLE,
    Column,
    Composite,
    Expression,
    Listing,
    Localized,
    SortKey,
    ToMany,
    ToOne,
    Variant,
)
from schema.reads.emitter import batches
from schema.reads.fields import ListField, ReadField
from schema.reads.filters import predicates
from schema.reads.registry import graphql_type, personal_tables, read_type, read_types
from schema.reads.selections import Condition, Page, ReadType, Selection, ordered
from schema.root import Query

# Links and what takes a place: they show nothing by themselves, and their rows never retire.
PUBLIC_LINKS = {
    "pier_boat_types",
    "ferry_route_stops",
    "occupancies",
    "queue_lengths",
    "rounds",
    "round_rules",
    "draws",
    "draw_results",
    "draw_cutoffs",
    "freezes",
    "beacons",
    "round_odds",
    "price_lists",
    "berth_prices",
    "area_prices",
    "service_prices",
    "subsidies",
}
# What providers show: it is deleted when it is shown no longer.
SHOWN = {"image_attachments", "opening_hours", "provider_policies", "seasons", "storage_terms"}
# Parts of a personal row, read beside it and under row security of their own.
PERSONAL_PARTS = {
    "application_choices",
    "application_events",
    "person_residences",
    "boat_owners",
    "program_usage",
    "exchanges",
    "queue_entries",
    "stickers",
}
WITHOUT_VISIBILITY = PUBLIC_LINKS | SHOWN | PERSONAL_PARTS
NOON = datetime(2027, 2, 14, 12, tzinfo=UTC)
_REFERENCE = re.compile(r"\b(?:FROM|JOIN) (?!unnest|\(|LATERAL)(\w+) (\w+)")
_FROM = re.compile(r"\b(?:FROM|JOIN) (\S+)")


@pytest.fixture
async def session(database_url: str) -> AsyncIterator[Any]:
    """A session of the role that may only read what is public."""
    connection = await asyncpg.connect(database_url, server_settings={"role": "ahti_read"})
    yield connection
    await connection.close()


@pytest.fixture
async def app_session(database_url: str) -> AsyncIterator[Any]:
    """A session of the service's own role, in which what is personal is read."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


def is_personal(text: str) -> bool:
    return not personal_tables().isdisjoint(table for table, _ in _REFERENCE.findall(text))


def fields_of(type_: ReadType) -> Iterator[tuple[str, Any]]:
    return iter(graphql_type(type_.name)._meta.fields.items())


def lists() -> Iterator[tuple[str, ListField]]:
    """Every field that leads to a connection, by type and name."""
    owners = [Query, *(graphql_type(type_.name) for type_ in read_types())]
    for owner in owners:
        for name, field in owner._meta.fields.items():
            if isinstance(field, ListField):
                yield f"{owner._meta.name}.{name}", field


def unknown(values: Sequence[object]) -> tuple[None, ...]:
    return (None,) * len(values)


def met(field: ListField) -> dict[str, Condition]:
    return {
        name: Condition(predicate, unknown(predicate.types))
        for name, predicate in predicates(field.terms.filter_type).items()
    }


def selections(field: ListField) -> Iterator[Selection]:
    """The list by itself, with each filter, with all of them together, and in each order."""
    assert isinstance(field.read, ToMany)
    target, every = read_type(field.read.to), met(field)
    plain = field.read.order or target.relation.order
    for conditions in ((), *((condition,) for condition in every.values()), tuple(every.values())):
        yield Selection(target, field.read, conditions, ordered(plain, every))
    for keys in orders(field):
        yield Selection(target, field.read, (), ordered(keys, every))


def orders(field: ListField) -> list[tuple[SortKey, ...]]:
    """Each order, and each pair of orders, so that keys run in different directions."""
    keys = list(field.terms.order_by.keys.values()) if field.terms.order_by else []
    return [*keys, *(first + second for first, second in product(keys, keys))]


def pages(selection: Selection) -> Iterator[batches.Query]:
    bound = unknown(selection.order)
    for backwards in (False, True):
        wanted = Page(size=1, after=bound, before=bound, backwards=backwards)
        yield batches.page(selection, wanted, [])
    yield batches.page(selection, Page(size=1), [])


def every_statement() -> Iterator[tuple[str, str]]:
    for type_ in read_types():
        yield type_.name, batches.by_keys(type_, [])[0]
        for name, field in fields_of(type_):
            read = getattr(field, "read", None)
            one = read.expression if isinstance(read, Variant) else read
            if isinstance(one, Expression | Listing | Composite):
                yield f"{type_.name}.{name}", batches.computed(type_, one, unknown(one.types), [], now=NOON)[0]
    for name, field in lists():
        for selection in selections(field):
            yield name, batches.count(selection, [])[0]
            yield from ((name, text) for text, _ in pages(selection))


STATEMENTS = sorted({text: name for name, text in every_statement()}.items())


async def test_the_reading_role_may_run_every_statement_of_what_is_public_and_the_service_every_other(
    session: Any, app_session: Any
) -> None:
    refused = {}
    for text, name in STATEMENTS:
        try:
            await (app_session if is_personal(text) else session).execute(
                f"PREPARE statement AS {text}; DEALLOCATE statement"
            )
        except asyncpg.PostgresError as refusal:
            refused[f"{name}: {text}"] = str(refusal)
    assert refused == {}


async def test_the_reading_role_may_see_nothing_that_is_personal(session: Any) -> None:
    tables = sorted(personal_tables())
    rights = await session.fetch(
        "SELECT t, has_table_privilege(t, 'SELECT') AS may FROM unnest($1::text[]) AS t", tables
    )
    assert {row["t"] for row in rights if row["may"]} == set()


def visibility_of(table: str, alias: str) -> set[str]:
    """What may stand beside a reference to the table: the visibility of one of the types that live there."""
    said = {type_.relation.visible for type_ in read_types() if type_.relation.table == table} or {VISIBLE}
    return {visible.replace("{row}", alias) for visible in said}


def test_every_reference_to_a_table_carries_its_visibility() -> None:
    bare = {
        f"{name}: {table} {alias} in {text}"
        for text, name in STATEMENTS
        for table, alias in _REFERENCE.findall(text)
        if table not in WITHOUT_VISIBILITY and not any(visible in text for visible in visibility_of(table, alias))
    }
    assert bare == set()


def test_nothing_personal_is_visible_to_everybody() -> None:
    assert {
        type_.name for type_ in read_types() if type_.relation.personal and "acting" not in type_.relation.visible
    } == set()


def test_every_reference_to_a_table_is_recognised() -> None:
    named = {table for text, _ in STATEMENTS for table in _FROM.findall(text)}
    tables = {table for text, _ in STATEMENTS for table, _ in _REFERENCE.findall(text)}
    assert {
        table
        for table in named - tables
        if not table.startswith(("unnest(", "jsonb_to_recordset(", "(SELECT", "(VALUES", "LATERAL"))
    } == set()


async def test_whatever_can_retire_is_hidden_then(session: Any) -> None:
    rows = await session.fetch("SELECT attrelid::regclass::text AS name FROM pg_attribute WHERE attname = 'retired_at'")
    read = {type_.relation.table for type_ in read_types() if not type_.relation.personal}
    assert read & {row["name"] for row in rows} == read - WITHOUT_VISIBILITY


def test_every_field_says_how_it_is_read() -> None:
    kinds = {type(getattr(field, "read", Column(name))) for type_ in read_types() for name, field in fields_of(type_)}
    assert {Column, Composite, Expression, Listing, Localized, ToMany, ToOne} <= kinds
    silent = {
        f"{type_.name}.{name}"
        for type_ in read_types()
        for name, field in fields_of(type_)
        if field.resolver and not isinstance(field, ReadField)
    }
    assert silent == set()
