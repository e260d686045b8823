"""Knows the SQL of connections: the rows of a page, each written once, and what is told of the page and the list.

The rows are written where they are sorted and cut; the aggregate around them keeps their order. A page that is counted
from the end comes in backwards and is turned round by its keys. One row over the page tells of more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from schema.reads.emitter import values
from schema.reads.emitter.pieces import Piece, Sql, Text, joined, key, whole
from schema.reads.emitter.slots import Slots
from schema.reads.emitter.templates import all_of, belongs, beyond, direction, fill, filters, guards, source
from schema.reads.nodes import Constant, CursorNode, Edges, List, ListPart, Node, PageFacts, Rows, Total


class Writer(Protocol):
    """What writes the nodes of a statement."""

    slots: Slots

    def new_row(self) -> str: ...

    def pieces(self, node: Node, row: str) -> list[Piece]: ...

    def record(self, fields: Sequence[tuple[str, Node]], row: str) -> list[Piece]: ...


def pieces(writer: Writer, node: List, parent: str) -> list[Piece]:
    """The JSON of a connection of the row called ``parent``."""
    if all(isinstance(part, Total | Constant) for _, part in node.parts):
        return _record(writer, node, parent, None)
    page = _Page(writer, node, parent)
    written = _record(writer, node, parent, page)
    return page.around(written) if page.is_read else written


def _record(writer: Writer, node: List, parent: str, page: "_Page | None") -> list[Piece]:
    return list(_fields(writer, node, parent, page))


def _fields(writer: Writer, node: List, parent: str, page: "_Page | None") -> Iterator[Piece]:
    yield Text("{")
    for index, (name, part) in enumerate(node.parts):
        yield key(name, first=index == 0)
        match part:
            case Constant():
                yield Text(part.json)
            case Total():
                yield Sql(_total(writer, node, parent))
            case _:
                assert page is not None
                yield from page.part(part)
    yield Text("}")


def _total(writer: Writer, node: List, parent: str) -> str:
    row = writer.new_row()
    conditions = all_of(_conditions(writer, node, row, parent))
    return f"(SELECT count(*)::text {source(node.target.relation, row, node.site.way)} WHERE {conditions})"


def _conditions(writer: Writer, node: List, row: str, parent: str) -> list[str]:
    predicates = node.shape.predicates
    taken = writer.slots.take(node.site, "filter", [one for predicate in predicates for one in predicate.types])
    return [
        *guards(node.target.relation, row),
        *belongs(node.site.way, row, f"{parent}.id"),
        *filters(predicates, row, _shared(taken, [len(predicate.types) for predicate in predicates])),
    ]


def _shared(slots: Sequence[str], sizes: Sequence[int]) -> list[Sequence[str]]:
    """The slots cut into lengths."""
    ends = [sum(sizes[: index + 1]) for index in range(len(sizes))]
    return [slots[end - size : end] for end, size in zip(ends, sizes, strict=True)]


@dataclass(slots=True)
class _Column:
    """A column of the rows of a page."""

    name: str
    sql: str


class _Page:
    """The rows of one page, with a column for each part of the connection that needs them."""

    def __init__(self, writer: Writer, node: List, parent: str) -> None:
        self._writer, self._node, self._parent = writer, node, parent
        self._row = writer.new_row()
        self._columns: list[_Column] = []
        self._looks: list[Sql] = []
        self._tells_cursors = False
        self._looks_beyond = self._is_more_asked()

    def _is_more_asked(self) -> bool:
        node = self._node
        return any(
            name == ("hasPreviousPage" if node.shape.backwards else "hasNextPage")
            for _, part in node.parts
            if isinstance(part, PageFacts)
            for _, name in part.fields
        )

    @property
    def is_read(self) -> bool:
        """Whether what was asked needs the rows at all."""
        return bool(self._looks)

    def around(self, written: list[Piece]) -> list[Piece]:
        """What was written, over the rows that it looks at; a single look, which may be long, is not copied."""
        if len(self._looks) > 1:
            return [Sql(f"(SELECT {joined(written)} FROM ({self.rows()}) page)")]
        (look,) = self._looks
        return [Sql(f"(SELECT {look.sql} FROM ({self.rows()}) page)") if one is look else one for one in written]

    def part(self, part: ListPart) -> list[Piece]:
        """The JSON of what is asked of the page, over the rows that it gives out."""
        match part:
            case Rows():
                return self._listed(whole(self._writer.pieces(part.record, self._row), said=self._node.target.name))
            case Edges():
                return self._listed(whole(self._edge(part), said=self._node.target.name))
            case PageFacts():
                return list(self._facts(part))
            case _:
                raise AssertionError(part)

    def rows(self) -> str:
        """The page as a table: sorted, cut, one row more where that has to be known."""
        node, shape = self._node, self._node.shape
        ways = [direction(key_, backwards=shape.backwards) for key_ in shape.order]
        order = [f"{one} {way}" for one, way in zip(self._keys, ways, strict=True)]
        columns = ", ".join(f"{column.sql} AS {column.name}" for column in self._all_columns())
        conditions = [*_conditions(self._writer, node, self._row, self._parent), *self._seek()]
        limit = f"{self._size} + 1" if self._looks_beyond else self._size
        return (
            f"SELECT {columns} {source(node.target.relation, self._row, node.site.way)}"
            f" WHERE {all_of(conditions)} ORDER BY {', '.join(order)} LIMIT {limit}"
        )

    def _all_columns(self) -> list[_Column]:
        wanted = self._node.shape.backwards or self._tells_cursors
        keys = [_Column(f"k{index}", one) for index, one in enumerate(self._keys)] if wanted else []
        return [*self._columns, *keys] or [_Column("nothing", "NULL")]

    @property
    def _size(self) -> str:
        return self._writer.slots.take(self._node.site, "size", ("integer",))[0]

    @property
    def _keys(self) -> list[str]:
        """The keys of the order in a row; a parameter is taken when it is used, and only then."""
        order = self._node.shape.order
        taken = self._writer.slots.take(self._node.site, "order", [one for key_ in order for one in key_.types])
        shared = _shared(taken, [len(key_.types) for key_ in order])
        return [fill(key_.sql, self._row, slots) for key_, slots in zip(order, shared, strict=True)]

    def _seek(self) -> Iterator[str]:
        shape, slots = self._node.shape, self._writer.slots
        types = [key_.type for key_ in shape.order]
        if shape.after:
            yield beyond(shape.order, self._keys, slots.take(self._node.site, "after", types), forwards=True)
        if shape.before:
            yield beyond(shape.order, self._keys, slots.take(self._node.site, "before", types), forwards=False)

    def _column(self, sql: str) -> str:
        self._columns.append(_Column(f"c{len(self._columns)}", sql))
        return f"page.{self._columns[-1].name}"

    def _edge(self, part: Edges) -> Iterator[Piece]:
        yield Text("{")
        for index, (name, field) in enumerate(part.fields):
            yield key(name, first=index == 0)
            if isinstance(field, CursorNode):
                yield from (Text('"'), Sql(self._cursor(self._keys)), Text('"'))
            else:
                yield from self._writer.pieces(field, self._row)
        yield Text("}")

    def _listed(self, sql: str) -> list[Piece]:
        column = self._column(sql)
        if not self._looks_beyond:
            listed = f"string_agg({column}, ','{self._turned()})"
        else:
            listed = f"array_to_string({self._gathered(column)}[{self._window()}], ',')"
        return [Text("["), self._look(f"coalesce({listed}, '')"), Text("]")]

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
        keys = [
            f"page.k{index} {direction(key_, backwards=False)}" for index, key_ in enumerate(self._node.shape.order)
        ]
        return f" ORDER BY {', '.join(keys)}"

    def _facts(self, part: PageFacts) -> Iterator[Piece]:
        yield Text("{")
        for index, (name, fact) in enumerate(part.fields):
            yield key(name, first=index == 0)
            yield Text(fact.json) if isinstance(fact, Constant) else self._fact(fact)
        yield Text("}")

    def _fact(self, name: str) -> Piece:
        shape = self._node.shape
        match name:
            case "hasNextPage":
                return Text("true" if shape.before else "false") if shape.backwards else self._more()
            case "hasPreviousPage":
                return self._more() if shape.backwards else Text("true" if shape.after else "false")
            case "startCursor":
                return self._cursor_at(f"greatest(count(*) - {self._size}, 0)::integer + 1" if shape.backwards else "1")
            case _:
                return self._cursor_at(
                    "count(*)::integer" if shape.backwards else f"least(count(*), {self._size})::integer"
                )

    def _more(self) -> Sql:
        return self._look(f"(count(*) > {self._size})::text")

    def _cursor_at(self, position: str) -> Sql:
        """The cursor of a row of the page, from its keys; null where the page is empty."""
        self._tells_cursors = True
        index = f"[CASE WHEN {self._size} > 0 THEN {position} END]"
        keys = [f"{self._gathered(f'page.k{one}')}{index}" for one in range(len(self._node.shape.order))]
        return self._look(f"CASE WHEN {keys[0]} IS NULL THEN 'null' ELSE '\"' || {self._cursor(keys)} || '\"' END")

    def _cursor(self, keys: Sequence[str]) -> str:
        (purpose,) = self._writer.slots.take(self._node.site, "purpose", ("text",))
        return values.cursor(keys, [key_.type for key_ in self._node.shape.order], purpose)
