"""Knows whether the database is what reads are declared on: on another the service does not start."""

from collections.abc import Sequence

from graphql import GraphQLSchema

from ahti.read_pool import ReadPool
from ahti.refusal import OperatorError
from schema.reads.emitter.catalogue import STORED
from schema.reads.planning.declarations import declarations
from schema.reads.soundness.mismatches import mismatches, tables_of
from schema.reads.soundness.stored import Stored


class UnsoundDatabase(OperatorError):
    """The database is not as the reads of this version need it."""


async def require_sound(reads: ReadPool, schema: GraphQLSchema) -> None:
    """Raise ``UnsoundDatabase``, which names every field, unless all reads that are declared can be."""
    declared = declarations(schema)
    tables = tables_of(declared)
    stored = Stored.told(await reads.fetch_body(STORED, (sorted(tables),)))
    if absent := sorted(tables - stored.tables.keys()):
        raise UnsoundDatabase(f"the database has no table {', '.join(absent)}: run `ahti migrate` as its owner")
    if found := mismatches(declared, stored):
        raise UnsoundDatabase(_told(found))


def _told(found: Sequence[str]) -> str:
    lines = "".join(f"\n  {one}" for one in found)
    return f"the database is not as the reads of this version need it; if it is older, run `ahti migrate`:{lines}"
