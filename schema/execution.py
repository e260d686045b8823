"""Knows how graphql-core runs a request from its text to the bytes of the answer: the engine that covers everything."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from inspect import isawaitable
from typing import Any

from graphql import ExecutionResult, GraphQLSchema, OperationType, execute

from schema.answers import answer, refuse, refuse_method
from schema.description import CountedWithDescription
from schema.document_cache import Documents
from schema.introspection import Introspection
from schema.prepared import PreparedDocument
from schema.refused import DocumentRefused
from schema.requests import Answer, GraphQLRequest, RequestFacts
from schema.witness import witness

# What one thing that is done counts, in plain values: as much as a large page.
COST_OF_AN_ACT = 5_000

OpenContext = Callable[[RequestFacts], AbstractAsyncContextManager[Any]]


class ReferenceExecutor:
    """Runs requests on graphql-core.

    ``open_context`` is entered for a valid document that asks for data, never for a refused one.
    """

    def __init__(self, schema: GraphQLSchema, open_context: OpenContext, *, documents: Documents | None = None) -> None:
        self._schema = schema
        self._open_context = open_context
        self._documents = documents or Documents(schema)
        self.introspection = Introspection(schema)

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
        if described := await self.introspection.answer(operation, request, facts):
            return described
        came_to = answer(await self._result(prepared, request, facts), facts)
        if operation.kind is OperationType.MUTATION:
            return replace(came_to, cost=COST_OF_AN_ACT * len(operation.node.selection_set.selections))
        return came_to

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
                execution_context_class=CountedWithDescription,
            )
            result = await result if isawaitable(result) else result
            await witness(context)
            return result
