"""Knows what each way of reading a field needs of the database."""

import re
from collections.abc import Iterator

from graphql import GraphQLEnumType, get_named_type, is_non_null_type

from schema.reads.declare import Column, Composite, Expression, Identity, Listing, Localized, Resolved, ToOne, Variant
from schema.reads.planning.declarations import Declarations, Declared
from schema.reads.soundness.needs import Needs

# What the database itself gathers from places is a value of the enum where the column of places is kept to it.
_GATHERED = {
    "{row}.places_by_mooring": ("places", "mooring"),
    "FROM berth_prices told": ("berth_prices", "mooring"),
    "FROM area_prices told": ("area_prices", "stored"),
    "FROM service_prices told": ("service_prices", "per"),
}
_CONSTANT = re.compile(r"'(\w+)'")
_COMPARED = re.compile(r"\bWHEN .*? THEN\b")


def of_field(name: str, field: Declared, declared: Declarations, needs: Needs) -> Iterator[str]:
    """What the field called ``name`` needs of the table and lacks: sentences that begin with its name."""
    match field.read:
        case Composite(parts):
            of_parts = declared[get_named_type(field.field.type).name]
            by_name = {part.name: (inner, part) for inner, part in of_parts.items()}
            for part, read in parts:
                inner, told = by_name[part]
                yield from _of_read(f"{name}.{inner}", read, told, declared, needs)
        case _:
            yield from _of_read(name, field.read, field, declared, needs)


def _of_read(name: str, read: object, field: Declared, declared: Declarations, needs: Needs) -> Iterator[str]:
    if isinstance(read, Listing):
        of_items = declared[get_named_type(field.field.type).name]
        for inner, item in of_items.items():
            yield from (f"{name}.{inner}: {said}" for said in _computed(read.source, item, needs))
    else:
        yield from (f"{name}: {said}" for said in _said(read, field, needs))


def _said(read: object, field: Declared, needs: Needs) -> Iterator[str]:
    sure = is_non_null_type(field.field.type)
    match read:
        case Column(name) | Variant(column=Column(name)):
            yield from needs.value(name, field.field.type)
        case Identity():
            yield from needs.key("id", sure=True)
        case ToOne(to, column):
            yield from needs.key(column, sure=sure)
            yield from needs.found(to)
        case Localized(prefix):
            yield from needs.texts([f"{prefix}_{language}" for language in ("fi", "sv", "en")], sure=sure)
        case Resolved(columns):
            yield from (said for column in columns for said in needs.there(column))
        case Expression(sql):
            yield from _computed(sql, field, needs)


def _computed(template: str, field: Declared, needs: Needs) -> Iterator[str]:
    """What is written in a template, or gathered from a column, is a value of the enum."""
    enum = get_named_type(field.field.type)
    if not isinstance(enum, GraphQLEnumType):
        return
    gathered = [place for source, place in _GATHERED.items() if source in template]
    for place in gathered:
        yield from needs.kept(place, enum)
    written = set(_CONSTANT.findall(_COMPARED.sub("THEN", template)))
    if not gathered and not (written and written <= set(enum.values)):
        yield f"it is not plain that {template!r} gives values of {enum.name} only"
