"""Knows how much of the schema one query may have described, and how deep."""

from typing import Any, ClassVar

from graphql import ExecutionContext, FieldNode, GraphQLError, GraphQLObjectType, GraphQLResolveInfo
from graphql.pyutils import AwaitableOrValue, Path
from graphql.validation import MaxIntrospectionDepthRule
from graphql.validation.rules.max_introspection_depth_rule import MAX_LIST_DEPTH

from schema.errors import LimitExceeded
from schema.extent import CountedExecution

# Types, fields, arguments and values: a whole description has some 3,500, a tenth of a millisecond each ten.
MOST_DESCRIBED = 20_000
# Together with other fields it is worked out on the event loop.
MOST_DESCRIBED_BESIDE_OTHERS = 1_000
# The fields of the types of fields: tools go no deeper, and every step multiplies.
DEEPEST_DESCRIBED = MAX_LIST_DEPTH - 1


class _Described(ExecutionContext):
    """Counts the objects that describe the schema. Raises LIMIT_EXCEEDED when they are too many."""

    most: ClassVar[int]
    hint: ClassVar[str]
    _described = 0

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_nodes: list[FieldNode],
        info: GraphQLResolveInfo,
        path: Path,
        result: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        self._described += return_type.name.startswith("__")
        if self._described > self.most:
            message = f"The schema's description would have more than {self.most:,} parts: {self.hint}."
            raise LimitExceeded(message, limit=self.most)
        return super().complete_object_value(return_type, field_nodes, info, path, result)


class WholeDescription(_Described):
    """Runs a query for nothing but the schema."""

    most = MOST_DESCRIBED
    hint = "ask for less at once"


class CountedWithDescription(_Described, CountedExecution):
    """Runs any operation."""

    most = MOST_DESCRIBED_BESIDE_OTHERS
    hint = "ask for it in a query of its own"


class BoundedIntrospection(MaxIntrospectionDepthRule):
    """Refuses what goes deeper than ``DEEPEST_DESCRIBED`` lists, with the limit."""

    def report_error(self, error: GraphQLError) -> None:
        message = f"The schema is described at most {DEEPEST_DESCRIBED} lists of fields or types deep."
        exceeded = LimitExceeded(message, limit=DEEPEST_DESCRIBED)
        super().report_error(GraphQLError(message, error.nodes, original_error=exceeded))
