"""Knows the SQL of connections: what is told of the rows, of the page and of the whole list."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from schema.reads.emitter.pages import Page, conditions
from schema.reads.emitter.pieces import Piece, Sql, Text, key, whole
from schema.reads.emitter.slots import Slots
from schema.reads.emitter.templates import all_of, source
from schema.reads.planning.nodes import Constant, CursorNode, Edges, List, ListPart, Node, PageFacts, Rows, Total


class Writer(Protocol):
    """What writes the nodes of a statement."""

    slots: Slots

    def new_row(self) -> str: ...

    def pieces(self, node: Node, row: str) -> list[Piece]: ...


def pieces(writer: Writer, node: List, parent: str) -> list[Piece]:
    """The JSON of a connection of the row called ``parent``."""
    page = Page(writer, node, parent, looks_beyond=_is_more_asked(node))
    return page.around(list(_fields(writer, node, parent, page)))


def _is_more_asked(node: List) -> bool:
    """Whether it has to be known if there are rows beyond the page, on the side to which it is read."""
    asked = "hasPreviousPage" if node.shape.backwards else "hasNextPage"
    facts = (part for _, part in node.parts if isinstance(part, PageFacts))
    return any(name == asked for part in facts for _, name in part.fields)


def _fields(writer: Writer, node: List, parent: str, page: Page) -> Iterator[Piece]:
    yield Text("{")
    for index, (name, part) in enumerate(node.parts):
        yield key(name, first=index == 0)
        yield from _part(writer, node, parent, page, part)
    yield Text("}")


def _part(writer: Writer, node: List, parent: str, page: Page, part: ListPart) -> Iterator[Piece]:
    match part:
        case Constant():
            yield Text(part.json)
        case Total():
            yield Sql(_total(writer, node, parent))
        case PageFacts():
            yield from _facts(node, page, part)
        case Rows():
            yield from _listed(page, writer.pieces(part.record, page.row), node)
        case Edges():
            yield from _listed(page, list(_edge(writer, page, part)), node)


def _total(writer: Writer, node: List, parent: str) -> str:
    row = writer.new_row()
    found = all_of(conditions(writer.slots, node, row, parent))
    return f"(SELECT count(*)::text {source(node.target.relation, row, node.site.way)} WHERE {found})"


def _listed(page: Page, one: Sequence[Piece], node: List) -> Iterator[Piece]:
    yield from (Text("["), page.listed(whole(one, said=node.target.name)), Text("]"))


def _edge(writer: Writer, page: Page, part: Edges) -> Iterator[Piece]:
    yield Text("{")
    for index, (name, field) in enumerate(part.fields):
        yield key(name, first=index == 0)
        if isinstance(field, CursorNode):
            yield from (Text('"'), page.cursor(), Text('"'))
        else:
            yield from writer.pieces(field, page.row)
    yield Text("}")


def _facts(node: List, page: Page, part: PageFacts) -> Iterator[Piece]:
    yield Text("{")
    for index, (name, fact) in enumerate(part.fields):
        yield key(name, first=index == 0)
        yield Text(fact.json) if isinstance(fact, Constant) else _fact(node, page, fact)
    yield Text("}")


def _fact(node: List, page: Page, name: str) -> Piece:
    shape = node.shape
    match name:
        case "hasNextPage":
            return _told(shape.before) if shape.backwards else page.more()
        case "hasPreviousPage":
            return page.more() if shape.backwards else _told(shape.after)
        case "startCursor":
            return page.first_cursor()
        case _:
            return page.last_cursor()


def _told(value: bool) -> Text:
    return Text("true" if value else "false")
