"""A server that dies: it is started again however often that fails, and who needed it meanwhile is told so."""

import asyncio
import os
import signal
from pathlib import Path

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.losses import DatabaseLost
from tests.integration.embedded.holders import postmaster_of, wait_until

_OURSELVES = "SELECT pg_backend_pid()"


async def test_server_that_cannot_start_is_tried_again_until_it_can(
    empty_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    control = empty_dir / "cluster" / "global" / "pg_control"
    with EmbeddedPostgres(empty_dir) as server:
        control.rename(aside := control.with_name("aside"))
        os.kill(postmaster_of(empty_dir), signal.SIGKILL)
        wait_until(lambda: "PostgreSQL does not start (2) and is tried again: postgres: could not find" in caplog.text)
        aside.rename(control)
        wait_until(lambda: _is_ready(empty_dir))
        connection = await asyncpg.connect(server.url())
        assert await connection.fetchval("SELECT version_num IS NOT NULL FROM alembic_version")
        await connection.close()


async def test_work_whose_connection_breaks_is_told_that_the_database_is_lost(database: Database) -> None:
    for borrowed in (database.unit_of_work, database.reading):
        with pytest.raises(
            DatabaseLost, match=r"^the database is lost: .*\. Nothing is half done: run the same again$"
        ):
            async with borrowed() as connection:
                await _end(database, await connection.fetchval(_OURSELVES))
                await connection.fetchval("SELECT 42")
        async with borrowed() as another:
            assert await another.fetchval("SELECT 42") == 42


async def test_connection_that_broke_while_nobody_had_it_is_replaced(database: Database) -> None:
    async with database.reading() as connection:
        ours = await connection.fetchval(_OURSELVES)
    await _end(database, ours)
    # A moment for the driver to hear of it.
    await asyncio.sleep(0.1)
    async with database.reading() as connection:
        assert await connection.fetchval(_OURSELVES) != ours


async def test_errors_of_the_work_itself_stay_what_they_are(database: Database) -> None:
    with pytest.raises(asyncpg.DivisionByZeroError):
        async with database.reading() as connection:
            await connection.fetchval("SELECT 1 / 0")
    with pytest.raises(FileNotFoundError):
        async with database.unit_of_work():
            raise FileNotFoundError("nowhere")


async def _end(database: Database, backend: int) -> None:
    async with database.unit_of_work() as connection:
        assert await connection.fetchval("SELECT pg_terminate_backend($1, 5000)", backend)


def _is_ready(data_dir: Path) -> bool:
    pid_file = data_dir / "cluster" / "postmaster.pid"
    lines = pid_file.read_text().splitlines() if pid_file.exists() else []
    return len(lines) > 7 and lines[7].strip() == "ready"
