"""Versions of the data: others after every commit that changes them, and none while nobody listens."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping
from functools import partial

import asyncpg
import pytest

from ahti.chance import SystemChance
from ahti.data_versions import DataVersions
from ahti.embedded import EmbeddedPostgres
from ahti.read_pool import ReadPool
from tests.integration.reading.asking import as_superuser, until

LISTENERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND application_name = 'ahti versions'"
LISTENER = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND application_name = 'ahti versions'"
END = f"SELECT pg_terminate_backend(({LISTENER}), 10000)"
CHANGE = "SELECT pg_notify('ahti_data', $1 || ':' || pg_current_xact_id())"


@pytest.fixture
async def versions(database_url: str) -> AsyncIterator[DataVersions]:
    """Listens, and would not ask for a sign of life before a test is over."""
    async with DataVersions.listening(database_url, chance=SystemChance(), heartbeat=60) as listening:
        yield listening


@pytest.fixture
async def writer(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Somebody else's connection."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


def now(versions: DataVersions) -> Mapping[str, str]:
    current = versions.current()
    assert current is not None
    return current


def is_another(versions: DataVersions, before: Mapping[str, str]) -> bool:
    return now(versions) is not before


async def test_every_group_has_the_version_of_the_session_at_first(database_url: str, versions: DataVersions) -> None:
    async with DataVersions.listening(database_url, chance=SystemChance()) as others:
        assert now(versions)["catalogue"] == now(versions)["rounds"] != now(others)["catalogue"]
        assert now(versions) != now(others)


async def test_version_changes_when_the_change_is_committed(versions: DataVersions, writer: asyncpg.Connection) -> None:
    before = now(versions)
    async with writer.transaction():
        await writer.execute(CHANGE, "catalogue")
        await asyncio.sleep(0.1)
        assert now(versions) is before
    await until(lambda: now(versions) is not before)
    changed = now(versions)
    assert (changed["catalogue"] != before["catalogue"], changed["rounds"]) == (True, before["rounds"])
    await writer.execute(CHANGE, "catalogue")
    await until(lambda: now(versions)["catalogue"] != changed["catalogue"])
    assert now(versions)["catalogue"] != before["catalogue"]


async def test_change_that_is_undone_changes_no_version(versions: DataVersions, writer: asyncpg.Connection) -> None:
    before = now(versions)
    transaction = writer.transaction()
    await transaction.start()
    await writer.execute(CHANGE, "catalogue")
    await transaction.rollback()
    await writer.execute(CHANGE, "rounds")
    await until(lambda: now(versions)["rounds"] != before["rounds"])
    assert now(versions)["catalogue"] == before["catalogue"]


async def test_versions_that_were_taken_stay_as_they_were(versions: DataVersions, writer: asyncpg.Connection) -> None:
    taken = now(versions)
    as_it_was = taken["catalogue"]
    await writer.execute(CHANGE, "catalogue")
    await until(lambda: now(versions)["catalogue"] != as_it_was)
    assert taken["catalogue"] == as_it_was


async def test_who_has_heard_of_a_change_can_see_it(
    server: EmbeddedPostgres, database_name: str, versions: DataVersions, reads: ReadPool
) -> None:
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=database_name))
    await owner.execute("CREATE TABLE counted AS SELECT 0 AS number; GRANT SELECT ON counted TO ahti_read")
    for number in range(1, 100):
        before = now(versions)
        async with owner.transaction():
            await owner.execute("UPDATE counted SET number = $1", number)
            await owner.execute(CHANGE, "catalogue")
        await until(partial(is_another, versions, before))
        assert await reads.fetch_body("SELECT number::text FROM counted", ()) == str(number).encode()
    await owner.close()


async def test_without_a_listener_there_are_no_versions_and_then_others(
    server: EmbeddedPostgres, database_name: str, versions: DataVersions, writer: asyncpg.Connection
) -> None:
    await writer.execute(CHANGE, "catalogue")
    await until(lambda: len(now(versions)) == 1)
    before = now(versions)
    await as_superuser(server, f"ALTER DATABASE {database_name} ALLOW_CONNECTIONS false")
    await as_superuser(server, END, database_name)
    await until(lambda: versions.current() is None)
    await writer.execute(CHANGE, "rounds")
    await as_superuser(server, f"ALTER DATABASE {database_name} ALLOW_CONNECTIONS true")
    await until(lambda: versions.current() is not None)
    after = now(versions)
    known = {before["catalogue"], before["rounds"]}
    assert {after["catalogue"], after["rounds"]}.isdisjoint(known)
    await writer.execute(CHANGE, "rounds")
    await until(lambda: now(versions)["rounds"] != after["rounds"])


async def test_listener_whose_server_hangs_has_no_versions(
    database_url: str, database_name: str, writer: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ahti.data_versions._SECONDS_TO_ANSWER", 0.2)
    async with DataVersions.listening(database_url, chance=SystemChance(), heartbeat=0.2) as versions:
        before = now(versions)
        listener = await writer.fetchval(LISTENER, database_name)
        os.kill(listener, signal.SIGSTOP)
        try:
            await until(lambda: versions.current() is None)
            await until(lambda: versions.current() is not None)
        finally:
            os.kill(listener, signal.SIGCONT)
        assert now(versions)["catalogue"] != before["catalogue"]


async def test_listener_that_gives_signs_of_life_goes_on_with_its_versions(database_url: str) -> None:
    async with DataVersions.listening(database_url, chance=SystemChance(), heartbeat=0.02) as versions:
        before = now(versions)
        await asyncio.sleep(0.3)
        assert versions.current() is before


async def test_listener_begins_without_a_database(
    server: EmbeddedPostgres, database_name: str, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "ahti.data_versions")
    await as_superuser(server, f"ALTER DATABASE {database_name} ALLOW_CONNECTIONS false")
    async with DataVersions.listening(database_url, chance=SystemChance()) as versions:
        assert versions.current() is None
        assert "Nobody hears of changes of the data, so no answer is kept" in caplog.text
        await as_superuser(server, f"ALTER DATABASE {database_name} ALLOW_CONNECTIONS true")
        await until(lambda: versions.current() is not None)
        assert caplog.messages[-1] == "Changes of the data are heard of again"


async def test_listener_leaves_nothing_behind(
    database_url: str, database_name: str, writer: asyncpg.Connection
) -> None:
    async with DataVersions.listening(database_url, chance=SystemChance()) as versions:
        assert await writer.fetchval(LISTENERS, database_name) == 1
    assert versions.current() is None

    async def is_gone() -> bool:
        return bool(await writer.fetchval(LISTENERS, database_name) == 0)

    await until(is_gone)
