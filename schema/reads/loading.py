"""Knows how what resolvers ask for is gathered into batches: a list of N never costs N statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aiodataloader import DataLoader

from harbors.sql import Row as Values
from schema.context import Context, Fetch
from schema.reads.declare import Composite, Expression, Listing
from schema.reads.emitter import batches
from schema.reads.selections import Page, ReadType, Selection

# The parent of what has none: rows of a root connection are of one batch of one.
ROOT = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a resolver sees it: the type that it was read as, the type that it is, and its values."""

    read_as: ReadType
    type_name: str
    values: Values


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of one parent; ``more`` tells that the selection goes on beyond it."""

    rows: Sequence[Row]
    more: bool


async def load_row(context: Context, type_: ReadType, key: UUID) -> Row | None:
    """The visible row with this key, in one statement for all keys asked for in this turn."""

    async def batch(keys: Sequence[UUID]) -> list[Row | None]:
        found = await _fetch(context, type_)(*_flat(batches.by_keys(type_, keys)))
        by_key = {values["id"]: as_row(type_, values) for values in found}
        _note(context, by_key.values())
        return [by_key.get(key) for key in keys]

    loaded: Row | None = await _loader(context, ("row", type_), batch).load(key)
    return loaded


async def load_value(
    context: Context, row: Row, read: Expression | Listing | Composite, arguments: tuple[object, ...]
) -> Any:
    """What is computed for this row, in one statement for all rows of the type in this turn."""
    type_ = row.read_as

    async def batch(keys: Sequence[UUID]) -> list[Any]:
        query = batches.computed(type_, read, arguments, keys, now=context.now)
        found = await _fetch(context, type_)(*_flat(query))
        by_key = {values["id"]: values["value"] for values in found}
        return [by_key.get(key) for key in keys]

    return await _loader(context, ("value", type_, read, arguments), batch).load(row.values["id"])


async def load_page(context: Context, selection: Selection, page: Page, parent: UUID) -> Rows:
    """The page of this parent, in one statement for all parents with the same selection in this turn."""

    async def batch(parents: Sequence[UUID]) -> list[Rows]:
        query = batches.page(selection, page, parents)
        by_parent = defaultdict(list)
        for values in await _fetch(context, selection.type)(*_flat(query)):
            by_parent[values["_parent"]].append(as_row(selection.type, values))
        cut = [_cut(by_parent[parent], page) for parent in parents]
        _note(context, (row for rows in cut for row in rows.rows))
        return cut

    loaded: Rows = await _loader(context, ("page", selection, page), batch).load(parent)
    return loaded


async def load_count(context: Context, selection: Selection, parent: UUID) -> int:
    """How many rows this parent has in the selection, in one statement for all parents."""

    async def batch(parents: Sequence[UUID]) -> list[int]:
        found = await _fetch(context, selection.type)(*_flat(batches.count(selection, parents)))
        by_parent = {values["_parent"]: values["value"] for values in found}
        return [by_parent[parent] for parent in parents]

    loaded: int = await _loader(context, ("count", selection), batch).load(parent)
    return loaded


def as_row(type_: ReadType, values: Values) -> Row:
    """A row with its own type: for an interface the one that its kind names."""
    kind = type_.relation.type_column
    return Row(read_as=type_, type_name=type_.types[values[kind]] if kind else type_.name, values=values)


def _note(context: Context, rows: Iterable[Row]) -> None:
    for row in rows:
        if row.read_as.relation.about:
            context.looks.note(row.type_name, row.values)


def _cut(rows: Sequence[Row], page: Page) -> Rows:
    kept = rows[: page.size]
    return Rows(rows=kept[::-1] if page.backwards else kept, more=len(rows) > page.size)


def _loader(context: Context, key: Any, batch: Callable[[Sequence[Any]], Any]) -> DataLoader[Any, Any]:
    if key not in context.loaders:
        context.loaders[key] = DataLoader(batch)
    loader: DataLoader[Any, Any] = context.loaders[key]
    return loader


def _fetch(context: Context, type_: ReadType) -> Fetch:
    """What is personal is read as the one who asks, all else as anybody. Raises ``Forbidden``, ``Unauthenticated``."""
    if type_.relation.access is None:
        return context.fetch
    type_.relation.access.check(context.principal)
    return context.fetch_own


def _flat(query: batches.Query) -> tuple[Any, ...]:
    text, values = query
    return text, *values
