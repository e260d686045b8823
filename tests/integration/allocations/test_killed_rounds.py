"""A round is killed at every point of its way: nothing is half done, doubled or lost, and the draw gives the same."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import asyncpg
import pytest

from ahti.allocating import Allocating
from ahti.clock import SystemClock
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from harbors.access.commands import act_as_system
from harbors.allocations.reads import freeze_of_round
from harbors.applications.commands import submit_application
from harbors.beacons.documents import write_source
from harbors.rounds.commands import create_round
from harbors.rounds.reads import round_by_code
from harbors.rounds.records import RoundId, Season
from tests import harbor_town as at
from tests.drawing import CHAIN, lit, published, run_frozen, tell_apart

# A round of which the real clock says that it is closed.
PAST = replace(
    at.A_ROUND,
    id=RoundId(at.key("round", "past")),
    code="past",
    opens_at=datetime(2020, 1, 1, tzinfo=UTC),
    closes_at=datetime(2020, 2, 1, tzinfo=UTC),
    publishes_at=datetime(2020, 2, 1, tzinfo=UTC),
    season=Season(starts=date(2090, 6, 10), ends=date(2090, 9, 14)),
    rules=replace(at.A_ROUND.rules, beacons=(CHAIN.name,)),
)
# What each act writes first, in the middle and last.
ACTS: dict[str, tuple[str, ...]] = {
    "freeze": ("freezes", "freeze_leaves", "freeze_secrets"),
    "run": ("draws", "draw_awards", "draw_refusals"),
    "release": ("draws", "pgqueuer"),
    "publish": ("draws", "pgqueuer"),
}
# The same of a batch: it is opened in a transaction of its own, and what is opened stays as it is.
OPENING = ("batches", "declines")
LATER: dict[str, tuple[str, ...]] = {
    "batch": ("draws", "draw_awards", "draw_refusals"),
    "publish-batch": ("occupancies", "draw_results", "pgqueuer"),
}
BY = {
    "run": ("--by", "runner"),
    "release": ("--by", "releaser"),
    "batch": ("--by", "runner"),
    "publish-batch": ("--by", "releaser"),
}
WRITTEN = (
    "freezes",
    "freeze_leaves",
    "freeze_secrets",
    "batches",
    "declines",
    "draws",
    "draw_results",
    "draw_closures",
    "draw_awards",
    "draw_fits",
    "draw_refusals",
    "draw_cutoffs",
    "draw_hands",
    "draw_bundles",
    "draw_notices",
    "occupancies",
    "messages",
)
CONTENT = "SELECT count(*) || md5(coalesce(string_agg(t::text, '+' ORDER BY t::text), '')) FROM {0} AS t"
COUNT = "SELECT count(*) FROM {0}"
CHANCE = at.CountingChance()
BEACONS = json.dumps([write_source(CHAIN.source("http://127.0.0.1:9"))])


@pytest.fixture
async def closed(town: Database) -> None:
    """The past round with three who apply."""
    async with town.unit_of_work() as connection:
        await create_round(connection, PAST, now=PAST.opens_at)
        for _ in range(3):
            await submit_application(connection, at.a_form(), round_id=PAST.id, now=PAST.opens_at, chance=CHANCE)
    await tell_apart(town, now=PAST.closes_at)


async def start(url: str, *command: str) -> Process:
    environment = os.environ | {"AHTI_BEACONS": BEACONS}
    whole = (sys.executable, "-m", "ahti", *command, "--database-url", url)
    return await asyncio.create_subprocess_exec(*whole, stdout=PIPE, env=environment, start_new_session=True)


async def kill(process: Process) -> None:
    os.kill(process.pid, signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL


async def act(url: str, name: str) -> dict[str, Any]:
    """What an act came to that nobody killed."""
    process = await start(url, "round", name, PAST.code, *BY.get(name, ()))
    told, _ = await process.communicate()
    assert process.returncode == 0
    answer: dict[str, Any] = json.loads(told)
    return answer


async def state(town: Database) -> dict[str, str]:
    """Everything that is in the tables to which the acts write, and where the round stands."""
    stages = "SELECT concat_ws(' ', frozen_at, drawn_at, released_at, published_at) FROM rounds WHERE id = $1"
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        told = {table: await connection.fetchval(CONTENT.format(table)) for table in WRITTEN}
        return told | {"round": await connection.fetchval(stages, PAST.id)}


async def counted(town: Database, table: str) -> int:
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        number: int = await connection.fetchval(COUNT.format(table))
        return number


async def worked_out(town: Database) -> tuple[str, str]:
    """What the draw comes to, and its bundle, without anything kept."""
    _, ran = await run_frozen(town, PAST.code)
    return ran.kept.digest, sha256(ran.bundle).hexdigest()


async def shine(town: Database) -> None:
    """The randomness comes for which the frozen round waits."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        freeze = await freeze_of_round(connection, await round_by_code(connection, PAST.code))
    await lit(town, freeze, chance=CHANCE)


