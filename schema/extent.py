"""Knows how large an answer may become: what makes it larger is refused before it is worked out."""

from collections.abc import AsyncIterable, Iterable, Sized
from typing import Any

from graphql import (
    ExecutionContext,
    FieldNode,
    GraphQLList,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    get_named_type,
    is_leaf_type,
)
from graphql.pyutils import AwaitableOrValue, Path

from schema.errors import LimitExceeded

# Three times Helsinki's catalogue with every berth, fifteen fields each.
MOST_VALUES = 250_000
# In the time that one plain value takes: an object, and what is worked out for itself, a list or a leaf with arguments.
OBJECT = 5
OWN_WORK = 50
_COUNTED = f"an object counting as {OBJECT}, a list of objects and a value with arguments as {OWN_WORK}"


class CountedExecution(ExecutionContext):
    """Counts the values of every object that is answered. Raises LIMIT_EXCEEDED when they are too many."""

    _values = 0

    def complete_list_value(
        self,
        return_type: GraphQLList[GraphQLOutputType],
        field_nodes: list[FieldNode],
        info: GraphQLResolveInfo,
        path: Path,
        result: AsyncIterable[Any] | Iterable[Any],
    ) -> AwaitableOrValue[list[Any]]:
        leaves = is_leaf_type(get_named_type(return_type))
        length = len(result) if isinstance(result, Sized) else 0
        self._add(length if leaves else OWN_WORK, ahead=0 if leaves else length * OBJECT)
        return super().complete_list_value(return_type, field_nodes, info, path, result)

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_nodes: list[FieldNode],
        info: GraphQLResolveInfo,
        path: Path,
        result: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        fields = self.collect_subfields(return_type, field_nodes)
        self._add(OBJECT + sum(_cost(return_type, nodes[0]) for nodes in fields.values()))
        return super().complete_object_value(return_type, field_nodes, info, path, result)

    def _add(self, values: int, *, ahead: int = 0) -> None:
        """Count ``values``; those ``ahead`` are sure to come and are counted when they do."""
        self._values += values
        if self._values + ahead > MOST_VALUES:
            message = f"The answer would have more than {MOST_VALUES:,} values, {_COUNTED}: ask for less at once."
            raise LimitExceeded(message, limit=MOST_VALUES)


def _cost(parent: GraphQLObjectType, node: FieldNode) -> int:
    field = parent.fields.get(node.name.value)
    if field is None or not is_leaf_type(get_named_type(field.type)):
        return 1
    return OWN_WORK if node.arguments else 1
