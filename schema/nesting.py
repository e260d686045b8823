"""Knows how deep a valid document asks, and where that has to end: neither Python's stack nor JSON is bottomless."""

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


def nesting(document: DocumentNode) -> int:
    """The number of fields within fields. The document is valid: its fragments exist and make no circle."""
    return max(_Depths(document).of_each_definition(), default=0)


class _Depths:
    """Measures every fragment once, however often it is spread."""

    def __init__(self, document: DocumentNode) -> None:
        self._document = document
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._known: dict[str, int] = {}

    def of_each_definition(self) -> list[int]:
        sets = (getattr(node, "selection_set", None) for node in self._document.definitions)
        return [self._of_set(selection_set) for selection_set in sets if selection_set]

    def _of_set(self, selection_set: SelectionSetNode) -> int:
        return max(self._of_selection(selection) for selection in selection_set.selections)

    def _of_selection(self, selection: SelectionNode) -> int:
        if isinstance(selection, FragmentSpreadNode):
            return self._of_fragment(selection.name.value)
        if isinstance(selection, InlineFragmentNode):
            return self._of_set(selection.selection_set)
        assert isinstance(selection, FieldNode)
        return 1 + (self._of_set(selection.selection_set) if selection.selection_set else 0)

    def _of_fragment(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = self._of_set(self._fragments[name].selection_set)
        return self._known[name]
