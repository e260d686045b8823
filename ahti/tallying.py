"""Knows when what programs asked is added to the database: every ten seconds, while the service runs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg

from ahti.clock import Clock
from ahti.db import Database
from ahti.losses import DatabaseLost
from ahti.web.rates.tally import Tally
from harbors.usage.commands import add_usage

log = logging.getLogger(__name__)

PAUSE_SECONDS = 10.0


async def write_tally(database: Database, tally: Tally, *, clock: Clock) -> None:
    """Add what was counted to the day. What cannot be written is counted on, and written later."""
    taken = tally.take()
    if not taken:
        return
    try:
        async with database.unit_of_work() as connection:
            await add_usage(connection, taken, day=clock.now().date())
    except BaseException:
        for program, used in taken.items():
            tally.add(program, used)
        raise


@asynccontextmanager
async def tallied_meanwhile(
    database: Database, tally: Tally, *, clock: Clock, pause_seconds: float = PAUSE_SECONDS
) -> AsyncIterator[None]:
    """What programs ask inside the block is written every so often, and once more at its end.

    A process that is killed takes with it what it counted since: this is a count for owners, not a bill.
    """
    writing = asyncio.create_task(_write_for_ever(database, tally, clock, pause_seconds))
    try:
        yield
    finally:
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing
        await _write_or_tell(database, tally, clock)


async def _write_for_ever(database: Database, tally: Tally, clock: Clock, pause_seconds: float) -> None:
    while True:
        await asyncio.sleep(pause_seconds)
        await _write_or_tell(database, tally, clock)


async def _write_or_tell(database: Database, tally: Tally, clock: Clock) -> None:
    """A count that cannot be written now is written later: nothing but the log has to hear of it."""
    try:
        await write_tally(database, tally, clock=clock)
    except DatabaseLost:
        log.warning("What programs asked waits to be counted: the database does not answer")
    except (asyncpg.PostgresError, OSError):
        log.exception("What programs asked could not be counted")
