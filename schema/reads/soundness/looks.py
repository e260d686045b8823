"""Knows which columns the SQL templates of declarations look at, and by which they join tables."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from graphene.utils.str_converters import to_camel_case

from schema.reads.asked import ListTerms
from schema.reads.declare import Composite, Expression, Listing, SortKey, ToMany, Variant
from schema.reads.filters import predicates
from schema.reads.planning.declarations import Declared
from schema.reads.registry import read_type
from schema.reads.selections import ReadType

# A table and its column.
Place = tuple[str, str]

_BROUGHT_IN = re.compile(r"\b(?:FROM|JOIN) ([a-z_]+) (?:AS )?([a-z_]+)")
_COLUMN = r"(\{row\}|\b[a-z_]+)\.([a-z_][a-z_0-9]*)"
_LOOKED_AT = re.compile(_COLUMN)
_JOINED = re.compile(rf"{_COLUMN} = (?:\{{parent\}}|{_COLUMN})")


@dataclass(frozen=True, slots=True)
class Looks:
    """A template whose ``{row}`` is a row of ``table``; ``said`` names what it stands for.

    The row is at hand already unless the template ``finds`` it. A template that ``sorts`` looks at what is never null.
    """

    said: str
    template: str
    table: str
    finds: bool = False
    sorts: bool = False

    def tables(self) -> dict[str, str]:
        """The tables by the names that they have in the template."""
        return {"{row}": self.table} | {name: table for table, name in _BROUGHT_IN.findall(self.template)}

    def columns(self) -> Collection[Place]:
        """Every column that is looked at."""
        tables = self.tables()
        return {(tables[name], column) for name, column in _LOOKED_AT.findall(self.template) if name in tables}

    def joins(self) -> Iterator[Collection[Place]]:
        """Of each join the columns by which rows are looked up: an index has to begin with one of them."""
        tables = self.tables()
        looked_up = {name for name in tables if self.finds or name != "{row}"}
        for first, column, second, other in _JOINED.findall(self.template):
            yield [(tables[name], one) for name, one in ((first, column), (second, other)) if name in looked_up]


def looks_of(said: str, declared: Declared, *, table: str) -> Iterator[Looks]:
    """All templates of a field called ``said`` of rows of ``table``, with the filters and orders of a list."""
    match declared.read:
        case Expression(sql=template) | Listing(source=template) | Variant(expression=Expression(sql=template)):
            yield Looks(said, template, table)
        case Composite(parts, there):
            read = [*dict(parts).values(), there]
            yield from (Looks(said, template, table) for template in map(template_of, read))
        case ToMany() as way:
            yield from _of_list(said, way, declared)


def looks_of_rows(type_: ReadType) -> Iterator[Looks]:
    """All that every reference to the rows of a type looks at."""
    relation = type_.relation
    for template in filter(None, (relation.visible, relation.of_type)):
        yield Looks(type_.name, template, relation.table)


def template_of(part: object) -> str:
    """The template of a part of an object; a column has none."""
    match part:
        case Expression(sql=template) | Listing(source=template):
            return template
    return ""


def _of_list(said: str, way: ToMany, declared: Declared) -> Iterator[Looks]:
    target, terms = read_type(way.to), declared.terms
    table = target.relation.table
    yield Looks(said, f"{way.join} WHERE {way.of_parent}", table, finds=True)
    for key in way.order or target.relation.order:
        yield _of_order(said, key, way, table)
    if terms:
        yield from _of_terms(terms, table)


def _of_terms(terms: ListTerms, table: str) -> Iterator[Looks]:
    for name, one in predicates(terms.filter_type).items():
        said = f"{terms.filter_type._meta.name}.{to_camel_case(name)}"
        yield Looks(said, one.within.replace("{met}", one.sql), table)
    if terms.order_by:
        for name, keys in terms.order_by.keys.items():
            for key in keys:
                yield _of_order(f"{terms.order_by.enum._meta.name}.{name}", key, terms.way, table)


def _of_order(said: str, key: SortKey, way: ToMany, table: str) -> Looks:
    plain = _LOOKED_AT.fullmatch(key.sql) is not None
    return Looks(said, f"{key.sql} {way.join}", table, finds=True, sorts=plain)
