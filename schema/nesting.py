"""Knows how deep and how much a document asks once its fragments are spread."""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)


class Reach(NamedTuple):
    """``depth`` is the number of fields within fields, ``fields`` how many there are, ``top`` how many at the top.

    Every fragment counts as often as it is spread.
    """

    depth: int
    fields: int
    top: int


NOTHING = Reach(depth=0, fields=0, top=0)


class _Spread(NamedTuple):
    """A fragment's name where it is spread, inside ``depth`` fields."""

    name: str
    depth: int


class _Own(NamedTuple):
    """What a definition asks by itself, and the fragments that it spreads."""

    reach: Reach
    spreads: list[_Spread]


def reach(document: DocumentNode) -> Reach:
    """In each way the reach of the operation that reaches furthest.

    Raises ``graphlib.CycleError`` where fragments make a circle. A fragment that is not there counts as nothing.
    Nothing here recurses: fragments can be chained deeper than Python calls.
    """
    fragments = _reach_of_fragments(document)
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    reaches = [_spread_out(_own(one.selection_set), fragments) for one in operations]
    return Reach(*map(max, zip(*reaches, strict=True))) if reaches else NOTHING


def _reach_of_fragments(document: DocumentNode) -> dict[str, Reach]:
    fragments = [one for one in document.definitions if isinstance(one, FragmentDefinitionNode)]
    own = {one.name.value: _own(one.selection_set) for one in fragments}
    spread_in = {name: [spread.name for spread in one.spreads] for name, one in own.items()}
    known: dict[str, Reach] = {}
    for name in TopologicalSorter(spread_in).static_order():
        known[name] = _spread_out(own[name], known) if name in own else NOTHING
    return known


def _spread_out(own: _Own, known: Mapping[str, Reach]) -> Reach:
    depth, fields, top = own.reach
    for spread in own.spreads:
        inner = known.get(spread.name, NOTHING)
        depth, fields = max(depth, spread.depth + inner.depth), fields + inner.fields
        top += 0 if spread.depth else inner.top
    return Reach(depth, fields, top)


def _own(selection_set: SelectionSetNode) -> _Own:
    depths = []
    spreads = []
    for selection, depth in selections_in(selection_set):
        if isinstance(selection, FragmentSpreadNode):
            spreads.append(_Spread(selection.name.value, depth))
        elif isinstance(selection, FieldNode):
            depths.append(depth + 1)
    return _Own(Reach(depth=max(depths, default=0), fields=len(depths), top=depths.count(1)), spreads)


def selections_in(selection_set: SelectionSetNode) -> Iterator[tuple[SelectionNode, int]]:
    """Every selection that is written there, with the number of fields around it."""
    waiting = [(selection_set, 0)]
    while waiting:
        around, depth = waiting.pop()
        for selection in around.selections:
            yield selection, depth
            inner = getattr(selection, "selection_set", None)
            if inner:
                waiting.append((inner, depth + isinstance(selection, FieldNode)))
