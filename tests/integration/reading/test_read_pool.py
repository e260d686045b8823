"""Reads as bytes: who asks them, what they may, who waits for whom, and how long anything may take."""

import asyncio

import asyncpg
import pytest

from ahti.db import Database
from ahti.losses import DatabaseLost
from ahti.read_pool import ReadPool
from ahti.read_queue import ReadsBusy
from schema.errors import LimitExceeded
from tests.integration.reading.asking import SLOWLY, both, until, who


async def test_text_comes_as_bytes_and_goes_as_text(reads: ReadPool) -> None:
    sql = "SELECT $1::text || array_to_string($2::text[], ',') || $3::int || coalesce($4::text, '-')"
    assert await reads.fetch_body(sql, ("päivää ⚓", ["ö", "€"], 3, None)) == "päivää ⚓ö,€3-".encode()


@pytest.mark.parametrize("sql", ["SELECT NULL::text", "SELECT 1", "SELECT 'none'::text WHERE false"])
async def test_read_that_gives_no_text_is_no_body(reads: ReadPool, sql: str) -> None:
    with pytest.raises(TypeError, match=r"^a read gave (NoneType|int), not one text$"):
        await reads.fetch_body(sql, ())
    assert reads.in_use == 0


async def test_settings_are_those_of_short_reads(reads: ReadPool) -> None:
    names = "jit max_parallel_workers_per_gather plan_cache_mode default_transaction_read_only statement_timeout role"
    sql = "SELECT string_agg(current_setting(name), ' ' ORDER BY place) FROM unnest($1::text[]) WITH ORDINALITY"
    answer = await reads.fetch_body(sql + " AS asked (name, place)", (names.split(),))
    assert answer == b"off 0 force_generic_plan on 500ms ahti_read"


async def test_read_cannot_write(reads: ReadPool) -> None:
    insert = "INSERT INTO places DEFAULT VALUES RETURNING id::text"
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await reads.fetch_body(insert, ())
    await until(lambda: reads.in_use == 0)
    # Nor where that is set aside.
    await reads.fetch_body("SELECT set_config('default_transaction_read_only', 'off', false)", ())
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for table places"):
        await reads.fetch_body(insert, ())


async def test_read_cannot_see_people(reads: ReadPool) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for table applicants"):
        await reads.fetch_body("SELECT count(*)::text FROM applicants", ())
    assert await reads.fetch_body("SELECT count(*)::text FROM places", ()) == b"0"


async def test_connections_are_opened_when_they_are_needed(reads: ReadPool) -> None:
    assert reads.opened == 0
    first = await who(reads)
    assert (await who(reads), reads.opened, reads.in_use) == (first, 1, 0)
    assert (len(set(await both(reads))), reads.opened, reads.in_use) == (2, 2, 0)


async def test_connection_that_came_back_last_goes_out_first(reads: ReadPool) -> None:
    _, last = await both(reads)
    assert [await who(reads) for _ in range(3)] == [last] * 3


async def test_reads_are_answered_in_the_order_in_which_they_wait(reads: ReadPool) -> None:
    await both(reads)
    order: list[str] = []

    async def ask(name: str, seconds: float) -> None:
        order.append((await reads.fetch_body(SLOWLY, (seconds, name))).decode())

    async with asyncio.TaskGroup() as asking:
        for name, seconds in {"a": 0.1, "b": 0.3, "c": 0.0, "d": 0.0}.items():
            asking.create_task(ask(name, seconds))
        await asyncio.sleep(0.05)
        assert (reads.in_use, reads.waiting) == (2, 2)
    assert (order, reads.in_use, reads.waiting, reads.queue.waits >= 2) == (["a", "c", "d", "b"], 0, 0, True)
    assert 0.1 < reads.queue.seconds < 1


async def test_read_that_finds_too_many_waiting_is_refused_at_once(reads: ReadPool) -> None:
    await both(reads)
    async with asyncio.TaskGroup() as asking:
        for _ in range(4):
            asking.create_task(reads.fetch_body(SLOWLY, (0.1, "")))
        await asyncio.sleep(0)
        with pytest.raises(ReadsBusy) as refusal:
            await reads.fetch_body(SLOWLY, (0, ""))
    assert refusal.value.message == "At most 2 reads wait at a time: come back in a moment."
    assert (refusal.value.figures, refusal.value.retry_after) == ({"limit": 2, "retryAfter": 1}, 1)
    assert await reads.fetch_body(SLOWLY, (0, "again")) == b"again"


async def test_read_does_not_wait_forever(database_url: str) -> None:
    async with ReadPool.open(database_url, statement_timeout_ms=5000, size=1, patience=0.05) as reads:
        await who(reads)
        slow = asyncio.create_task(reads.fetch_body(SLOWLY, (0.4, "slow")))
        await asyncio.sleep(0)
        with pytest.raises(ReadsBusy) as refusal:
            await who(reads)
        assert refusal.value.message == "A read waits 50 ms at most: come back in a moment."
        assert (refusal.value.figures, reads.waiting) == ({"limit": 50, "retryAfter": 1}, 0)
        assert await slow == b"slow"
        assert reads.queue.seconds >= 0.05


async def test_answer_that_takes_too_long_is_refused_with_the_limit(reads: ReadPool) -> None:
    before = await who(reads)
    with pytest.raises(LimitExceeded) as refusal:
        await reads.fetch_body(SLOWLY, (60, ""))
    assert (refusal.value.message, refusal.value.figures) == (
        "An answer may take 500 ms at most: ask for less.",
        {"limit": 500},
    )
    await until(lambda: reads.in_use == 0)
    assert await who(reads) == before


async def test_errors_of_a_statement_stay_what_they_are(reads: ReadPool) -> None:
    before = await who(reads)
    with pytest.raises(asyncpg.DivisionByZeroError):
        await reads.fetch_body("SELECT (1 / $1::int)::text", (0,))
    await until(lambda: reads.in_use == 0)
    with pytest.raises(asyncpg.DataError):
        await reads.fetch_body("SELECT $1::text", (b"bytes",))
    await until(lambda: reads.in_use == 0)
    assert (await who(reads), reads.opened) == (before, 1)


async def test_pool_that_is_closed_lends_nothing_and_ends_what_runs(database_url: str) -> None:
    async with ReadPool.open(database_url, statement_timeout_ms=5000, size=1) as reads:
        await who(reads)
        slow = asyncio.create_task(reads.fetch_body(SLOWLY, (5, "")))
        behind = asyncio.create_task(who(reads))
        await asyncio.sleep(0.05)
    for asked in (slow, behind, asyncio.create_task(who(reads))):
        with pytest.raises(DatabaseLost):
            await asked
    await until(lambda: reads.opened == 0)


async def test_service_reads_through_its_pool(database: Database) -> None:
    assert await database.reads.fetch_body("SELECT current_user::text", ()) == b"ahti_read"
