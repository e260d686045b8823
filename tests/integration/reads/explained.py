"""Knows how PostgreSQL runs a plan: which index it walks for which table, and how many rows it sorts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from tests.integration.reads.emitted import Emitted

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Explained:
    """How one statement was run."""

    nodes: Sequence[Node]

    def indexes(self) -> set[str]:
        """Every index that was looked at."""
        return {node["Index Name"] for node in self.nodes if "Index Name" in node}

    def scanned(self) -> set[str]:
        """The tables that were gone through from one end to the other."""
        return {node["Relation Name"] for node in self.nodes if node["Node Type"] == "Seq Scan"}

    def sorted_rows(self) -> int:
        """The most rows that were sorted at once."""
        return max((_below(node) for node in self.nodes if "Sort" in node["Node Type"]), default=0)

    def only_in_indexes(self) -> set[str]:
        """The indexes that were walked without looking at a single row of the table."""
        return {
            node["Index Name"]
            for node in self.nodes
            if node["Node Type"] == "Index Only Scan" and node["Heap Fetches"] == 0
        }

    def rows_read(self) -> int:
        """The most rows that one scan took up and kept or threw away, in all its turns."""
        return max(int(_looked_at(node)) for node in self.nodes if "Relation Name" in node)


async def explain(connection: Any, plan: Emitted) -> Explained:
    """Run a plan as the service does, whatever its parameters, and say how."""
    await connection.execute(f"PREPARE asked AS {plan.plan.sql}")
    values = ", ".join(map(_literal, plan.parameters))
    told = await connection.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked {f'({values})' if values else ''}")
    await connection.execute("DEALLOCATE asked")
    return Explained(list(_nodes(orjson.loads(told)[0]["Plan"])))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)


def _below(node: Node) -> int:
    return max((int(one["Actual Rows"]) for one in node["Plans"]), default=0)


def _looked_at(node: Node) -> float:
    return float(node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)))


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, tuple | list):
        return "'{" + ",".join(map(str, value)) + "}'"
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return "'" + text.replace("'", "''") + "'"
