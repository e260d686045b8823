"""Knows the words in which a type says how it is read: its relation, and a column, expression or way on for each field.

In every SQL template ``{row}`` stands for the table reference of the row at hand, ``{0}``, ``{1}`` ... for parameters.
Templates come from declarations only; values of a request reach the database as parameters only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from schema.permissions import Requirement

Values = tuple[object, ...]


def no_arguments(_given: Mapping[str, Any]) -> Values:
    """What has no arguments has no parameters."""
    return ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the row; convention: the field's name in snake_case. The field's type says how it becomes JSON."""

    name: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A value that the database computes from the row, from arguments of the field and from the time, ``{now}``.

    ``arguments`` turns its coerced arguments into the values of ``{0}``, ``{1}`` ..., of the SQL types ``types``.
    ``cost`` is what one value takes, in plain values.
    """

    sql: str
    types: tuple[str, ...] = ()
    arguments: Callable[[Mapping[str, Any]], Values] = no_arguments
    cost: int = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of objects that the database works out from the row: the rows of ``source``, a FROM clause, as ``item``.

    ``columns`` are the names of the fields of the objects and of the columns of ``item`` alike, in snake_case; to
    resolvers the values come as JSON has them, so that a date is a text.
    """

    source: str
    columns: tuple[str, ...]
    order: str
    types: tuple[str, ...] = ()
    arguments: Callable[[Mapping[str, Any]], Values] = no_arguments
    cost: int = 20


@dataclass(frozen=True, slots=True)
class Variant:
    """A column, or an expression in its stead where the argument ``argument`` of the field is given."""

    column: Column
    argument: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Localized:
    """The text of columns ``<prefix>_fi``, ``_sv``, ``_en`` in the caller's language; it falls back fi, en, sv."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Composite:
    """An object of its own type made of this row: pairs of a field's name, in snake_case, and how it is read.

    The parts share ``types`` and ``arguments``, and so does ``there``: a condition without which there is no object.
    """

    parts: tuple[tuple[str, Column | Expression | Listing], ...]
    there: Expression | None = None
    types: tuple[str, ...] = ()
    arguments: Callable[[Mapping[str, Any]], Values] = no_arguments


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value that only a resolver can make, from these columns."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToOne:
    """The row of type ``to`` whose key this row holds in ``column``."""

    to: str
    column: str


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of an order: never null, with the SQL type that its value has in a cursor.

    ``needs`` names a filter whose first parameters, of the SQL types ``types``, the template uses: an order by distance
    needs to know from where. A ``unique`` key makes an order total by itself.
    """

    sql: str
    type: str
    descending: bool = False
    unique: bool = False
    needs: str | None = None
    types: tuple[str, ...] = ()
    cost: int = 8  # to sort one row by it where no index does, in quarters of a plain value


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition of a filter; ``parameters`` turns its coerced value into the values of ``{0}``, ``{1}`` ...

    Conditions with the same ``within`` are met together, in the place of its ``{met}``: by one and the same berth.
    """

    sql: str
    types: tuple[str, ...]
    parameters: Callable[[Any], Values] = lambda value: (value,)
    within: str = "{met}"
    cost: int = 1  # to look at one row, in quarters of a plain value


@dataclass(frozen=True, slots=True)
class ToMany:
    """A connection to rows of type ``to``.

    A row belongs to the parent when ``of_parent`` holds; ``{parent}`` is the parent's key. ``join`` is added to the
    FROM clause (a link table). ``order`` holds unless the caller asks for another; it ends in something unique.
    """

    to: str
    of_parent: str | None = None
    join: str = ""
    order: tuple[SortKey, ...] = ()
    maximum: int = 1_000


@dataclass(frozen=True, slots=True)
class Identity:
    """The id of the row's object: its key under the name of its type."""


@dataclass(frozen=True, slots=True)
class ById:
    """A root: the row of type ``to`` that the argument ``id`` names."""

    to: str


@dataclass(frozen=True, slots=True)
class ByAnyId:
    """A root: the row that the argument ``id`` names, of whatever type the id says."""


@dataclass(frozen=True, slots=True)
class ByAnyIds:
    """A root: the rows that the argument ``ids`` names, each of whatever type its id says; null for what is not."""


OfRow = Identity | Column | Expression | Variant | Listing | Localized | Composite | Resolved | ToOne | ToMany
Read = OfRow | ById | ByAnyId | ByAnyIds

VISIBLE = "{row}.retired_at IS NULL"
EVERYBODY = "TRUE"  # the visibility of rows that are never hidden
KEY = SortKey("{row}.id", "uuid", unique=True)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where rows of a type live. ``visible`` is the row visibility that stands beside every reference to the table.

    ``access`` is what it takes to ask for rows that are personal: they are read under row security, in a transaction
    that says who asks, and ``visible`` says the same as the policy. ``about`` is the person whose data
    a row is, of whom whoever else looks at it is noted. ``of_type`` narrows a shared table to the type.
    ``type_column`` makes the relation that of an interface: the column holds each row's kind, and each type that
    implements the interface names its ``kind``.
    """

    table: str
    visible: str = VISIBLE
    of_type: str | None = None
    kind: str | None = None
    type_column: str | None = None
    order: tuple[SortKey, ...] = (KEY,)
    access: Requirement | None = None
    about: str | None = None

    @property
    def personal(self) -> bool:
        """Whether not everybody may ask for its rows."""
        return self.access is not None
