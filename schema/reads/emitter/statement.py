"""Knows the whole statement of a plan: one row with one text, the body of the answer."""

import re
from dataclasses import dataclass

from schema.reads.emitter.pieces import Text, joined
from schema.reads.emitter.rows import Writer
from schema.reads.emitter.slots import Taken
from schema.reads.planning.nodes import Record

# Every table stands behind one of these words, subqueries and functions aside.
_TABLE = re.compile(r"\b(?:FROM|JOIN) (?!unnest|generate_series|jsonb_to_recordset)([a-z_]+)\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """The SQL, where its parameters come from, the tables that it reads, and whether it looks at the time."""

    sql: str
    taken: tuple[Taken, ...]
    tables: frozenset[str]
    timed: bool


def write(answer: Record) -> Statement:
    """The statement that gives ``{"data": ...}`` for an answer."""
    writer = Writer()
    body = [Text('{"data":'), *writer.pieces(answer, ""), Text("}")]
    sql = f"SELECT {joined(body)}"
    taken = writer.slots.taken
    timed = any(one.site is None for one in taken)
    return Statement(sql, taken, tables=frozenset(_TABLE.findall(sql)), timed=timed)