async def somebody_waits(watcher: asyncpg.Connection) -> None:
    """Returns when a session of this database waits for a table."""
    for _ in range(6_000):
        if await watcher.fetchval(
            "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
            "WHERE datname = current_database() AND NOT granted)"
        ):
            return
        await asyncio.sleep(0.01)  # another process works: it is asked again
    pytest.fail("nobody waits")


async def test_an_act_that_is_killed_leaves_nothing_and_gives_the_same_when_it_is_run_again(
    server: EmbeddedPostgres, town: Database, town_name: str, town_url: str, closed: None
) -> None:
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=town_name))
    for name, tables in ACTS.items():
        before = await state(town)
        expected = await worked_out(town) if name == "run" else None
        for table in tables:
            async with owner.transaction():
                await owner.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
                process = await start(town_url, "round", name, PAST.code, *BY.get(name, ()))
                await somebody_waits(owner)
                await kill(process)
            assert await state(town) == before, (name, table)
        answer = await act(town_url, name)
        if name == "freeze":
            await shine(town)
        if name == "run":
            assert answer["digest"] == expected[0] if expected else False
    await owner.close()
    assert {table: await counted(town, table) for table in ("draws", "occupancies", "draw_bundles")} == {
        "draws": 1,
        "occupancies": 2,
        "draw_bundles": 1,
    }


async def killed(owner: asyncpg.Connection, url: str, name: str, table: str) -> None:
    """An act that is killed while it waits for a table."""
    async with owner.transaction():
        await owner.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        process = await start(url, "round", name, PAST.code, *BY.get(name, ()))
        await somebody_waits(owner)
        await kill(process)


async def somebody_declines(town: Database) -> None:
    """One of those who have a place gives it back."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute(
            "INSERT INTO declines (draw_id, application_id, reason, created_at) "
            "SELECT draw_id, application_id, 'NOT_PAID', now() FROM draw_awards ORDER BY place_id LIMIT 1"
        )
        await connection.execute(
            "UPDATE occupancies SET state = 'ENDED' WHERE id IN "
            "(SELECT occupancy_id FROM draw_awards JOIN declines USING (draw_id, application_id))"
        )


async def bundle(town: Database) -> str:
    """The hash of the bundle of the first batch, as it is made again of what is kept."""
    act = Allocating(working=town.unit_of_work, clock=SystemClock(), chance=CHANCE)
    return sha256(await act.batch_bundle(PAST.code, 1)).hexdigest()


async def test_a_batch_that_is_killed_is_run_again_to_the_same_bytes_and_nothing_is_given_twice(
    server: EmbeddedPostgres, town: Database, town_name: str, town_url: str, closed: None
) -> None:
    await published(town, PAST.code, now=PAST.closes_at)
    await somebody_declines(town)
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=town_name))
    before = await state(town)
    for table in OPENING:
        await killed(owner, town_url, "batch", table)
        assert await state(town) == before, table
    await killed(owner, town_url, "batch", "draws")
    made = await bundle(town)
    for name, tables in LATER.items():
        before = await state(town)
        for table in tables:
            await killed(owner, town_url, name, table)
            assert await state(town) == before, (name, table)
        answer = await act(town_url, name)
        assert (answer["kind"], answer["awards"], await bundle(town)) == ("BATCH", 2, made)
    held = "occupancies WHERE state = 'HOLDING'"
    counts = {table: await counted(town, table) for table in ("batches", "draws", "occupancies", held)}
    assert counts == {"batches": 1, "draws": 2, "occupancies": 3, held: 2}
    await owner.close()


async def test_who_is_told_is_told_once_though_the_worker_is_killed(
    server: EmbeddedPostgres, town: Database, town_name: str, town_url: str, closed: None
) -> None:
    await published(town, PAST.code, now=PAST.closes_at)
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=town_name))
    results = "messages WHERE template LIKE 'PLACE%'"
    for table in ("messages", "draw_notices"):
        async with owner.transaction():
            await owner.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            process = await start(town_url, "worker")
            await somebody_waits(owner)
            await kill(process)
        assert (await counted(town, "draw_notices"), await counted(town, results)) == (0, 0)
    process = await start(town_url, "worker")
    for _ in range(6_000):
        if await counted(town, "draw_notices") == 3:
            break
        await asyncio.sleep(0.01)  # another process works: it is asked again
    await kill(process)
    await owner.close()
    assert (await counted(town, "draw_notices"), await counted(town, results)) == (3, 3)
