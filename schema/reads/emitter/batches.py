"""Knows the batched SQL behind the resolvers: one statement for all rows that are asked for in the same turn."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from schema.looks import ABOUT
from schema.reads.declare import Column, Composite, Expression, Listing
from schema.reads.emitter.templates import all_of, belongs, beyond, direction, fill, filters, guards, source
from schema.reads.selections import Page, ReadType, Selection

ROW = "r"

Query = tuple[str, tuple[object, ...]]


class Parameters:
    """The values of a statement in the order of their ``$n``."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def add(self, value: object, sql_type: str) -> str:
        self.values.append(value)
        return f"${len(self.values)}::{sql_type}"

    def add_all(self, values: Sequence[object], sql_types: Sequence[str]) -> list[str]:
        return [self.add(value, sql_type) for value, sql_type in zip(values, sql_types, strict=True)]


def by_keys(type_: ReadType, keys: Sequence[object]) -> Query:
    """The visible rows with the given keys."""
    parameters = Parameters()
    conditions = [*guards(type_.relation, ROW), f"{ROW}.id = ANY({parameters.add(list(keys), 'uuid[]')})"]
    text = f"SELECT {_columns(type_)} {source(type_.relation, ROW)} WHERE {all_of(conditions)}"
    return text, tuple(parameters.values)


def computed(
    type_: ReadType,
    read: Expression | Listing | Composite,
    arguments: Sequence[object],
    keys: Sequence[object],
    *,
    now: datetime,
) -> Query:
    """``id`` and ``value`` of what is computed for the visible rows with the given keys."""
    parameters = Parameters()
    value = fill(_value(read), ROW, parameters.add_all(arguments, read.types))
    if "{now}" in value:
        value = value.replace("{now}", parameters.add(now, "timestamptz"))
    conditions = [*guards(type_.relation, ROW), f"{ROW}.id = ANY({parameters.add(list(keys), 'uuid[]')})"]
    text = f"SELECT {ROW}.id, {value} AS value {source(type_.relation, ROW)} WHERE {all_of(conditions)}"
    return text, tuple(parameters.values)


def page(selection: Selection, wanted: Page, parents: Sequence[object]) -> Query:
    """A page of every parent in order: ``_parent``, columns, ``_key0`` ...; one row over ``size`` tells of more."""
    parameters = Parameters()
    parent = f"unnest({parameters.add(list(parents), 'uuid[]')}) AS parent(key)"
    keys = [fill(one.key.sql, ROW, parameters.add_all(one.parameters, one.key.types)) for one in selection.order]
    conditions = [*_conditions(selection, parameters), *_seek(selection, keys, wanted, parameters)]
    directions = [direction(one.key, backwards=wanted.backwards) for one in selection.order]
    named = [f"_key{index} {way}" for index, way in enumerate(directions)]
    selected = ", ".join([_columns(selection.type), *(f"{key} AS _key{index}" for index, key in enumerate(keys))])
    rows = (
        f"SELECT {selected} {source(selection.type.relation, ROW, selection.way)} WHERE {all_of(conditions)} "
        f"ORDER BY {', '.join(named)} LIMIT {parameters.add(wanted.size + 1, 'bigint')}"
    )
    text = (
        f"SELECT parent.key AS _parent, rows.* FROM {parent} CROSS JOIN LATERAL ({rows}) rows "
        f"ORDER BY {', '.join(f'rows.{name}' for name in named)}"
    )
    return text, tuple(parameters.values)


def count(selection: Selection, parents: Sequence[object]) -> Query:
    """``_parent`` and ``value``, the number of rows of every parent, whatever the page."""
    parameters = Parameters()
    parent = f"unnest({parameters.add(list(parents), 'uuid[]')}) AS parent(key)"
    conditions = _conditions(selection, parameters)
    rows = source(selection.type.relation, ROW, selection.way)
    counted = f"SELECT count(*) AS value {rows} WHERE {all_of(conditions)}"
    text = f"SELECT parent.key AS _parent, counted.value FROM {parent} CROSS JOIN LATERAL ({counted}) counted"
    return text, tuple(parameters.values)


def _value(read: Expression | Listing | Composite | Column) -> str:
    """The template of a value, in JSON where it is an object or a list of objects."""
    match read:
        case Column():
            return f"{{row}}.{read.name}"
        case Expression():
            return read.sql
        case Listing():
            parts = ", ".join(f"'{name}', item.{name}" for name in read.columns)
            one = f"json_build_object({parts}) ORDER BY {read.order}"
            return f"(SELECT coalesce(json_agg({one}), '[]') {read.source})"
        case Composite():
            parts = ", ".join(f"'{name}', {_value(part)}" for name, part in read.parts)
            made = f"json_build_object({parts})"
            return f"CASE WHEN {read.there.sql} THEN {made} END" if read.there else made


def _conditions(selection: Selection, parameters: Parameters) -> list[str]:
    slots = [parameters.add_all(one.parameters, one.predicate.types) for one in selection.conditions]
    return [
        *guards(selection.type.relation, ROW),
        *belongs(selection.way, ROW, "parent.key"),
        *filters([one.predicate for one in selection.conditions], ROW, slots),
    ]


def _seek(selection: Selection, keys: Sequence[str], wanted: Page, parameters: Parameters) -> Iterable[str]:
    order = [ordered.key for ordered in selection.order]
    types = [key.type for key in order]
    for values, forwards in ((wanted.after, True), (wanted.before, False)):
        if values is not None:
            yield beyond(order, keys, parameters.add_all(values, types), forwards=forwards)


def _columns(type_: ReadType) -> str:
    about = [f"{fill(type_.relation.about, ROW)} AS {ABOUT}"] if type_.relation.about else []
    return ", ".join([*(f"{ROW}.{name}" for name in type_.columns), *about])
