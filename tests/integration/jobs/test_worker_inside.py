"""``ahti serve`` does jobs inside itself where that is said, and leaves them to others where it is not."""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from ahti.db import Database
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from tests.integration.durability.programs import ahti, environment
from tests.integration.jobs.conftest import NOTHING_LEFT, until


@asynccontextmanager
async def serving(database_url: str, *words: object) -> AsyncIterator[tuple[Process, str]]:
    """``ahti serve`` and where its figures are read."""
    command = ahti("serve", "--port", 0, "--database-url", database_url, *words)
    told = {**environment(), "AHTI_METRICS_TOKEN": "salainen"}
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=DEVNULL, env=told)
    try:
        assert process.stdout
        line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        yield process, line.split()[3]
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 30) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("words", [(), ("--worker", "inside")])
async def test_jobs_beside_an_external_database_are_done_inside_where_that_is_said(
    database: Database, database_url: str, superuser: Any, words: tuple[str, ...]
) -> None:
    async with serving(database_url, *words) as (_, address):
        async with database.unit_of_work() as connection:
            await put(connection, Job.TRIM_JOB_LOG, {})
        if words:
            await until(superuser, NOTHING_LEFT)
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"{address}metrics", headers={"authorization": "Bearer salainen"})
    assert ('ahti_jobs_done_total{kind="TRIM_JOB_LOG"}' in answer.text) == bool(words)
    assert await superuser.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'TRIM_JOB_LOG'") == (not words)
