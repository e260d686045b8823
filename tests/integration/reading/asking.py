"""Questions whose answers show who gave them, and waiting for what comes about by itself."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg

from ahti.embedded import EmbeddedPostgres
from ahti.read_pool import ReadPool

WHO = "SELECT pg_backend_pid()::text"
SLOWLY = "SELECT $2::text FROM pg_sleep($1::float8)"


async def who(pool: ReadPool) -> int:
    """The process that answers on the connection that is next."""
    return int(await pool.fetch_body(WHO, ()))


async def both(pool: ReadPool) -> list[int]:
    """Two processes that answer at the same time; they have opened both connections."""
    slowly = "SELECT pg_backend_pid()::text FROM pg_sleep($1::float8)"
    asked = (pool.fetch_body(slowly, (seconds,)) for seconds in (0.1, 0.2))
    return [int(body) for body in await asyncio.gather(*asked)]


async def until(comes_about: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait for it; what does not come about fails the test."""
    for _ in range(2000):
        if await _truth(comes_about()):
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it does not come about")


async def _truth(asked: bool | Awaitable[bool]) -> bool:
    return asked if isinstance(asked, bool) else await asked


async def as_superuser(server: EmbeddedPostgres, statement: str, *values: object) -> None:
    """Run a statement above all privileges."""
    connection = await asyncpg.connect(server.url(role="postgres", database="postgres"))
    try:
        await connection.execute(statement, *values)
    finally:
        await connection.close()
