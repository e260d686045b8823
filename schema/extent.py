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
)
from graphql.pyutils import AwaitableOrValue, Path

from schema.errors import ApiError, ErrorCode

# Three times Helsinki's catalogue with every berth, twenty values each.
MOST_VALUES = 250_000


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
            message = f"The answer would have more than {MOST_VALUES:,} values: ask for less at once."
            raise ApiError(ErrorCode.LIMIT_EXCEEDED, message, limit=MOST_VALUES)
        return super().complete_list_value(return_type, field_nodes, info, path, result)

    def _values_of(self, type_: GraphQLOutputType, field_nodes: list[FieldNode]) -> int:
        """The values of one object, those of the objects in it too; a list in it is counted when it is there."""
        named = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
            return max(self._values_of(possible, field_nodes) for possible in self.schema.get_possible_types(named))
        if not isinstance(named, GraphQLObjectType):
            return 1
        fields = self.collect_subfields(named, field_nodes).values()
        return 1 + sum(self._values_of_field(named, nodes) for nodes in fields)

    def _values_of_field(self, parent: GraphQLObjectType, field_nodes: list[FieldNode]) -> int:
        field = parent.fields.get(field_nodes[0].name.value)
        return self._values_of(field.type, field_nodes) if field else 1
