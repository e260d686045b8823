"""Knows what a request may cost, before anything is read: a formula of the plan, worked out with the request's figures.

The unit is one plain value in the answer. A list counts with the rows that it may have: at most its page for each row
above it, and at most all rows of its table for each time that one and the same row may stand above it. So a document
that goes down from harbors to berths costs no more than the berths that there are, and one that goes down from each
berth to all berths of its pier costs what it is: berths times berths.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from schema.reads.planning.nodes import (
    Cases,
    Constant,
    CursorNode,
    Edges,
    Found,
    FoundMany,
    Id,
    Items,
    List,
    ListPart,
    Node,
    PageFacts,
    Perhaps,
    Record,
    Rows,
    Total,
    TypeName,
    Value,
    Way,
)
from schema.reads.planning.shapes import Given

OBJECT = 5
# What a list takes before its first row, and a lookup.
LIST = 20
# What it takes to look at a row, or to sort it, is told in quarters.
QUARTERS = 4

_BELONGS = re.compile(r"\{row\}\.\w+ = \{parent\}")

# How many rows a table has, about.
TableSizes = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class ListCost:
    """A list: what each of its rows costs, and whether all rows of its table may be looked at for it."""

    size: Callable[[Given], int]
    table: str | None  # none where the same row may come again and again
    exclusive: bool  # a row belongs to one row above only
    look: int  # for each row of the table that may have to be looked at, in quarters
    row: "Cost"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one row costs by itself, with the rows that it leads to, and its lists."""

    own: int
    ones: tuple["Cost", ...] = ()
    lists: tuple[ListCost, ...] = ()

    def of(self, given: Given, sizes: TableSizes, *, rows: int = 1, times: int = 1) -> int:
        """For so many rows, one and the same of which may come so many times."""
        total = self.own * rows
        total += sum(one.of(given, sizes, rows=rows, times=rows) for one in self.ones)
        return total + sum(_of_list(one, given, sizes, rows, times) for one in self.lists)


def _of_list(cost: ListCost, given: Given, sizes: TableSizes, rows: int, times: int) -> int:
    asked, again = rows * cost.size(given), times if cost.exclusive else rows
    there = asked if cost.table is None else sizes(cost.table) * again
    most = min(asked, there)
    return LIST * rows + cost.look * there // QUARTERS + cost.row.of(given, sizes, rows=most, times=min(again, most))


def cost_of(node: Node) -> Cost:
    """The formula of what is read from one row."""
    match node:
        case Constant() | Id() | TypeName():
            return Cost(1)
        case Value():
            return Cost(node.cost)
        case Items():
            return Cost(node.listing.cost)
        case Record():
            return _together(OBJECT, (cost_of(one) for _, one in node.fields))
        case Perhaps():
            return _together(node.condition.cost, [cost_of(node.record)])
        case Cases():
            return _dearest([cost_of(one) for _, one in node.records])
        case Way():
            return _reached(cost_of(node.record))
        case List():
            return Cost(0, lists=(_list_cost(node),))
        case Found():
            return _together(LIST, [cost_of(node.record)])
        case FoundMany():
            return Cost(0, lists=tuple(_looked_up(node, record) for _, record in node.records))


def _reached(record: Cost) -> Cost:
    """A row that others may lead to as well: only its lists have to know that."""
    return Cost(0, ones=(record,)) if record.lists or record.ones else record


def _looked_up(node: FoundMany, record: Node) -> ListCost:
    return ListCost(node.site.size, table=None, exclusive=False, look=0, row=cost_of(record))


def _list_cost(node: List) -> ListCost:
    parts = [part for _, part in node.parts]
    return ListCost(
        size=node.site.size,
        table=node.target.relation.table,
        exclusive=node.site.way.of_parent is None or bool(_BELONGS.fullmatch(node.site.way.of_parent)),
        look=_look(node, parts),
        row=_together(0, (_part_cost(part) for part in parts)),
    )


def _look(node: List, parts: Sequence[ListPart]) -> int:
    """Rows are looked at to count them, to find those that meet a filter, and to sort them as no index does."""
    filtered = sum(predicate.cost for predicate in node.shape.predicates)
    counted = sum(isinstance(part, Total) for part in parts) * max(filtered, 1)
    if not any(isinstance(part, Rows | Edges | PageFacts) for part in parts):
        return counted
    plain = node.site.way.order or node.target.relation.order
    sorted_ = node.shape.order[: len(plain)] != plain
    return counted + filtered + sorted_ * max(key.cost for key in node.shape.order)


def _part_cost(part: ListPart) -> Cost:
    match part:
        case Rows():
            return cost_of(part.record)
        case Edges():
            nodes = [one for _, one in part.fields if not isinstance(one, CursorNode)]
            return _together(OBJECT + len(part.fields), (cost_of(one) for one in nodes))
        case _:
            return Cost(0)


def _together(own: int, costs: Iterable[Cost]) -> Cost:
    all_costs = list(costs)
    return Cost(
        own + sum(cost.own for cost in all_costs),
        tuple(one for cost in all_costs for one in cost.ones),
        tuple(one for cost in all_costs for one in cost.lists),
    )


def _dearest(costs: list[Cost]) -> Cost:
    """No less than any of them."""
    return Cost(
        max(cost.own for cost in costs),
        tuple(one for cost in costs for one in cost.ones),
        tuple(one for cost in costs for one in cost.lists),
    )
