"""Knows whether two databases hold the same applications, row by row, with all that was written with them."""

from collections.abc import Sequence

import asyncpg

from benchmarks.burst.captured import BY_TRIGGERS, Transaction, captured


class NotTheSame(Exception):
    """The rows that the service left are not those that were written beside it."""


async def require_same(
    service: asyncpg.Connection, plain: asyncpg.Connection, *, since: tuple[int, int], count: int, audited: bool = True
) -> dict[str, int]:
    """How many rows of each table both have. Raises ``NotTheSame``."""
    ours, theirs = await captured(service, since=since[0]), await captured(plain, since=since[1])
    if len(ours) != count or len(theirs) != count:
        raise NotTheSame(f"{count} applied, the service keeps {len(ours)} of them, the other database {len(theirs)}")
    if _all(ours) != _all(theirs):
        raise NotTheSame("the databases do not hold the same rows")
    queued = [await _audited(one) for one in (service, plain)]
    if audited and min(queued) < count:
        raise NotTheSame(f"entries of the audit trail lack a place in it: {queued}")
    return _counts(ours)


def _all(transactions: Sequence[Transaction]) -> list[str]:
    return sorted(f"{table.name} {sorted(map(repr, rows))}" for wrote in transactions for table, rows in wrote)


def _counts(transactions: Sequence[Transaction]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for wrote in transactions:
        for table, rows in wrote:
            counts[table.name] = counts.get(table.name, 0) + len(rows)
    return counts


async def _audited(connection: asyncpg.Connection) -> int:
    return sum([int(await connection.fetchval(f"SELECT count(*) FROM {table}")) for table in sorted(BY_TRIGGERS)])
