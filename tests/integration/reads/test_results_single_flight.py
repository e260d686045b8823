"""What many want at once is read once, and nobody waits in vain for one who gave up or failed."""

import asyncio

import pytest

from tests.integration.reads.kept import KEY, Keeping, key, settle

BODY = b'{"data":{}}'


def lookups(keeping: Keeping) -> dict[str, float]:
    found = keeping.metrics.registry
    return {
        result: found.get_sample_value("ahti_cache_lookups_total", {"cache": "results", "result": result}) or 0
        for result in ("hit", "miss")
    }


async def test_fifty_at_once_are_one_read() -> None:
    keeping = Keeping()
    asked = [keeping.ask() for _ in range(50)]
    await settle()
    assert len(keeping.reads) == 1
    keeping.reads[0].set_result(BODY)
    found = await asyncio.gather(*asked)
    assert {id(one) for one in found} == {id(found[0])}
    assert (found[0].body, lookups(keeping)) == (BODY, {"hit": 49, "miss": 1})


async def test_two_questions_do_not_wait_for_each_other() -> None:
    keeping = Keeping()
    one, other = keeping.ask(key(1)), keeping.ask(key(2))
    await settle()
    keeping.reads[1].set_result(b"2")
    assert (await other).body == b"2"
    keeping.reads[0].set_result(b"1")
    assert (await one).body == b"1"


async def test_when_the_reader_is_cancelled_another_one_reads_for_all() -> None:
    keeping = Keeping()
    asked = [keeping.ask() for _ in range(50)]
    for given_up in range(3):
        await settle()
        assert len(keeping.reads) == given_up + 1
        asked[given_up].cancel()
    await settle()
    assert len(keeping.reads) == 4
    keeping.reads[3].set_result(BODY)
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert [isinstance(one, asyncio.CancelledError) for one in found] == [True] * 3 + [False] * 47
    assert await keeping.is_kept(KEY)


async def test_one_who_waits_and_is_cancelled_takes_nobody_with_him() -> None:
    keeping = Keeping()
    asked = [keeping.ask() for _ in range(3)]
    await settle()
    asked[1].cancel()
    await settle()
    keeping.reads[0].set_result(BODY)
    assert [(await one).body for one in (asked[0], asked[2])] == [BODY, BODY]


async def test_when_a_read_fails_another_one_reads_for_the_rest() -> None:
    keeping = Keeping()
    asked = [keeping.ask() for _ in range(50)]
    await settle()
    keeping.reads[0].set_exception(ValueError("first"))
    await settle()
    assert len(keeping.reads) == 2
    keeping.reads[1].set_result(BODY)
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(found[0], ValueError)
    assert [isinstance(one, BaseException) for one in found[1:]] == [False] * 49


async def test_nobody_waits_for_a_third_read_when_two_have_failed() -> None:
    """Each may take as long as a read may take at all: fifty of them in a row would be minutes."""
    keeping = Keeping()
    asked = [keeping.ask() for _ in range(50)]
    for failed in range(2):
        await settle()
        keeping.reads[failed].set_exception(ValueError(failed))
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert [str(one) for one in found] == ["0"] + ["1"] * 49
    assert len(keeping.reads) == 2


async def test_a_failure_is_not_kept() -> None:
    keeping = Keeping()
    failing = keeping.ask()
    await settle()
    keeping.reads[0].set_exception(ValueError)
    with pytest.raises(ValueError):
        await failing
    assert (await keeping.keep(KEY, BODY)).body == BODY


async def test_an_answer_is_read_again_after_a_minute_once_for_all() -> None:
    keeping = Keeping()
    await keeping.keep(KEY, b"old")
    keeping.now = 59.9
    assert await keeping.is_kept(KEY)
    keeping.now = 60.0
    asked = [keeping.ask() for _ in range(5)]
    await settle()
    assert len(keeping.reads) == 2
    keeping.reads[1].set_result(b"new")
    assert {(await one).body for one in asked} == {b"new"}
