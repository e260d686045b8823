"""Reads whose asker goes away: the connection is nobody's until it is clean, and every answer is its question's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from ahti.chance import SystemChance
from ahti.read_pool import ReadPool
from ahti.readers import Reader
from tests.integration.reading.asking import SLOWLY, until, who

RUNNING = "SELECT count(*)::text FROM pg_stat_activity WHERE query LIKE $1 AND state = 'active'"


@pytest.fixture
async def single(database_url: str) -> AsyncIterator[ReadPool]:
    """A pool with one connection, which everybody has to wait for."""
    async with ReadPool.open(database_url, statement_timeout_ms=5000, size=1, waiting=500, patience=5) as pool:
        yield pool


async def test_next_read_has_its_own_answer_on_the_same_connection(single: ReadPool) -> None:
    before = await who(single)
    cancelled = asyncio.create_task(single.fetch_body(SLOWLY, (5, "mine")))
    await asyncio.sleep(0.05)
    cancelled.cancel()
    assert await single.fetch_body(SLOWLY, (0, "yours")) == b"yours"
    assert (await who(single), cancelled.cancelled()) == (before, True)


async def test_connection_is_in_use_until_the_cancelled_question_has_ended(single: ReadPool, reads: ReadPool) -> None:
    await who(single)
    cancelled = asyncio.create_task(single.fetch_body(SLOWLY, (5, "")))
    await asyncio.sleep(0.05)
    cancelled.cancel()
    with suppress(asyncio.CancelledError):
        await cancelled
    assert single.in_use == 1
    await until(lambda: single.in_use == 0)
    assert await reads.fetch_body(RUNNING, (f"{SLOWLY}%",)) == b"0"


async def test_read_that_is_cancelled_while_it_waits_leaves_its_place(single: ReadPool) -> None:
    await who(single)
    slow = asyncio.create_task(single.fetch_body(SLOWLY, (0.2, "slow")))
    waiting = [asyncio.create_task(single.fetch_body(SLOWLY, (0, str(number)))) for number in range(3)]
    await asyncio.sleep(0.05)
    waiting[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert single.waiting == 2
    answers = await asyncio.gather(slow, *waiting[1:])
    assert (answers, single.in_use) == ([b"slow", b"1", b"2"], 0)


async def test_connection_that_is_handed_to_somebody_who_left_goes_to_the_next(
    single: ReadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await who(single)
    slow = asyncio.create_task(single.fetch_body(SLOWLY, (0.1, "slow")))
    await asyncio.sleep(0.01)
    first, second = (asyncio.create_task(single.fetch_body(SLOWLY, (0, name))) for name in ("first", "second"))
    hand = single.queue.hand

    def hand_to_one_who_leaves(reader: Reader) -> bool:
        return hand(reader) and first.cancel() is not None

    monkeypatch.setattr(single.queue, "hand", hand_to_one_who_leaves)
    assert (await slow, await second) == (b"slow", b"second")
    assert (first.cancelled(), single.in_use, single.waiting, single.opened) == (True, 0, 0, 1)


async def test_read_that_is_cancelled_while_a_connection_is_opened_for_it_leaves_the_connection(
    single: ReadPool,
) -> None:
    impatient = asyncio.create_task(who(single))
    await asyncio.sleep(0)
    impatient.cancel()
    await until(lambda: single.opened == 1)
    assert (impatient.cancelled(), single.in_use, single.waiting) == (True, 0, 0)


@pytest.mark.parametrize("size", [1, 4])
async def test_hundreds_of_cancelled_reads_confuse_no_answer(database_url: str, size: int) -> None:
    async with ReadPool.open(database_url, statement_timeout_ms=5000, size=size, waiting=1000, patience=10) as pool:
        async with asyncio.TaskGroup() as asking:
            told = [asking.create_task(_ask_and_perhaps_leave(pool, number)) for number in range(600)]
        await until(lambda: pool.in_use == 0)
        answers = [answer for task in told if (answer := task.result()) is not None]
        assert answers == [f"answer {number}" for number, task in enumerate(told) if task.result() is not None]
        assert (200 <= len(answers) < 600, pool.waiting, pool.opened <= size) == (True, 0, True)
        assert await pool.fetch_body(SLOWLY, (0, "the last")) == b"the last"


async def _ask_and_perhaps_leave(pool: ReadPool, number: int) -> str | None:
    """What was answered to a question that a third asks in full, and the others for some milliseconds."""
    await asyncio.sleep(1.5 * _some())
    duration = 0.005 * max(0, _some() - 0.5)
    asking = asyncio.create_task(pool.fetch_body(f"{SLOWLY} -- {number % 40}", (duration, f"answer {number}")))
    if number % 3:
        await asyncio.sleep(0.01 * _some())
        asking.cancel()
    with suppress(asyncio.CancelledError):
        return (await asking).decode()
    return None


def _some() -> float:
    return int.from_bytes(SystemChance().bytes(4)) / 2**32
