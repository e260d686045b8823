"""Knows how the schema describes itself: worked out once for each document that asks, beside the event loop."""

from collections.abc import Iterator

from graphql import (
    ExecutionResult,
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationType,
    execute_sync,
)

from schema.answers import answer, refuse
from schema.aside import Aside
from schema.bounded import Bounded
from schema.description import WholeDescription
from schema.errors import LimitExceeded
from schema.prepared import PreparedOperation
from schema.requests import Answer, GraphQLRequest, RequestFacts

MOST_DESCRIPTIONS = 200
# In bytes: a whole description is about 300 kB.
DESCRIPTIONS_ROOM = 8_000_000
_DESCRIBING = {"__schema", "__type", "__typename"}
_Key = tuple[str, str | None, str]


class Introspection:
    """Answers the queries that ask about nothing but the schema. It does not change while the service runs."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._kept: Bounded[_Key, Answer] = Bounded(most=MOST_DESCRIPTIONS, room=DESCRIPTIONS_ROOM)
        self._aside: Aside[ExecutionResult] = Aside("introspection")

    async def answer(self, operation: PreparedOperation, request: GraphQLRequest, facts: RequestFacts) -> Answer | None:
        """The answer, or None where the operation asks for more than the schema."""
        if not asks_for_the_schema_only(operation):
            return None
        key = _key(operation, request)
        kept = self._kept.get(key) if key else None
        return kept or await self._work_out(key, operation, request, facts)

    async def _work_out(
        self, key: _Key | None, operation: PreparedOperation, request: GraphQLRequest, facts: RequestFacts
    ) -> Answer:
        result = await self._aside.once(key or object(), lambda: self._execute(operation, request))
        exceeded = _exceeded(result)
        worked_out = refuse([exceeded], facts) if exceeded else answer(result, facts)
        if key and (exceeded or not result.errors):
            self._kept.keep(key, worked_out, size=len(worked_out.body) + len(key[2]))
        return worked_out

    def _execute(self, operation: PreparedOperation, request: GraphQLRequest) -> ExecutionResult:
        return execute_sync(
            self._schema,
            operation.document.node,
            variable_values=dict(request.variables),
            operation_name=operation.name,
            execution_context_class=WholeDescription,
        )


def asks_for_the_schema_only(operation: PreparedOperation) -> bool:
    """Whether it is a query whose root fields all describe the schema, fragments spread."""
    if operation.kind is not OperationType.QUERY:
        return False
    return all(field.name.value in _DESCRIBING for field in _root_fields(operation))


def _root_fields(operation: PreparedOperation) -> Iterator[FieldNode]:
    waiting = [operation.node.selection_set]
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, InlineFragmentNode):
                waiting.append(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                waiting.append(operation.document.fragments[selection.name.value].selection_set)


def _key(operation: PreparedOperation, request: GraphQLRequest) -> _Key | None:
    """Only variables that are declared make a difference. None where one is a list or an object: that is wrong here."""
    declared = [one.variable.name.value for one in operation.variable_definitions]
    given = {name: request.variables[name] for name in declared if name in request.variables}
    if any(isinstance(value, list | dict) for value in given.values()):
        return None
    return operation.document.hash, operation.name, repr(given)


def _exceeded(result: ExecutionResult) -> GraphQLError | None:
    """The limit that was met, once: it may have been met in many fields."""
    for error in result.errors or ():
        if isinstance(error.original_error, LimitExceeded):
            return GraphQLError(error.message, original_error=error.original_error)
    return None
