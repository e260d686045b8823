"""What is left, and what is not, when a process is killed without a chance to say goodbye."""

import asyncio
import os
import signal
from pathlib import Path

import asyncpg
import pytest

from ahti.embedded import EmbeddedPostgres
from tests.integration.embedded.holders import Hold, is_alive, postmaster_of, wait_until


async def keep_a_row(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer")
    await connection.close()


async def kept_row(url: str) -> object:
    connection = await asyncpg.connect(url)
    answer = await connection.fetchval("SELECT answer FROM kept")
    await connection.close()
    return answer


def is_up(data_dir: Path, *, other_than: int) -> bool:
    pid_file = data_dir / "cluster" / "postmaster.pid"
    lines = pid_file.read_text().splitlines() if pid_file.exists() else []
    return len(lines) > 7 and lines[0] != str(other_than) and lines[7].strip() == "ready"


async def test_a_killed_server_is_started_again_with_all_it_had_promised(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as server:
        url = server.url(role="postgres")
        await keep_a_row(url)
        postmaster = postmaster_of(data_dir)
        os.kill(postmaster, signal.SIGKILL)
        wait_until(lambda: is_up(data_dir, other_than=postmaster))
        assert await kept_row(url) == 42


async def test_who_waits_for_a_killed_server_is_told_of_its_end_not_of_a_cancelled_statement(
    data_dir: Path,
) -> None:
    with EmbeddedPostgres(data_dir) as server:
        connection = await asyncpg.connect(server.url(role="postgres"))
        backend = await connection.fetchval("SELECT pg_backend_pid()")
        waiting = asyncio.ensure_future(connection.execute("SELECT count(*) FROM generate_series(1, 1e10)"))
        await asyncio.sleep(0.1)
        os.kill(postmaster_of(data_dir), signal.SIGKILL)
        with pytest.raises((asyncpg.AdminShutdownError, asyncpg.ConnectionDoesNotExistError)):
            await waiting
        await asyncio.to_thread(wait_until, lambda: not is_alive(backend))


def test_the_server_dies_with_its_parent(data_dir: Path, hold: Hold) -> None:
    holder = hold(data_dir)
    postmaster = holder.postmaster
    holder.kill()
    wait_until(lambda: not is_alive(postmaster))


async def test_the_next_run_finds_what_a_killed_one_had_promised(data_dir: Path, hold: Hold) -> None:
    holder = hold(data_dir)
    await keep_a_row(holder.url)
    holder.kill()
    with EmbeddedPostgres(data_dir) as server:
        assert await kept_row(server.url(role="postgres")) == 42


def test_the_next_run_sweeps_the_folder_of_a_killed_one(data_dir: Path, hold: Hold) -> None:
    holder = hold(data_dir)
    holder.kill()
    assert holder.sockets.exists()
    with EmbeddedPostgres(data_dir):
        assert not holder.sockets.exists()


async def test_data_survive_when_server_and_parent_are_killed_at_once(data_dir: Path, hold: Hold) -> None:
    holder = hold(data_dir)
    await keep_a_row(holder.url)
    os.kill(holder.process.pid, signal.SIGSTOP)
    os.kill(holder.postmaster, signal.SIGKILL)
    holder.kill()
    assert (data_dir / "cluster" / "postmaster.pid").exists()
    assert (holder.sockets / ".s.PGSQL.5432").exists()
    with EmbeddedPostgres(data_dir) as server:
        assert await kept_row(server.url(role="postgres")) == 42


async def test_a_server_busy_with_a_query_does_not_outlive_its_parent(data_dir: Path, hold: Hold) -> None:
    holder = hold(data_dir)
    postmaster = holder.postmaster
    connection = await asyncpg.connect(holder.url)
    backend = await connection.fetchval("SELECT pg_backend_pid()")
    busy = connection.fetchval("SELECT count(*) FROM generate_series(1, 1e10)")
    holder.kill()
    with EmbeddedPostgres(data_dir):
        assert (is_alive(postmaster), is_alive(backend)) == (False, False)
    busy.close()
    connection.terminate()


def test_a_stop_in_good_order_leaves_nothing_to_recover(data_dir: Path, hold: Hold) -> None:
    holder = hold(data_dir)
    holder.process.communicate()
    assert holder.process.returncode == 0
    assert not (data_dir / "cluster" / "postmaster.pid").exists()
    assert (data_dir / "postgresql.log").read_text().splitlines()[-1].endswith("database system is shut down")
    assert not holder.sockets.exists()
