"""Knows how large an answer may become: a list that makes it larger is refused before its items are worked out."""

from collections.abc import AsyncIterable, Iterable, Sized
from typing import Any

from graphql import (
    ExecutionContext,
    FieldNode,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)
from graphql.pyutils import AwaitableOrValue, Path

from schema.errors import LimitExceeded

# Three times Helsinki's catalogue with every berth, fifteen fields each.
MOST_VALUES = 250_000
# In the time that one plain value takes: an object, and a list of objects, which is loaded for itself.
OBJECT = 5
LIST = 50
_COUNTED = f"an object counting as {OBJECT} and a list in it as {LIST}"


class CountedExecution(ExecutionContext):
    """Counts the values in the items of all lists that are answered. Raises LIMIT_EXCEEDED when they are too many."""

    _values = 0

    def complete_list_value(
        self,
        return_type: GraphQLList[GraphQLOutputType],
        field_nodes: list[FieldNode],
        info: GraphQLResolveInfo,
        path: Path,
        result: AsyncIterable[Any] | Iterable[Any],
    ) -> AwaitableOrValue[list[Any]]:
        if isinstance(result, Sized):
            self._values += len(result) * self._values_of(return_type.of_type, field_nodes)
        if self._values > MOST_VALUES:
            message = f"The answer would have more than {MOST_VALUES:,} values, {_COUNTED}: ask for less at once."
            raise LimitExceeded(message, limit=MOST_VALUES)
        return super().complete_list_value(return_type, field_nodes, info, path, result)

    def _values_of(self, type_: GraphQLOutputType, field_nodes: list[FieldNode]) -> int:
        """What one object counts, with the objects in it; what a list in it holds is counted when it is there."""
        named = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(named, GraphQLList):
            return 1 if is_leaf_type(get_named_type(named)) else LIST
        if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
            return max(self._values_of(possible, field_nodes) for possible in self.schema.get_possible_types(named))
        if not isinstance(named, GraphQLObjectType):
            return 1
        fields = self.collect_subfields(named, field_nodes).values()
        return OBJECT + sum(self._values_of_field(named, nodes) for nodes in fields)

    def _values_of_field(self, parent: GraphQLObjectType, field_nodes: list[FieldNode]) -> int:
        field = parent.fields.get(field_nodes[0].name.value)
        return self._values_of(field.type, field_nodes) if field else 1
