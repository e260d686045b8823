"""Renewals in bulk, the worker killed three times: each lease is renewed once, and the report is complete.

The long form is ``python3 dev.py campaign renewals 4000``.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from typing import Any

import asyncpg
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from harbors.renewals.commands import AT_ONCE
from tests.cast import settle
from tests.integration.offers.conftest import Desk
from tests.integration.renewals.conftest import Office, furnish, lease_id

LEASES = int(os.environ.get("AHTI_CAMPAIGN_EXAMPLES", "210"))
OUT_OF_USE = 5
KILLS = 3
DONE = "SELECT count(*)::int FROM renewal_items WHERE outcome IS NOT NULL"
BUSY = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)
    AND (SELECT count(*) FROM renewal_items WHERE outcome IS NOT NULL) = $1
"""
# Every trace of a renewal, and how many leases have it.
TRACES = """
    SELECT (SELECT count(*)::int FROM offers) AS offers,
           (SELECT count(DISTINCT previous_lease_id)::int FROM offers) AS leases,
           (SELECT count(*)::int FROM orders) AS orders,
           (SELECT count(*)::int FROM occupancies WHERE kind = 'OFFER' AND state = 'HOLDING') AS places,
           (SELECT count(*)::int FROM messages WHERE template = 'RENEWAL_MADE') AS mails,
           (SELECT count(DISTINCT address)::int FROM messages) AS addresses,
           (SELECT count(*)::int FROM renewal_items WHERE attempts = 1) AS tried_once
"""


async def start(url: str) -> Process:
    command = (sys.executable, "-m", "tests.integration.renewals.renewing_worker", url)
    return await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)


async def kill(process: Process) -> None:
    os.kill(process.pid, signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL


async def until(superuser: Any, condition: str, *values: object) -> None:
    """Wait until a condition of the database holds."""
    async with asyncio.timeout(30 + LEASES):
        while not await superuser.fetchval(condition, *values):
            await superuser.execute("SELECT pg_sleep(0.02)")  # another process works: it is asked again


@pytest.fixture
async def superuser(server: EmbeddedPostgres, town_name: str) -> Any:
    connection = await asyncpg.connect(server.url(role="postgres", database=town_name))
    yield connection
    await connection.close()


async def test_renewals_in_bulk_with_the_worker_killed_three_times_are_made_once_each(
    town_url: str, superuser: Any
) -> None:
    async with Database.open(town_url, size=4, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
            season = await furnish(connection, LEASES, in_use=LEASES - OUT_OF_USE)
        office = Office(database, season, Desk(database))
        run, leases = await office.start()
        assert leases == LEASES
        ids = sorted(lease_id(number) for number in range(1, LEASES + 1))
        for number in range(1, KILLS + 1):
            # The worker waits for this lease in the middle of a transaction, and is killed there.
            stop = LEASES // AT_ONCE * number // (KILLS + 1) * AT_ONCE
            blocker = superuser.transaction()
            await blocker.start()
            await superuser.execute("SELECT FROM leases WHERE id = $1 FOR UPDATE", ids[stop + AT_ONCE // 2])
            process = await start(town_url)
            await until(superuser, BUSY, stop)
            await kill(process)
            await blocker.rollback()
            assert await superuser.fetchval(DONE) == stop
        process = await start(town_url)
        await until(superuser, "SELECT EXISTS (SELECT FROM renewal_runs WHERE status = 'ENDED')")
        await kill(process)
        good = LEASES - OUT_OF_USE
        assert await office.report(run) == {("OFFERED", None): good, ("FAILED", "PLACE_INACTIVE"): OUT_OF_USE}
        traces = dict(await superuser.fetchrow(TRACES))
    assert traces == dict.fromkeys(("offers", "leases", "orders", "places", "mails", "addresses"), good) | {
        "tried_once": LEASES
    }
