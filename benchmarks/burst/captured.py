"""Knows the rows that a transaction has left, whatever tables it wrote: every row tells who made it by its ``xmin``."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

import asyncpg

# What triggers write beside a row; whoever writes the row gets these, too.
BY_TRIGGERS = frozenset({"audit_unsealed", "audit_chain"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the columns that are written."""

    name: str
    columns: tuple[str, ...]

    @property
    def listed(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


# The rows of one transaction: each table once, those referred to first.
Transaction = Sequence[tuple[Table, Sequence[Sequence[Any]]]]


async def tables(connection: asyncpg.Connection) -> Sequence[Table]:
    """All tables."""
    return [
        Table(row["name"], tuple(row["columns"]))
        for row in await connection.fetch("""
            SELECT class.relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
            FROM pg_class AS class JOIN pg_attribute ON attrelid = class.oid
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
              AND attgenerated = '' AND attidentity <> 'a'
            GROUP BY class.relname
        """)
    ]


async def in_order(connection: asyncpg.Connection, names: Collection[str]) -> Sequence[str]:
    """These tables, each after those of them that it refers to; among all there may be circles."""
    referred = await connection.fetch(
        """
        SELECT conrelid::regclass::text AS one, confrelid::regclass::text AS other FROM pg_constraint
        WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = 'public'::regnamespace
          AND conrelid::regclass::text = ANY($1::text[]) AND confrelid::regclass::text = ANY($1::text[])
        """,
        list(names),
    )
    order: TopologicalSorter[str] = TopologicalSorter({name: set() for name in names})
    for row in referred:
        order.add(row["one"], row["other"])
    return list(order.static_order())


async def mark(connection: asyncpg.Connection) -> int:
    """Every transaction that begins from here on has a number above this one."""
    return int(await connection.fetchval("SELECT pg_current_xact_id()::text::bigint"))


async def captured(connection: asyncpg.Connection, *, since: int) -> Sequence[Transaction]:
    """What each transaction wrote in which somebody applied, since a mark."""
    found: defaultdict[int, dict[str, tuple[Table, list[Sequence[Any]]]]] = defaultdict(dict)
    for table in await tables(connection):
        if table.name in BY_TRIGGERS:
            continue
        rows = await connection.fetch(
            f'SELECT xmin::text::bigint AS maker, {table.listed} FROM "{table.name}" WHERE xmin::text::bigint > $1',
            since,
        )
        for maker, *values in rows:
            found[maker].setdefault(table.name, (table, []))[1].append(values)
    applied = [wrote for wrote in found.values() if "applications" in wrote]
    order = await in_order(connection, {name for wrote in applied for name in wrote})
    return [[wrote[name] for name in order if name in wrote] for wrote in applied]
