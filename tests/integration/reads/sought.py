"""Knows how the engine that is tried against graphql-core is made: the compiled reads, keeping no answers."""

from ahti.service import body_fetcher, own_body_fetcher
from schema.document_cache import Documents
from schema.reads.running.compiled import CompiledExecutor, ReadTools
from schema.requests import Executor
from tests.clocks import StoppedClock
from tests.integration.reads.engines import Ways
from tests.integration.schema.reader import SCHEMA

# The ground is small: nothing that is asked of it is refused for what it costs.
ROWS = 5


def compiled(ways: Ways) -> Executor:
    """The engine that is tried."""
    tools = ReadTools(
        fetch_body=body_fetcher(ways.database),
        fetch_own_body=own_body_fetcher(ways.database),
        now=StoppedClock().now,
        sizes=lambda _table: ROWS,
    )
    return CompiledExecutor(SCHEMA, ways.reference, Documents(SCHEMA, ways.meter), tools, ways.meter)
