"""With kept answers everything is answered as without, in any order; and a plan names all the tables it reads."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from random import Random  # noqa: TID251 - seeded, of one test
from typing import Any

import pytest

from ahti.db import Database
from ahti.metrics import Metrics
from ahti.service import body_fetcher, context_opener, own_body_fetcher
from harbors.text import Language
from schema.document_cache import Documents
from schema.execution import ReferenceExecutor
from schema.prepared import prepare
from schema.reads.planning.shapes import Given
from schema.reads.planning.variables import coerce
from schema.reads.running.compiled import CompiledExecutor, ReadTools
from schema.reads.running.compiler import Compiler
from schema.reads.running.plans import Plan
from schema.reads.running.results import Results
from schema.requests import Executor, GraphQLRequest, RequestFacts, Uncounted
from tests.clocks import StoppedClock
from tests.integration.reads.engines import Question
from tests.integration.reads.operations import GIVEN, Operation, operations
from tests.integration.schema.reader import SCHEMA

OPERATIONS = operations()
NODES: list[str] = GIVEN["ids"]
COMPILER = Compiler(SCHEMA, Uncounted())
# Values that are equal in Python, or look alike, beside those of the corpus.
LOOK_ALIKE = (
    *(Question("query ($n: Int) { harbors(first: $n) { totalCount nodes { id } } }", {"n": n}) for n in (0, 1, None)),
    *(
        Question("query ($a: Boolean) { berths(filter: { isActive: $a }) { totalCount } }", {"a": a})
        for a in (True, False, None)
    ),
    *(
        Question(f"query ($b: [Float!]) {{ {root}(filter: {{ bbox: $b }}) {{ totalCount }} }}", {"b": box})
        for root in ("harbors", "berths")
        for box in ([0.0, 0.0, 25, 61], [-0.0, -0.0, 25.0, 61.0], [0, 0, 25, 60.1])
    ),
    *(Question(f'{{ harbors(filter: {{ text: "{text}" }}) {{ totalCount }} }}') for text in ("1", "1.0", "true", "a")),
    *(Question("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": some}) for some in (
        NODES, NODES[::-1], NODES[:1], NODES[:0])),
    *(Question("query ($id: ID!) { a: node(id: $id) { id } b: node(id: $id) { __typename } }", {"id": one})
        for one in NODES),
    *(Question(f"{{ {alias}: harbors(first: {first}) {{ nodes {{ id }} }} }}") for alias in "ab" for first in (1, 2)),
)  # fmt: skip
QUESTIONS = (
    *LOOK_ALIKE,
    *(Question(one.document, one.variables, language, one.name) for one in OPERATIONS for language in Language),
)


def planned(operation: Operation) -> tuple[Plan, tuple[object, ...]] | None:
    """The plan of an operation and its parameters, if it has one."""
    prepared = prepare(SCHEMA, operation.document).operation(operation.name)
    given = Given(coerce(SCHEMA, prepared, operation.variables), Language.FI, StoppedClock().now())
    outcome = COMPILER.outcome(prepared, given)
    return (outcome, outcome.parameters(given)) if isinstance(outcome, Plan) else None


class Pair:
    """Two engines over one database of which one keeps answers."""

    def __init__(self, url: str) -> None:
        self._runner, self._stack = asyncio.Runner(), AsyncExitStack()
        self.database = self._runner.run(self._stack.enter_async_context(Database.open(url, size=3)))
        self.metrics = Metrics()
        kept = Results(versions=lambda _tables: ("v1",), seconds=lambda: 0.0, meter=self.metrics)
        self.keeping, self.plain = self._engine(kept), self._engine(None)

    def _engine(self, results: Results | None) -> CompiledExecutor:
        fetch, fetch_own = body_fetcher(self.database), own_body_fetcher(self.database)
        tools = ReadTools(fetch, fetch_own, StoppedClock().now, lambda _table: 5, results)
        documents = Documents(SCHEMA, self.metrics)
        reference = ReferenceExecutor(SCHEMA, context_opener(self.database, StoppedClock()), documents=documents)
        return CompiledExecutor(SCHEMA, reference, documents, tools, self.metrics)

    def close(self) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def ask(self, engine: Executor, question: Question) -> bytes:
        request = GraphQLRequest(question.document, question.operation, question.variables)
        return self._runner.run(engine.execute(request, RequestFacts("test", question.language))).body

    def explain(self, sql: str, parameters: tuple[object, ...]) -> Any:
        async def told() -> Any:
            async with self.database.reading() as connection:
                return await connection.fetchval(f"EXPLAIN (FORMAT JSON) {sql}", *parameters)

        return self._runner.run(told())


@pytest.fixture(scope="module")
def pair(ground_url: str) -> Iterator[Pair]:
    both = Pair(ground_url)
    yield both
    both.close()


@pytest.mark.parametrize("seed", range(2))
def test_kept_answers_are_those_that_are_read_in_any_order(pair: Pair, seed: int) -> None:
    chance = Random(seed)
    asked: Sequence[Question] = [*chance.sample(QUESTIONS * 2, k=400), *LOOK_ALIKE, *reversed(LOOK_ALIKE)]
    for question in asked:
        assert pair.ask(pair.keeping, question) == pair.ask(pair.plain, question), question
    hits = pair.metrics.registry.get_sample_value("ahti_cache_lookups_total", {"cache": "results", "result": "hit"})
    assert (hits or 0) > 50


def relations(told: Any) -> set[str]:
    """The tables that a plan of the database reads."""
    if isinstance(told, list):
        return set().union(*map(relations, told))
    if not isinstance(told, dict):
        return set()
    below = relations(list(told.values()))
    return {told["Relation Name"]} | below if "Relation Name" in told else below


def test_a_plan_names_all_tables_that_the_database_reads_for_it(pair: Pair) -> None:
    seen: set[str] = set()
    for operation in OPERATIONS:
        if found := planned(operation):
            read = relations(pair.explain(found[0].sql, found[1]))
            assert read <= found[0].tables, operation.document
            seen |= read
    assert {"harbors", "places", "occupancies", "rounds", "draw_results", "pier_boat_types"} <= seen


def test_only_what_tells_the_time_is_not_kept() -> None:
    not_kept = [one for one in OPERATIONS if (found := planned(one)) and found[0].timed]
    assert 0 < len(not_kept) < 10
    assert all("status" in one.document for one in not_kept)
