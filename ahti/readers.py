"""Knows the connections that only read: who they are, what they may, and how the fastest of them speak."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Protocol

import asyncpg

from ahti.losses import UNANSWERED, Closable

READ_ROLE = "ahti_read"
READ_SETTINGS = {
    "role": READ_ROLE,
    "default_transaction_read_only": "on",
    "plan_cache_mode": "force_generic_plan",
}
# A read is one short statement: compiling it to machine code or sharing it out costs more than it saves.
_BODY_SETTINGS = READ_SETTINGS | {
    "application_name": "ahti reads",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
}
# PostgreSQL keeps some 65 bytes for a character of a statement that is prepared: these come to 70 MB a connection at
# most. What clients really ask takes a thousand characters; whoever asks for much more at once has it planned again.
_STATEMENTS_KEPT = 128
_LONGEST_KEPT = 8_000
_SECONDS_TO_CONNECT = 5.0
_SECONDS_TO_COME_CLEAN = 5.0
_SECONDS_TO_CLOSE = 5.0

_numbers = count(1)


class Reader(Closable, Protocol):
    """What a read needs of a connection of its own: asyncpg's, whose texts are bytes."""

    async def fetchval(self, query: str, *args: object) -> object: ...
    def add_termination_listener(self, callback: Callable[["Reader"], None]) -> None: ...
    async def close(self) -> None: ...
    def terminate(self) -> None: ...


async def connect_reader(url: str, *, statement_timeout_ms: int) -> Reader:
    """A connection that can only SELECT what is public, keeps its statements, and answers text as bytes of UTF-8.

    Text parameters are ``str`` as ever. Raises what the driver raises, see ``UNANSWERED``.
    """
    connection = await asyncpg.connect(
        url,
        timeout=_SECONDS_TO_CONNECT,
        statement_cache_size=_STATEMENTS_KEPT,
        max_cached_statement_lifetime=0,
        max_cacheable_statement_size=_LONGEST_KEPT,
        server_settings=_BODY_SETTINGS | {"statement_timeout": str(statement_timeout_ms)},
    )
    try:
        # The binary form of a text is the text.
        await connection.set_type_codec("text", schema="pg_catalog", format="binary", encoder=str.encode, decoder=bytes)
    except BaseException:
        connection.terminate()
        raise
    reader: Reader = connection
    return reader


async def is_clean(reader: Reader) -> bool:
    """Whether a connection whose last question failed answers the next one.

    That question may still run, or a request to cancel it be under way that would hit another. The driver asks nothing
    before both have ended; what comes then must be the answer to this very question.
    """
    number = next(_numbers)
    try:
        async with asyncio.timeout(_SECONDS_TO_COME_CLEAN):
            return await reader.fetchval("SELECT $1::bigint", number) == number
    except UNANSWERED:
        return False


async def close(reader: Reader) -> None:
    """Let a connection go in good order, but not for the price of waiting for a server that is gone."""
    with suppress(*UNANSWERED):
        async with asyncio.timeout(_SECONDS_TO_CLOSE):
            await reader.close()
