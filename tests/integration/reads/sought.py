"""Knows how the engine that is tried against graphql-core is made."""

from schema.requests import Executor
from tests.integration.reads.engines import Ways


def compiled(ways: Ways) -> Executor:
    """The engine that is tried."""
    return ways.reference
