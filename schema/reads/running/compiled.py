"""Knows how a read runs as one statement, from the request to the bytes; the rest runs on graphql-core."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from graphql import GraphQLError, GraphQLSchema, OperationType

from schema.answers import fail, refuse
from schema.document_cache import Documents
from schema.errors import ApiError, LimitExceeded
from schema.execution import ReferenceExecutor
from schema.prepared import PreparedDocument, PreparedOperation
from schema.reads.planning.costs import TableSizes
from schema.reads.planning.reasons import Reason
from schema.reads.planning.shapes import Given
from schema.reads.planning.variables import WrongVariables, coerce
from schema.reads.running.compiler import Compiler
from schema.reads.running.plans import Absent, Plan, ReadFailed, Unplanned
from schema.reads.running.results import Results
from schema.refused import DocumentRefused
from schema.requests import Answer, GraphQLRequest, Meter, RequestFacts

# Three times Helsinki's catalogue, every berth of it, with fifteen fields each.
MOST_COST = 500_000

# Runs one statement that gives one text. Raises ``ApiError``, ``Absent`` and ``ReadFailed``.
FetchBody = Callable[[str, Sequence[object]], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class ReadTools:
    """What reads are given: a way to read, the time, how large tables are, and the answers that are kept, if any."""

    fetch_body: FetchBody
    now: Callable[[], datetime]
    sizes: TableSizes
    results: Results | None = None


class CompiledExecutor:
    """Runs requests; those that it has no plan for on ``reference``."""

    def __init__(
        self,
        schema: GraphQLSchema,
        reference: ReferenceExecutor,
        documents: Documents,
        tools: ReadTools,
        meter: Meter,
    ) -> None:
        self._schema = schema
        self._reference = reference
        self._documents = documents
        self._tools = tools
        self._meter = meter
        self._compiler = Compiler(schema, meter)

    async def execute(self, request: GraphQLRequest, facts: RequestFacts) -> Answer:
        try:
            prepared = await self._documents.prepare(request)
            operation = prepared.operation(request.operation_name)
        except DocumentRefused as refused:
            return refuse(refused.errors, facts)
        if operation.kind is not OperationType.QUERY:
            return await self._reference.run(prepared, request, facts)
        described = await self._reference.introspection.answer(operation, request, facts)
        return described or await self._read(prepared, operation, request, facts)

    async def _read(
        self, prepared: PreparedDocument, operation: PreparedOperation, request: GraphQLRequest, facts: RequestFacts
    ) -> Answer:
        try:
            variables = coerce(self._schema, operation, request.variables)
            given = Given(variables, facts.language, self._tools.now())
            outcome = self._compiler.outcome(operation, given)
            if isinstance(outcome, Unplanned):
                return await self._fall_back(outcome.reason, prepared, request, facts)
            parameters = outcome.parameters(given)
        except (ApiError, GraphQLError, WrongVariables):
            return await self._fall_back(Reason.INPUT, prepared, request, facts)
        cost = outcome.cost.of(given, self._tools.sizes)
        if cost > MOST_COST:
            return refuse([_too_dear(cost)], facts)
        try:
            answer = await self._run(outcome, parameters, request, cost)
        except Absent:
            return await self._fall_back(Reason.ABSENT, prepared, request, facts)
        except (ApiError, ReadFailed) as error:
            return fail(error, facts)
        self._meter.planned()
        return answer

    async def _fall_back(
        self, reason: Reason, prepared: PreparedDocument, request: GraphQLRequest, facts: RequestFacts
    ) -> Answer:
        self._meter.fell_back(reason)
        return await self._reference.run(prepared, request, facts)

    async def _run(self, plan: Plan, parameters: tuple[object, ...], request: GraphQLRequest, cost: int) -> Answer:
        results = self._tools.results
        key = results.key(plan, parameters) if results else None
        if results is None or key is None:
            body = await self._tools.fetch_body(plan.sql, parameters)
            return Answer(_with_cost(body, cost) if request.with_cost else body)
        if not request.with_cost and (held := results.held(key, request.held)):
            return Answer(b"", status=304, json_status=304, kept=held)
        found = await results.get(key, lambda: self._tools.fetch_body(plan.sql, parameters))
        if request.with_cost:
            return Answer(_with_cost(found.body, cost))
        return Answer(found.body, kept=found)


def _too_dear(cost: int) -> GraphQLError:
    message = f"This would cost {cost:,} of the {MOST_COST:,} that a request may: ask for less, or page by page."
    return GraphQLError(message, original_error=LimitExceeded(message, limit=MOST_COST, actual=cost))


def _with_cost(body: bytes, cost: int) -> bytes:
    """The body with what it cost, and what it might have."""
    told = orjson.dumps({"cost": {"requested": cost, "limit": MOST_COST}})
    return body[:-1] + b',"extensions":' + told + b"}"
