"""Knows the fields of types that are read: a constructor declares the read and brings the resolver that follows."""

from collections.abc import Mapping
from typing import Any

import graphene

from schema import ids
from schema.lists import some
from schema.reads.asked import ListTerms, ask_list
from schema.reads.connections import Connected, connection_type
from schema.reads.declare import (
    ById,
    Column,
    Composite,
    Expression,
    Identity,
    Listing,
    Localized,
    Read,
    ToMany,
    ToOne,
    Variant,
)
from schema.reads.filters import OrderBy
from schema.reads.loading import ROOT, Row, load_row, load_value
from schema.reads.registry import graphql_type, read_type


class ReadField(graphene.Field):
    """A field with its declaration in ``read``."""

    def __init__(self, type_: Any, read: Read, **options: Any) -> None:
        super().__init__(type_, **options)
        self.read = read


class ListField(ReadField):
    """A field that leads to a connection, with what its rows can be filtered and ordered by."""

    def __init__(self, terms: ListTerms, **options: Any) -> None:
        way = terms.way
        super().__init__(lambda: connection_type(graphql_type(way.to)), way, required=True, **options)
        self.terms = terms


def identity() -> ReadField:
    """The field ``id``: the row's key with the name of its type."""

    def resolve(row: Row, _info: Any) -> str:
        return ids.encode(row.type_name, row.values["id"])

    text = "Identifies the object everywhere; opaque."
    return ReadField(graphene.ID, Identity(), required=True, resolver=resolve, description=text)


def column(type_: Any, name: str, **options: Any) -> ReadField:
    """A column under another name than the field's."""

    def resolve(row: Row, _info: Any) -> Any:
        return row.values[name]

    return ReadField(type_, Column(name), resolver=resolve, **options)


def localized(prefix: str, **options: Any) -> ReadField:
    """A text in the caller's language."""

    def resolve(row: Row, info: Any) -> str | None:
        wanted = info.context.language
        texts = (row.values[f"{prefix}_{language}"] for language in dict.fromkeys((wanted, "fi", "en", "sv")))
        return next((text for text in texts if text), None)

    return ReadField(graphene.String, Localized(prefix), resolver=resolve, **options)


def composite(type_: Any, parts: Mapping[str, Column], **options: Any) -> ReadField:
    """An object made of columns of this row; ``parts`` maps its fields to them."""

    def resolve(row: Row, _info: Any) -> dict[str, Any]:
        return {name: row.values[part.name] for name, part in parts.items()}

    return ReadField(type_, Composite(tuple(parts.items())), required=True, resolver=resolve, **options)


def translations(prefix: str, **options: Any) -> ReadField:
    """A text in all its languages."""
    parts = {language: Column(f"{prefix}_{language}") for language in ("fi", "sv", "en")}
    return composite(TranslatedText, parts, **options)


def computed(type_: Any, read: Expression | Listing | Composite, **options: Any) -> ReadField:
    """What the database computes, in one statement for all rows; the parts of a composite share ``{0}``, ``{1}`` ..."""

    async def resolve(row: Row, info: Any, **arguments: Any) -> Any:
        return await load_value(info.context, row, read, read.arguments(arguments))

    return ReadField(type_, read, resolver=resolve, **options)


def variant(type_: Any, read: Variant, **options: Any) -> ReadField:
    """A column, or what the database computes in its stead where an argument is given."""

    async def resolve(row: Row, info: Any, **arguments: Any) -> Any:
        if arguments.get(read.argument) is None:
            return row.values[read.column.name]
        return await load_value(info.context, row, read.expression, read.expression.arguments(arguments))

    return ReadField(type_, read, resolver=resolve, **options)


def to_one(to: str, key: str, **options: Any) -> ReadField:
    """The one row that this row's column ``key`` leads to."""

    async def resolve(row: Row, info: Any) -> Row | None:
        wanted = row.values[key]
        return None if wanted is None else await load_row(info.context, read_type(to), wanted)

    return ReadField(lambda: graphql_type(to), ToOne(to, key), resolver=resolve, **options)


def to_many(way: ToMany, *, filter_type: Any = None, order_by: OrderBy | None = None, description: str) -> ListField:
    """A connection from a row, or from nowhere for a root, to the rows that ``way`` leads to."""

    terms = ListTerms(way, filter_type, order_by)

    # A coroutine, although it waits for nothing: graphql-core forgets to await the fields beside one that raises.
    async def resolve(row: object, info: Any, **arguments: Any) -> Connected:
        asked = ask_list(terms, arguments)
        parent = row.values["id"] if isinstance(row, Row) else ROOT
        return Connected(context=info.context, selection=asked.selection, page=asked.page, parent=parent)

    return ListField(
        terms,
        args=_arguments(filter_type, order_by, maximum=way.maximum),
        resolver=resolve,
        description=description,
    )


def by_id(name: str, *, description: str) -> ReadField:
    """A root field: the object of a type with this id, or null."""

    async def resolve(_root: None, info: Any, id: str) -> Row | None:
        return await load_row(info.context, read_type(name), ids.decode_as(name, id))

    args = {"id": graphene.Argument(graphene.ID, required=True, description=f"The id of a {name}.")}
    return ReadField(lambda: graphql_type(name), ById(name), args=args, resolver=resolve, description=description)


def _arguments(filter_type: Any, order_by: OrderBy | None, *, maximum: int) -> dict[str, graphene.Argument]:
    arguments = {
        "first": graphene.Argument(
            graphene.Int, description=f"At most this many rows from the start: 50 unless said, {maximum} at most."
        ),
        "after": graphene.Argument(graphene.String, description="Only rows behind this cursor."),
        "last": graphene.Argument(
            graphene.Int, description=f"At most this many rows from the end, {maximum} at most; not with `first`."
        ),
        "before": graphene.Argument(graphene.String, description="Only rows before this cursor."),
    }
    if filter_type:
        arguments["filter"] = graphene.Argument(filter_type, description="Only rows that meet all of this.")
    if order_by:
        arguments["order_by"] = graphene.Argument(
            some(order_by.enum), description="The order, the strongest key first."
        )
    return arguments


class TranslatedText(graphene.ObjectType):
    """One text in up to three languages."""

    fi = graphene.String(description="In Finnish.")
    sv = graphene.String(description="In Swedish.")
    en = graphene.String(description="In English.")
