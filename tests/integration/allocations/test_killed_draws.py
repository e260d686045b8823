"""A draw that is killed, at whatever point: nothing of it is left, and the next one gives what it would have given."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import replace
from datetime import UTC, datetime

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from harbors.applications.commands import submit_application
from harbors.applications.reads import act_as_staff
from harbors.rounds.commands import create_round
from harbors.rounds.records import RoundId
from tests import harbor_town as at
from tests.drawing import frozen, lit, run_frozen

# What is written first, in the middle and last when a draw is kept.
STAGES = ("draws", "draw_awards", "draw_refusals")
# A round of which the real clock says that it is closed.
PAST = replace(
    at.A_ROUND,
    id=RoundId(at.key("round", "past")),
    code="past",
    opens_at=datetime(2020, 1, 1, tzinfo=UTC),
    closes_at=datetime(2020, 2, 1, tzinfo=UTC),
    publishes_at=datetime(2020, 2, 1, tzinfo=UTC),
)
CHANCE = at.CountingChance()


@pytest.fixture
async def digest(town: Database) -> str:
    """The digest that the draw of the past round has to have; it is frozen, and its randomness has come."""
    async with town.unit_of_work() as connection:
        await create_round(connection, PAST, now=PAST.opens_at)
        for _ in range(3):
            await submit_application(connection, at.a_form(), round_id=PAST.id, now=PAST.opens_at, chance=CHANCE)
    await lit(town, await frozen(town, PAST.code, now=PAST.closes_at, chance=CHANCE), chance=CHANCE)
    return (await run_frozen(town, PAST.code))[1].kept.digest


async def start(url: str) -> Process:
    command = (sys.executable, "-m", "ahti", "round", "run", PAST.code, "--by", "runner", "--database-url", url)
    return await asyncio.create_subprocess_exec(*command, stdout=PIPE, start_new_session=True)


async def kill(process: Process) -> None:
    os.kill(process.pid, signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL


async def left(town: Database) -> dict[str, int]:
    """How many rows there are in each table that a draw writes to."""
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        row = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM draws) AS draws, (SELECT count(*) FROM draw_results) AS draw_results, "
            "(SELECT count(*) FROM draw_closures) AS draw_closures, (SELECT count(*) FROM occupancies) AS occupancies, "
            "(SELECT count(*) FROM draw_awards) AS draw_awards, (SELECT count(*) FROM draw_fits) AS draw_fits, "
            "(SELECT count(*) FROM draw_refusals) AS draw_refusals"
        )
        return dict(row or {})


async def somebody_waits(watcher: asyncpg.Connection) -> None:
    """Returns when a session of this database waits for a table."""
    for _ in range(6_000):
        if await watcher.fetchval(
            "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
            "WHERE datname = current_database() AND NOT granted)"
        ):
            return
        await asyncio.sleep(0.01)
    pytest.fail("nobody waits")


async def test_a_draw_killed_while_it_is_kept_leaves_nothing(
    server: EmbeddedPostgres, town: Database, town_name: str, town_url: str, digest: str
) -> None:
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=town_name))
    for stage in STAGES:
        async with owner.transaction():
            await owner.execute(f"LOCK TABLE {stage} IN SHARE ROW EXCLUSIVE MODE")
            process = await start(town_url)
            await somebody_waits(owner)
            await kill(process)
        assert set((await left(town)).values()) == {0}, stage
    await owner.close()
    process = await start(town_url)
    told, _ = await process.communicate()
    assert process.returncode == 0
    assert json.loads(told)["digest"] == digest
    assert await left(town) == {
        "draws": 1,
        "draw_results": 3,
        "draw_closures": 2,
        "occupancies": 2,
        "draw_awards": 2,
        "draw_fits": 1,
        "draw_refusals": 1,
    }
