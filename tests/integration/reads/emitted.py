"""Knows how a document becomes a plan without anything running, and the plans that proofs about plans are held on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from benchmarks.reads.documents import AHTIS, TITLES
from harbors.text import Language
from schema.prepared import prepare
from schema.reads.planning.shapes import Given
from schema.reads.planning.variables import coerce
from schema.reads.running.compiler import Compiler
from schema.reads.running.plans import Plan
from tests.integration.reads.engines import Tally
from tests.integration.reads.operations import operations
from tests.integration.reads.samples import IDS, samples
from tests.integration.reads.shapes import shapes
from tests.integration.schema.reader import NONE, SCHEMA

_COMPILER = Compiler(SCHEMA, Tally())
# Only a resolver reads what it asks for.
NOT_PLANNED = {"RoundRules"}
NOON = datetime(2027, 2, 14, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Emitted:
    """A plan under a name, with the request that it was made for."""

    id: str
    document: str
    plan: Plan
    given: Given

    @property
    def parameters(self) -> tuple[object, ...]:
        return self.plan.parameters(self.given)


def emit(
    document: str, variables: Mapping[str, Any] = NONE, *, id: str = "", language: Language = Language.FI
) -> Emitted:
    """The plan of a document that has one operation and can be planned."""
    (operation,) = prepare(SCHEMA, document).operations
    given = Given(coerce(SCHEMA, operation, variables), language, NOON)
    plan = _COMPILER.outcome(operation, given)
    assert isinstance(plan, Plan), f"{plan}: {document}"
    return Emitted(id, document, plan, given)


@cache
def every_plan() -> tuple[Emitted, ...]:
    """The plans of the corpus, of the five documents, and of every shape that there is."""
    return (*_of_the_corpus(), *_of_the_five(), *_of_shapes())


def every_kind_of_plan() -> list[Emitted]:
    """Those that read rows in ways of their own: an order or a bound changes which come first, not whose they are."""
    return [one for one in every_plan() if " orders " not in one.id]


def a_sample(name: str, type_: Any) -> str:
    """A literal that finds some of what is there."""
    return samples(name, type_)[0]


def _of_the_corpus() -> Iterator[Emitted]:
    for one in operations():
        if one.name not in NOT_PLANNED:
            yield emit(one.document, one.variables, id=one.id)


def _of_the_five() -> Iterator[Emitted]:
    given: Mapping[str, Mapping[str, Any]] = {
        "Q2": {"id": IDS["Harbor"][0]},
        "Q3": {"w": 2600, "l": 7000},
        "Q4": {"id": IDS["Berth"][0]},
    }
    for name in TITLES:
        document, variables = AHTIS.translate(name, given.get(name, {}))
        yield emit(document, variables, id=name)


def _of_shapes() -> Iterator[Emitted]:
    for one in shapes(a_sample, size="5"):
        yield emit(one.document, one.variables, id=one.id)
