"""Knows what the arguments of a list ask for: which rows, in which order, which page of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schema.reads import paging
from schema.reads.declare import Predicate, SortKey, ToMany
from schema.reads.filters import OrderBy, conditions
from schema.reads.registry import read_type
from schema.reads.selections import Page, Selection, ordered


@dataclass(frozen=True, slots=True)
class ListTerms:
    """How a list may be asked: the way to its rows, its filter and its orders."""

    way: ToMany
    filter_type: Any
    order_by: OrderBy | None


@dataclass(frozen=True, slots=True)
class ListShape:
    """What the SQL of a list depends on, whatever the values: conditions, order, and which bounds the page has."""

    predicates: tuple[Predicate, ...]
    order: tuple[SortKey, ...]
    after: bool
    before: bool
    backwards: bool


@dataclass(frozen=True, slots=True)
class AskedList:
    """A selection and a page of it."""

    selection: Selection
    page: Page

    @property
    def shape(self) -> ListShape:
        """What other lists may share with this one."""
        return ListShape(
            predicates=tuple(one.predicate for one in self.selection.conditions),
            order=tuple(one.key for one in self.selection.order),
            after=self.page.after is not None,
            before=self.page.before is not None,
            backwards=self.page.backwards,
        )


def ask_list(terms: ListTerms, arguments: Mapping[str, Any]) -> AskedList:
    """What coerced arguments ask for. Raises BAD_USER_INPUT and LIMIT_EXCEEDED."""
    target, order_by = read_type(terms.way.to), terms.order_by
    met = conditions(terms.filter_type, arguments.get("filter"))
    wanted = arguments.get("order_by")
    plain = terms.way.order or target.relation.order
    order = order_by.order(wanted, met) if order_by and wanted else ordered(plain, {})
    selection = Selection(target, terms.way, tuple(met.values()), order)
    return AskedList(selection, paging.page(arguments, selection, maximum=terms.way.maximum))
