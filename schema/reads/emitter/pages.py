"""Knows the rows of one page in SQL: each is written where the rows are sorted and cut, and looked at from around them.

A page that is counted from the end comes in backwards and is turned round by its keys. One row over the page tells of
more. An aggregate over sorted rows keeps their order.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from schema.reads.emitter import values
from schema.reads.emitter.pieces import Piece, Sql, joined
from schema.reads.emitter.slots import Slots
from schema.reads.emitter.templates import all_of, belongs, beyond, direction, fill, filters, guards, source
from schema.reads.planning.nodes import List


class Names(Protocol):
    """What names the rows of a statement and gives out its parameters."""

    slots: Slots

    def new_row(self) -> str: ...


class Page:
    """The rows of a page, with a column for everything that is to be said of each row."""

    def __init__(self, names: Names, node: List, parent: str, *, looks_beyond: bool) -> None:
        self._slots, self._node, self._parent = names.slots, node, parent
        self._looks_beyond = looks_beyond
        self._columns: list[str] = []
        self._looks: list[Sql] = []
        self._tells_cursors = False
        self.row = names.new_row()

    def around(self, written: list[Piece]) -> list[Piece]:
        """What was written, over the rows that it looks at; a single look, which may be long, is not copied."""
        if len(self._looks) > 1:
            return [Sql(f"(SELECT {joined(written)} FROM ({self._rows()}) page)")]
        alone = {id(look): Sql(f"(SELECT {look.sql} FROM ({self._rows()}) page)") for look in self._looks}
        return [alone.get(id(piece), piece) for piece in written]

    def listed(self, sql: str) -> Sql:
        """What is said of each row, all rows in order with commas between."""
        self._columns.append(sql)
        column = f"page.c{len(self._columns) - 1}"
        if self._looks_beyond:
            listed = f"array_to_string({self._gathered(column)}[{self._window()}], ',')"
        else:
            listed = f"string_agg({column}, ','{self._turned()})"
        return self._look(f"coalesce({listed}, '')")

    def more(self) -> Sql:
        """Whether there are rows beyond the page, on the side to which it is read."""
        return self._look(f"(count(*) > {self._size})::text")

    def first_cursor(self) -> Sql:
        """The cursor of the first row, or null."""
        backwards = f"greatest(count(*) - {self._size}, 0)::integer + 1"
        return self._cursor_at(backwards if self._node.shape.backwards else "1")

    def last_cursor(self) -> Sql:
        """The cursor of the last row, or null."""
        forwards = f"least(count(*), {self._size})::integer"
        return self._cursor_at("count(*)::integer" if self._node.shape.backwards else forwards)

    def cursor(self) -> Sql:
        """The cursor of the row at hand."""
        return Sql(self._cursor(self._keys))

    def _rows(self) -> str:
        """The page as a table: sorted, cut, one row more where that has to be known."""
        node, shape = self._node, self._node.shape
        ways = [direction(key, backwards=shape.backwards) for key in shape.order]
        order = ", ".join(f"{one} {way}" for one, way in zip(self._keys, ways, strict=True))
        found = [*conditions(self._slots, node, self.row, self._parent), *self._seek()]
        limit = f"{self._size} + 1" if self._looks_beyond else self._size
        return (
            f"SELECT {', '.join(self._selected())} {source(node.target.relation, self.row, node.site.way)}"
            f" WHERE {all_of(found)} ORDER BY {order} LIMIT {limit}"
        )

    def _selected(self) -> list[str]:
        columns = [f"{sql} AS c{index}" for index, sql in enumerate(self._columns)]
        if self._node.shape.backwards or self._tells_cursors:
            columns += [f"{key} AS k{index}" for index, key in enumerate(self._keys)]
        return columns or ["NULL AS nothing"]

    @property
    def _size(self) -> str:
        return self._slots.take(self._node.site, "size", ("integer",))[0]

    @property
    def _keys(self) -> list[str]:
        """The keys of the order in a row."""
        order = self._node.shape.order
        taken = self._slots.take(self._node.site, "order", [one for key in order for one in key.types])
        return [fill(key.sql, self.row, own) for key, own in zip(order, _cut(taken, order), strict=True)]

    def _seek(self) -> Iterator[str]:
        shape, site = self._node.shape, self._node.site
        types = [key.type for key in shape.order]
        if shape.after:
            yield beyond(shape.order, self._keys, self._slots.take(site, "after", types), forwards=True)
        if shape.before:
            yield beyond(shape.order, self._keys, self._slots.take(site, "before", types), forwards=False)

    def _look(self, sql: str) -> Sql:
        """A piece that looks at the rows of the page."""
        self._looks.append(Sql(sql))
        return self._looks[-1]

    def _window(self) -> str:
        """The rows of the page among those that came: the one over it is at the far end."""
        if self._node.shape.backwards:
            return f"greatest(count(*) - {self._size}, 0)::integer + 1:"
        return f":{self._size}"

    def _gathered(self, column: str) -> str:
        return f"(array_agg({column}{self._turned()}))"

    def _turned(self) -> str:
        """Rows that came backwards are turned round."""
        if not self._node.shape.backwards:
            return ""
        ways = [direction(key, backwards=False) for key in self._node.shape.order]
        return f" ORDER BY {', '.join(f'page.k{index} {way}' for index, way in enumerate(ways))}"

    def _cursor_at(self, position: str) -> Sql:
        """The cursor of a row of the page, from its keys; null where the page is empty."""
        self._tells_cursors = True
        index = f"[CASE WHEN {self._size} > 0 THEN {position} END]"
        keys = [f"{self._gathered(f'page.k{one}')}{index}" for one in range(len(self._node.shape.order))]
        return self._look(f"CASE WHEN {keys[0]} IS NULL THEN 'null' ELSE '\"' || {self._cursor(keys)} || '\"' END")

    def _cursor(self, keys: Sequence[str]) -> str:
        (purpose,) = self._slots.take(self._node.site, "purpose", ("text",))
        return values.cursor(keys, [key.type for key in self._node.shape.order], purpose)


def conditions(slots: Slots, node: List, row: str, parent: str) -> list[str]:
    """What a row of the list has to meet, whatever the page."""
    predicates = node.shape.predicates
    taken = slots.take(node.site, "filter", [one for predicate in predicates for one in predicate.types])
    return [
        *guards(node.target.relation, row),
        *belongs(node.site.way, row, f"{parent}.id"),
        *filters(predicates, row, _cut(taken, predicates)),
    ]


class _Typed(Protocol):
    """What takes as many parameters as it has types."""

    @property
    def types(self) -> tuple[str, ...]: ...


def _cut(slots: Sequence[str], among: Sequence[_Typed]) -> list[Sequence[str]]:
    """The slots of each."""
    rest = iter(slots)
    return [[next(rest) for _ in one.types] for one in among]
