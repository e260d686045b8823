"""Knows how a request finds the plan of its shape, and how a plan is made where there is none yet."""

from graphql import GraphQLSchema

from schema.bounded import Bounded
from schema.prepared import PreparedOperation
from schema.reads.emitter.statement import write
from schema.reads.planning.costs import cost_of
from schema.reads.planning.declarations import declarations
from schema.reads.planning.planner import Planner
from schema.reads.planning.reasons import Reason, Unplannable
from schema.reads.planning.shapes import Given, Recorder, Shapes
from schema.reads.registry import personal_tables
from schema.reads.running.plans import Plan, Unplanned
from schema.requests import Meter

# Of one operation: beyond this a client asks in ever new shapes.
MOST_SHAPES = 100
# In characters: a longer statement takes PostgreSQL longer to plan than graphql-core needs for its answer.
LONGEST = 400_000

MOST_OPERATIONS = 4_000
# In bytes, by estimate, with the documents that plans keep alive.
PLANS_ROOM = 64_000_000
_PLAN = 4_000
_ANSWER = 500

Outcome = Plan | Unplanned


class Compiler:
    """Plans operations of a schema; the plans of those that nobody asked for the longest make room for others."""

    def __init__(self, schema: GraphQLSchema, meter: Meter, *, room: int = PLANS_ROOM) -> None:
        self._schema = schema
        self._declared = declarations(schema)
        self._meter = meter
        self._kept: Bounded[PreparedOperation, Shapes[Outcome]] = Bounded(most=MOST_OPERATIONS, room=room)

    def outcome(self, operation: PreparedOperation, given: Given) -> Outcome:
        """The plan for a request, or why there is none. Raises what reading its arguments raises."""
        shapes = self._kept.get(operation) or Shapes[Outcome](most=MOST_SHAPES)
        found = shapes.find(given)
        self._meter.looked_up("plans", hit=found is not None)
        return found or self._make(operation, given, shapes)

    def _make(self, operation: PreparedOperation, given: Given, shapes: Shapes[Outcome]) -> Outcome:
        recorder = Recorder(given, shapes.sites)
        try:
            outcome: Outcome = self._plan(operation, recorder)
        except Unplannable as unplannable:
            outcome = Unplanned(unplannable.reason)
        shapes.add(recorder.trail, outcome, weight=_weight(outcome, recorder))
        self._kept.keep(operation, shapes, size=operation.document.weight + shapes.weight)
        return outcome

    def _plan(self, operation: PreparedOperation, recorder: Recorder) -> Plan:
        answer = Planner(self._schema, self._declared, operation, recorder).plan()
        statement = write(answer)
        if len(statement.sql) > LONGEST:
            raise Unplannable(Reason.LARGE)
        return Plan(
            statement.sql,
            statement.taken,
            cost_of(answer),
            statement.tables,
            timed=statement.timed,
            personal=not statement.tables.isdisjoint(personal_tables()),
        )


def _weight(outcome: Outcome, recorder: Recorder) -> int:
    """About the memory that a plan takes, with the answers that lead to it."""
    text = len(outcome.sql) if isinstance(outcome, Plan) else 0
    return _PLAN + text + _ANSWER * len(recorder.trail)
