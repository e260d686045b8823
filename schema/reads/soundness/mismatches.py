"""Knows what declarations need of the database, and names the field of every need that it does not meet.

By convention a field is the column of its name: nothing else would tell before it is asked for that there is none.
"""

from collections.abc import Collection, Iterator, Sequence

from schema.reads.planning.declarations import Declarations
from schema.reads.registry import read_types
from schema.reads.selections import ReadType
from schema.reads.soundness.field_needs import of_field
from schema.reads.soundness.looks import Looks, looks_of, looks_of_rows
from schema.reads.soundness.needs import Needs
from schema.reads.soundness.stored import Stored


def tables_of(declared: Declarations) -> Collection[str]:
    """Every table that reads may look at."""
    return {table for looks in _all_looks(declared) for table in looks.tables().values()}


def mismatches(declared: Declarations, stored: Stored) -> Sequence[str]:
    """A sentence for every field that the database cannot give as it is declared: ``Berth.widthMm: ...``."""
    found = (*_of_fields(declared, stored), *_of_looks(declared, stored))
    return list(dict.fromkeys(found))


def _of_fields(declared: Declarations, stored: Stored) -> Iterator[str]:
    for type_ in read_types():
        needs = Needs(stored, type_.relation.table, _kind_of(type_))
        for name, field in declared[type_.name].items():
            yield from (f"{type_.name}.{said}" for said in of_field(name, field, declared, needs))


def _of_looks(declared: Declarations, stored: Stored) -> Iterator[str]:
    for looks in _all_looks(declared):
        yield from (f"{looks.said}: {said}" for said in _lacking(looks, stored))


def _all_looks(declared: Declarations) -> Iterator[Looks]:
    for type_ in read_types():
        yield from looks_of_rows(type_)
        for name, field in declared[type_.name].items():
            yield from looks_of(f"{type_.name}.{name}", field, table=type_.relation.table)
    for name, field in declared["Query"].items():
        yield from looks_of(f"Query.{name}", field, table="")


def _lacking(looks: Looks, stored: Stored) -> Iterator[str]:
    absent = {(table, column) for table, column in looks.columns() if column not in stored.tables[table].types}
    yield from (f"{table}.{column} does not exist" for table, column in sorted(absent))
    for table, column in sorted(set(looks.columns()) - absent if looks.sorts else ()):
        if not stored.tables[table].is_sure(column):
            yield f"{table}.{column} may be null, and nothing can be sorted by it then"
    for sides in looks.joins():
        if not any(column in stored.tables[table].indexed for table, column in sides) and not absent & set(sides):
            yield f"no index begins with {' or '.join('.'.join(side) for side in sides)}"


def _kind_of(type_: ReadType) -> tuple[str, str] | None:
    """By which column, and by which value of it, rows of the type are told apart from others of their table."""
    shared = (one.relation.type_column for one in read_types() if one.relation.table == type_.relation.table)
    column = next(filter(None, shared), None)
    return (column, type_.relation.kind) if column and type_.relation.kind else None
