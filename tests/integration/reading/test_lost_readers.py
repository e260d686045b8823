"""Connections for reads that break: who asked is told so, and the next has another."""

import asyncio
import os
import signal

import pytest

from ahti.embedded import EmbeddedPostgres
from ahti.losses import DatabaseLost
from ahti.read_pool import ReadPool
from tests.integration.reading.asking import SLOWLY, as_superuser, both, until, who

END = "SELECT pg_terminate_backend($1, 10000)"


async def test_read_whose_connection_breaks_is_told_so_and_the_next_has_another(
    server: EmbeddedPostgres, reads: ReadPool
) -> None:
    before = await who(reads)
    asked = asyncio.create_task(reads.fetch_body(SLOWLY, (0.4, "")))
    await asyncio.sleep(0.05)
    await as_superuser(server, END, before)
    with pytest.raises(DatabaseLost, match=r"^the database is lost: .*\. Nothing is half done: run the same again$"):
        await asked
    assert await who(reads) != before
    assert (reads.opened, reads.in_use) == (1, 0)


async def test_connection_that_broke_while_nobody_had_it_is_forgotten(
    server: EmbeddedPostgres, reads: ReadPool
) -> None:
    first, last = await both(reads)
    await as_superuser(server, END, last)
    await until(lambda: reads.opened == 1)
    assert (await who(reads), await who(reads), reads.in_use) == (first, first, 0)


async def test_who_waits_for_a_connection_that_breaks_has_another(server: EmbeddedPostgres, database_url: str) -> None:
    async with ReadPool.open(database_url, statement_timeout_ms=5000, size=1) as reads:
        before = await who(reads)
        lost = asyncio.create_task(reads.fetch_body(SLOWLY, (5, "")))
        waiting = asyncio.create_task(who(reads))
        await asyncio.sleep(0.05)
        await as_superuser(server, END, before)
        with pytest.raises(DatabaseLost):
            await lost
        assert await waiting != before


async def test_everybody_who_waits_is_told_that_there_is_no_database(
    server: EmbeddedPostgres, database_name: str, reads: ReadPool, caplog: pytest.LogCaptureFixture
) -> None:
    await as_superuser(server, f"ALTER DATABASE {database_name} ALLOW_CONNECTIONS false")
    answers = await asyncio.gather(who(reads), who(reads), return_exceptions=True)
    assert [type(answer) for answer in answers] == [DatabaseLost, DatabaseLost]
    assert "A connection for reads could not be opened" in caplog.text
    await as_superuser(server, f"ALTER DATABASE {database_name} ALLOW_CONNECTIONS true")
    assert await who(reads) > 0


async def test_connection_that_does_not_come_clean_is_thrown_away(
    reads: ReadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ahti.readers._SECONDS_TO_COME_CLEAN", 0.1)
    before = await who(reads)
    asked = asyncio.create_task(reads.fetch_body(SLOWLY, (0.4, "")))
    await asyncio.sleep(0.05)
    os.kill(before, signal.SIGSTOP)
    try:
        asked.cancel()
        assert await who(reads) != before
        await until(lambda: reads.opened == 1)
    finally:
        os.kill(before, signal.SIGCONT)
    assert (await who(reads) != before, reads.in_use) == (True, 0)
