"""Knows how a read runs as one statement, from the request to the bytes; the rest runs on graphql-core."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from graphql import GraphQLError, GraphQLSchema, OperationType

from harbors.access.records import Principal
from schema.answers import fail, refuse
from schema.document_cache import Documents
from schema.errors import ApiError, ErrorCode, LimitExceeded
from schema.execution import ReferenceExecutor
from schema.prepared import PreparedDocument, PreparedOperation
from schema.reads.planning.costs import TableSizes
from schema.reads.planning.reasons import Reason, Unplannable
from schema.reads.planning.shapes import Given
from schema.reads.planning.variables import WrongVariables, coerce
from schema.reads.running.compiler import Compiler
from schema.reads.running.plans import Plan, ReadFailed, Unplanned
from schema.reads.running.results import Results
from schema.refused import DocumentRefused
from schema.requests import Answer, GraphQLRequest, Meter, RequestFacts

# Three times Helsinki's catalogue, every berth of it, with fifteen fields each.
MOST_COST = 500_000

# Runs one statement that gives one text, the second as a principal. Raises ``ApiError``, ``ReadFailed``, and
# ``Unplannable`` where something that is never null was null: the reference says what becomes of the answer.
FetchBody = Callable[[str, Sequence[object]], Awaitable[bytes]]
FetchOwnBody = Callable[[str, Sequence[object], Principal], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class ReadTools:
    """What reads are given: ways to read, the time, how large tables are, and the answers that are kept, if any."""

    fetch_body: FetchBody
    fetch_own_body: FetchOwnBody
    now: Callable[[], datetime]
    sizes: TableSizes
    results: Results | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A plan with the values of its parameters, and what it costs."""

    plan: Plan
    parameters: tuple[object, ...]
    cost: int


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
            answer = await self._run(self._prepare(operation, request, facts), request, facts.principal)
        except Unplannable as unplannable:
            reason = unplannable.reason
        except DocumentRefused as refused:
            self._meter.refused(ErrorCode.LIMIT_EXCEEDED)
            return refuse(refused.errors, facts)
        except (ApiError, ReadFailed) as error:
            return fail(error, facts)
        else:
            self._meter.planned()
            return answer
        self._meter.fell_back(reason)
        return await self._reference.run(prepared, request, facts)

    def _prepare(self, operation: PreparedOperation, request: GraphQLRequest, facts: RequestFacts) -> Read:
        """What is to be read. Raises ``Unplannable``, and ``DocumentRefused`` for what would cost too much."""
        try:
            variables = coerce(self._schema, operation, request.variables)
            given = Given(variables, facts.language, self._tools.now(), facts.principal)
            plan = self._compiler.outcome(operation, given)
            if isinstance(plan, Unplanned):
                raise Unplannable(plan.reason)
            cost = plan.cost.of(given, self._tools.sizes)
            if cost > MOST_COST:
                raise DocumentRefused.because(_too_dear(cost))
            return Read(plan, plan.parameters(given), cost)
        except (ApiError, GraphQLError, WrongVariables):
            raise Unplannable(Reason.INPUT) from None

    async def _run(self, read: Read, request: GraphQLRequest, principal: Principal) -> Answer:
        if read.plan.personal:
            body = await self._tools.fetch_own_body(read.plan.sql, read.parameters, principal)
            return Answer(_with_cost(body, read.cost) if request.with_cost else body, cost=read.cost)
        results = None if principal.is_known else self._tools.results
        key = results.key(read.plan, read.parameters) if results else None
        if results is None or key is None:
            body = await self._tools.fetch_body(read.plan.sql, read.parameters)
            return Answer(_with_cost(body, read.cost) if request.with_cost else body, cost=read.cost)
        if not request.with_cost and (held := results.held(key, request.held)):
            return Answer(b"", status=304, json_status=304, kept=held)
        found = await results.get(key, lambda: self._tools.fetch_body(read.plan.sql, read.parameters))
        if request.with_cost:
            return Answer(_with_cost(found.body, read.cost), cost=read.cost)
        return Answer(found.body, kept=found)


def _too_dear(cost: int) -> LimitExceeded:
    message = f"This would cost {cost:,} of the {MOST_COST:,} that a request may: ask for less, or page by page."
    return LimitExceeded(message, limit=MOST_COST, actual=cost)


def _with_cost(body: bytes, cost: int) -> bytes:
    """The body with what it cost, and what it might have."""
    told = orjson.dumps({"cost": {"requested": cost, "limit": MOST_COST}})
    return body[:-1] + b',"extensions":' + told + b"}"
