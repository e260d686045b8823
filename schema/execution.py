"""Knows how graphql-core runs a request from its text to the bytes of the answer: the engine that covers everything."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from inspect import isawaitable
from typing import Any

import orjson
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute,
)

from schema.document_cache import Documents
from schema.documents import DocumentRefused
from schema.errors import format_errors
from schema.extent import CountedExecution
from schema.prepared import PreparedDocument
from schema.requests import Answer, GraphQLRequest, RequestFacts

OpenContext = Callable[[RequestFacts], AbstractAsyncContextManager[Any]]


class ReferenceExecutor:
    """Runs requests on graphql-core. ``open_context`` is entered for each valid document, never for a refused one."""

    def __init__(self, schema: GraphQLSchema, open_context: OpenContext, *, documents: Documents | None = None) -> None:
        self._schema = schema
        self._open_context = open_context
        self._documents = documents or Documents(schema)

    async def execute(self, request: GraphQLRequest, facts: RequestFacts) -> Answer:
        try:
            prepared = await self._documents.prepare(request)
        except DocumentRefused as refused:
            return refuse(refused.errors, facts)
        return await self.run(prepared, request, facts)

    async def run(self, prepared: PreparedDocument, request: GraphQLRequest, facts: RequestFacts) -> Answer:
        """The answer to a request whose document is prepared already."""
        try:
            operation = prepared.operation(request.operation_name)
        except DocumentRefused as refused:
            return refuse(refused.errors, facts)
        if request.queries_only and operation.kind is not OperationType.QUERY:
            return refuse_method(operation.node, facts)
        return answer(await self._result(prepared, request, facts), facts)

    async def _result(
        self, prepared: PreparedDocument, request: GraphQLRequest, facts: RequestFacts
    ) -> ExecutionResult:
        async with self._open_context(facts) as context:
            result = execute(
                self._schema,
                prepared.node,
                context_value=context,
                variable_values=dict(request.variables),
                operation_name=request.operation_name,
                execution_context_class=CountedExecution,
            )
            return await result if isawaitable(result) else result


def answer(result: ExecutionResult, facts: RequestFacts) -> Answer:
    """What an execution came to. Only an error in a field has a path: the others mean that nothing ran."""
    if not result.errors:
        return Answer(body=orjson.dumps({"data": result.data}))
    if result.data is None and all(error.path is None for error in result.errors):
        return refuse(result.errors, facts)
    return Answer(body=orjson.dumps({"errors": format_errors(result.errors, facts), "data": result.data}))


def refuse(errors: Sequence[GraphQLError], facts: RequestFacts, *, status: int = 400) -> Answer:
    """An answer without the key ``data``: nothing ran."""
    return Answer(body=orjson.dumps({"errors": format_errors(errors, facts)}), status=status)


def refuse_method(operation: OperationDefinitionNode, facts: RequestFacts) -> Answer:
    """Only queries run by GET, whatever the client accepts."""
    kind = operation.operation.value
    error = GraphQLError(f"A {kind} has to come by POST: a GET changes nothing.", operation)
    body = orjson.dumps({"errors": format_errors([error], facts)})
    return Answer(body=body, status=405, json_status=405, headers=(("allow", "POST"),))
