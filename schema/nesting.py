"""Knows how deep and how much a valid document asks once its fragments are spread, and where that has to end."""

from collections.abc import Iterable
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
)

# graphql-core needs some eight frames a level, of a thousand; orjson writes 254 levels, and a list of objects is two.
DEEPEST = 50
# Without fragments no document comes near: a fragment that is spread in a fragment multiplies.
MOST_FIELDS = 5_000


class Reach(NamedTuple):
    """``depth`` is the number of fields within fields, ``fields`` how many there are with every fragment spread."""

    depth: int
    fields: int


NOTHING = Reach(depth=0, fields=0)


def reach(document: DocumentNode) -> Reach:
    """The reach of all definitions. The document is valid: its fragments exist and make no circle."""
    return _together(_Reaches(document).of_each_definition())


class _Reaches:
    """Measures every fragment once, however often it is spread."""

    def __init__(self, document: DocumentNode) -> None:
        self._document = document
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._known: dict[str, Reach] = {}

    def of_each_definition(self) -> list[Reach]:
        sets = (getattr(node, "selection_set", None) for node in self._document.definitions)
        return [self._of_set(selection_set) for selection_set in sets if selection_set]

    def _of_set(self, selection_set: SelectionSetNode) -> Reach:
        return _together(self._of_selection(selection) for selection in selection_set.selections)

    def _of_selection(self, selection: SelectionNode) -> Reach:
        if isinstance(selection, FragmentSpreadNode):
            return self._of_fragment(selection.name.value)
        if isinstance(selection, InlineFragmentNode):
            return self._of_set(selection.selection_set)
        assert isinstance(selection, FieldNode)
        inner = self._of_set(selection.selection_set) if selection.selection_set else NOTHING
        return Reach(depth=1 + inner.depth, fields=1 + inner.fields)

    def _of_fragment(self, name: str) -> Reach:
        if name not in self._known:
            self._known[name] = self._of_set(self._fragments[name].selection_set)
        return self._known[name]


def _together(several: Iterable[Reach]) -> Reach:
    depth = fields = 0
    for one in several:
        depth, fields = max(depth, one.depth), fields + one.fields
    return Reach(depth, fields)
