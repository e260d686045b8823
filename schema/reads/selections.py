"""Knows which rows a connection is asked for: type, filters, order and page, as hashable values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.reads.declare import KEY, Predicate, Relation, SortKey, ToMany


@dataclass(frozen=True, slots=True)
class ReadType:
    """A type, its relation, the columns that its fields need and, for an interface, the type of each kind."""

    name: str
    relation: Relation
    columns: tuple[str, ...]
    types: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """A predicate of a filter with its parameters."""

    predicate: Predicate
    parameters: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """A sort key with the parameters that its template needs."""

    key: SortKey
    parameters: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """At most ``size`` rows between the keys ``after`` and ``before``, counted from the end if ``backwards``."""

    size: int
    after: tuple[object, ...] | None = None
    before: tuple[object, ...] | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a type that meet all conditions; ``way`` leads to them from their parent, or from nowhere."""

    type: ReadType
    way: ToMany
    conditions: tuple[Condition, ...]
    order: tuple[Ordered, ...]


def ordered(keys: Sequence[SortKey], needed: Mapping[str, Condition]) -> tuple[Ordered, ...]:
    """The order by ``keys``, made total. Raises ``KeyError`` with the name of the filter that a key needs and lacks.

    Keys that have no ties left to break are left out.
    """
    return tuple(Ordered(key, _parameters(key, needed)) for key in _total(keys))


def cursor_values(selection: Selection, row: Any) -> tuple[object, ...]:
    """The values of the order's keys in a row of the page statement."""
    return tuple(row[f"_key{index}"] for index in range(len(selection.order)))


def _total(keys: Sequence[SortKey]) -> Iterable[SortKey]:
    total: dict[str, SortKey] = {}
    for key in (*keys, KEY):
        total.setdefault(key.sql, key)
        if key.unique:
            break
    return total.values()


def _parameters(key: SortKey, needed: Mapping[str, Condition]) -> tuple[object, ...]:
    return needed[key.needs].parameters[: len(key.types)] if key.needs else ()
