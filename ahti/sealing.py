"""Knows when the entries of the audit trail that were committed are sealed: every second, while the service runs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg

from ahti.db import Database
from ahti.losses import DatabaseLost
from harbors.audit.commands import SEALED_AT_ONCE, seal

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0


async def seal_all(database: Database) -> None:
    """Seal until no entry waits, a transaction for each thousand."""
    full = True
    while full:
        async with database.unit_of_work() as connection:
            full = await seal(connection) == SEALED_AT_ONCE


@asynccontextmanager
async def sealed_meanwhile(database: Database, *, pause_seconds: float = PAUSE_SECONDS) -> AsyncIterator[None]:
    """Entries are sealed every so often inside the block, and once more at its end.

    Any number of processes may do so; what one leaves behind when it dies, the next one seals.
    """
    sealing = asyncio.create_task(_seal_for_ever(database, pause_seconds))
    try:
        yield
    finally:
        sealing.cancel()
        with suppress(asyncio.CancelledError):
            await sealing
        await _seal_or_tell(database)


async def _seal_for_ever(database: Database, pause_seconds: float) -> None:
    while True:
        await asyncio.sleep(pause_seconds)
        await _seal_or_tell(database)


async def _seal_or_tell(database: Database) -> None:
    """An entry that cannot be sealed now is sealed later: nothing but the log has to hear of it."""
    try:
        await seal_all(database)
    except DatabaseLost:
        log.warning("The audit trail waits to be sealed: the database does not answer")
    except (asyncpg.PostgresError, OSError):
        log.exception("The audit trail could not be sealed")
