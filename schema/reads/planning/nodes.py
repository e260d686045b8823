"""Knows what a plan is made of before it is SQL: what stands in the answer, and where in the database it comes from.

A node is read from the row at hand, which the nodes that lead to rows (``Way``, ``List``, ``Found``) provide.
"""

from dataclasses import dataclass

from schema.reads.asked import ListShape
from schema.reads.declare import Expression, Listing
from schema.reads.planning.kinds import ValueKind
from schema.reads.planning.sites import AnyIdsSite, ListSite, Site
from schema.reads.selections import ReadType


@dataclass(frozen=True, slots=True)
class Constant:
    """JSON that is the same for all requests, such as ``__typename``."""

    json: str


@dataclass(frozen=True, slots=True)
class Id:
    """The id of the row's object; of an interface the type's name follows from the kind of the row."""

    type: ReadType


@dataclass(frozen=True, slots=True)
class TypeName:
    """The name of the row's type, where the row is of an interface."""

    type: ReadType


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the row; ``sql`` is its template, ``site`` has its arguments, ``said`` names it in an error."""

    sql: str
    kind: ValueKind
    said: str
    site: Site | None = None
    types: tuple[str, ...] = ()
    certain: bool = False  # the database itself keeps it from being null
    cost: int = 1


@dataclass(frozen=True, slots=True)
class Items:
    """A list of objects worked out from the row; the fields of ``record`` are read from ``item``."""

    listing: Listing
    said: str
    record: "Record"
    site: Site | None
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """An object of the row: its fields by their keys in the answer, in order."""

    fields: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Perhaps:
    """An object of the row where a condition holds, else null; ``site`` has its arguments."""

    condition: Expression
    record: Record
    site: Site | None
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """An object whose fields depend on the kind of the row."""

    column: str
    records: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The object of the one row that the row's ``column`` leads to."""

    target: ReadType
    column: str
    record: "Node"
    nullable: bool
    said: str


class CursorNode:
    """The cursor of a row of a list."""


class Total:
    """How many rows a list has."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The rows of a page, each as an edge: ``fields`` are cursors, constants and objects of the row."""

    fields: tuple[tuple[str, "CursorNode | Node"], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page."""

    record: "Node"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Where the page stands: ``fields`` are pairs of a key and a field of PageInfo, or a constant."""

    fields: tuple[tuple[str, "str | Constant"], ...]


ListPart = Total | Edges | Rows | PageFacts | Constant


@dataclass(frozen=True, slots=True)
class List:
    """A connection: rows that belong to the row at hand, or to none for a root."""

    target: ReadType
    site: ListSite
    shape: ListShape
    parts: tuple[tuple[str, ListPart], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The object with the key that ``site`` gives, or null."""

    target: ReadType
    site: Site
    record: "Node"


@dataclass(frozen=True, slots=True)
class FoundMany:
    """The objects with the keys that ``site`` gives, by type, in the order that was asked; null for what is not."""

    site: AnyIdsSite
    records: tuple[tuple[ReadType, "Node"], ...]


Node = Constant | Id | TypeName | Value | Items | Record | Perhaps | Cases | Way | List | Found | FoundMany
