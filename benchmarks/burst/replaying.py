"""Knows the same rows by plain SQL: a transaction for each application, one INSERT for each table, over asyncpg."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from typing import Any

import asyncpg

from benchmarks.burst.captured import Table, Transaction

Write = tuple[str, Sequence[Any]]


def writes(transaction: Transaction) -> Sequence[Write]:
    """The statements of a transaction, worked out beforehand, each with its values."""
    return [(_insert(table, len(rows)), [value for row in rows for value in row]) for table, rows in transaction]


def _insert(table: Table, rows: int) -> str:
    width = len(table.columns)
    tuples = (f"({', '.join(f'${number}' for number in range(at + 1, at + width + 1))})" for at in _ats(rows, width))
    return f'INSERT INTO "{table.name}" ({table.listed}) VALUES {", ".join(tuples)}'


def _ats(rows: int, width: int) -> Iterator[int]:
    yield from range(0, rows * width, width)


async def replay(url: str, several: Sequence[Sequence[Write]], *, connections: int) -> float:
    """The seconds that it takes to write all of them, connected and prepared beforehand."""
    async with AsyncExitStack() as exits:
        opened = [await _opened(exits, url) for _ in range(connections)]
        for one in opened:
            for statement in {statement for wrote in several for statement, _ in wrote}:
                await one.prepare(statement)
        begun = time.perf_counter()
        waiting = iter(several)
        await asyncio.gather(*(_write(one, waiting) for one in opened))
        return time.perf_counter() - begun


async def _opened(exits: AsyncExitStack, url: str) -> asyncpg.Connection:
    connection = await asyncpg.connect(url)
    exits.push_async_callback(connection.close)
    return connection


async def _write(connection: asyncpg.Connection, waiting: Iterator[Sequence[Write]]) -> None:
    for wrote in waiting:
        async with connection.transaction():
            for statement, values in wrote:
                await connection.execute(statement, *values)
