"""More than a hundred are handled by a job: it tells how far it is, and goes on where it was killed."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from dataclasses import replace

import asyncpg

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.worker.handling import handle_applications
from harbors.access.records import ApiKeyId, Scope
from harbors.handlings.reads import items_of, progress_of
from harbors.handlings.records import Handling, HandlingOutcome, Progress
from harbors.jobs.records import Job
from tests import harbor_town as at
from tests.integration.handlings.many import HANDLER, PAST, ask, look, many
from tests.integration.jobs.conftest import working_on

HANDLERS = {Job.HANDLE_APPLICATIONS: handle_applications}
MADE = "SELECT number, count(*)::int AS applications FROM application_events WHERE event = 'CLASS_SET' GROUP BY number"
NOTED = """
    SELECT count(*)::int AS entries, count(DISTINCT subject_id)::int AS subjects,
           count(DISTINCT actor_id)::int AS actors
    FROM audit_entries WHERE operation = 'handleApplications'
"""
KEY = """
    INSERT INTO api_keys (id, provider_id, made_by, name, role, scopes, test_mode, secret_hash, created_at, expires_at)
    VALUES ($1, $2, $3, 'desk', 'CLERK', $4, false, sha256('x'), now(), now() + interval '1 day')
"""


async def progress(town: Database, handling: Handling) -> Progress:
    async with town.unit_of_work(HANDLER) as connection:
        return await progress_of(connection, handling.id)


async def ended(town: Database, handling: Handling) -> Progress:
    """How it ended."""
    async with asyncio.timeout(30):
        while not await look(town, "SELECT FROM handlings WHERE id = $1 AND ended_at IS NOT NULL", handling.id):
            await look(town, "SELECT pg_sleep(0.02)")
    return await progress(town, handling)


async def test_many_are_promised_and_done_in_the_name_of_who_asked(town: Database, town_url: str) -> None:
    handling = await ask(town, await many(town, 130))
    assert await progress(town, handling) == Progress(total=130, done=0, unchanged=0, refused=0)
    async with working_on(town, town_url)(HANDLERS):
        assert await ended(town, handling) == Progress(total=130, done=130, unchanged=0, refused=0)
    assert await look(town, NOTED) == [{"entries": 130, "subjects": 130, "actors": 1}]
    by = await look(town, "SELECT DISTINCT class_set_by FROM applications")
    assert by == [{"class_set_by": HANDLER.person_id}]


async def test_a_hundred_are_done_at_once_and_one_more_is_a_job(town: Database) -> None:
    ids = await many(town, 101)
    handling = await ask(town, ids[:100])
    assert await ended(town, handling) == Progress(total=100, done=100, unchanged=0, refused=0)
    later = await ask(town, ids)
    assert await look(town, "SELECT ended_at FROM handlings WHERE id = $1", later.id) == [{"ended_at": None}]


async def test_who_is_no_clerk_any_more_has_nothing_done(town: Database, town_url: str) -> None:
    handling = await ask(town, await many(town, 130))
    await look(town, "DELETE FROM provider_members WHERE person_id = $1", HANDLER.person_id)
    async with working_on(town, town_url)(HANDLERS):
        assert await ended(town, handling) == Progress(total=130, done=0, unchanged=0, refused=130)
    async with town.unit_of_work(HANDLER) as connection:
        (item,) = await items_of(connection, handling.id, outcome=HandlingOutcome.REFUSED, after=None, most=1)
    assert item.problem is not None and item.problem.code == "NO_LONGER_CLERK"
    assert await look(town, MADE) == []


async def test_of_a_round_that_is_frozen_meanwhile_nothing_is_handled(town: Database, town_url: str) -> None:
    handling = await ask(town, await many(town, 130))
    await look(town, "UPDATE rounds SET closed_at = now(), frozen_at = now() WHERE id = $1", PAST.id)
    async with working_on(town, town_url)(HANDLERS):
        assert await ended(town, handling) == Progress(total=130, done=0, unchanged=0, refused=130)
    assert await look(town, MADE) == []


async def test_a_key_that_is_over_has_nothing_done(town: Database, town_url: str) -> None:
    ids = await many(town, 130)
    key = ApiKeyId(at.key("api key", "city's"))
    await look(town, KEY, key, at.CITY, HANDLER.person_id, [Scope.APPLICATIONS_WRITE])
    server = replace(HANDLER, person_id=None, key_id=key, handles_city=False)
    good = await ask(town, ids, by=server)
    async with working_on(town, town_url)(HANDLERS):
        assert (await ended(town, good)).done == 130
    over = await ask(town, ids, by=server)
    await look(town, "UPDATE api_keys SET revoked_at = now() WHERE id = $1", key)
    async with working_on(town, town_url)(HANDLERS):
        assert (await ended(town, over)).refused == 130


async def start(url: str) -> Process:
    command = (sys.executable, "-m", "ahti", "worker", "--database-url", url)
    return await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)


async def kill(process: Process) -> None:
    os.kill(process.pid, signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL


async def test_killed_on_its_way_it_goes_on_where_it_stood(
    town: Database, town_url: str, server: EmbeddedPostgres, town_name: str
) -> None:
    ids = await many(town, 330)
    handling = await ask(town, ids)
    somebody = await asyncpg.connect(server.url(role="postgres", database=town_name))
    holding = somebody.transaction()
    await holding.start()
    # The worker waits for this one in the middle of its third transaction.
    await somebody.execute("SELECT FROM applications WHERE id = $1 FOR UPDATE", ids[250])
    process = await start(town_url)
    async with asyncio.timeout(30):
        while (await progress(town, handling)).done < 200:
            await look(town, "SELECT pg_sleep(0.02)")
    await kill(process)
    assert await progress(town, handling) == Progress(total=330, done=200, unchanged=0, refused=0)
    await holding.rollback()
    await somebody.close()
    async with working_on(town, town_url)(HANDLERS):
        assert await ended(town, handling) == Progress(total=330, done=330, unchanged=0, refused=0)
    assert await look(town, MADE) == [{"number": 2, "applications": 330}]
    assert await look(town, NOTED) == [{"entries": 330, "subjects": 330, "actors": 1}]
