"""Turns under one name: one acts, the others wait for it or for another process, and not for ever."""

import asyncio

import pytest

from harbors.idempotency.commands import UnderWay
from schema.errors import InFlight
from schema.turns import Turns


class Work:
    """Something that is done once it is let; ``begun`` counts how often it was begun."""

    def __init__(self) -> None:
        self.begun = 0
        self.may_end = asyncio.Event()

    async def do(self) -> str:
        self.begun += 1
        await self.may_end.wait()
        return "done"


async def test_those_who_wait_go_on_together_when_the_first_has_ended() -> None:
    turns, work = Turns(), Work()
    waiting = [asyncio.create_task(turns.take("key", work.do)) for _ in range(50)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert work.begun == 1
    work.may_end.set()
    assert await asyncio.gather(*waiting) == ["done"] * 50
    assert work.begun == 50


async def test_other_names_do_not_wait() -> None:
    turns, work = Turns(), Work()
    held = asyncio.create_task(turns.take("key", work.do))
    await asyncio.sleep(0)

    async def at_once() -> int:
        return 1

    assert await turns.take("other", at_once) == 1
    work.may_end.set()
    assert await held == "done"


async def test_who_waits_too_long_is_told_to_come_back_and_the_work_goes_on() -> None:
    turns, work = Turns(patience=0.05), Work()
    held = asyncio.create_task(turns.take("key", work.do))
    await asyncio.sleep(0)
    with pytest.raises(InFlight) as told:
        await turns.take("key", work.do)
    assert told.value.figures == {"retryAfter": 1}
    work.may_end.set()
    assert await held == "done"
    assert work.begun == 1


async def test_another_process_is_waited_for_and_then_told_of() -> None:
    looks = iter([UnderWay, UnderWay, None])

    async def look() -> str:
        if failure := next(looks):
            raise failure
        return "its answer"

    assert await Turns().take("key", look) == "its answer"


async def test_another_process_that_takes_too_long_is_not_waited_for() -> None:
    async def look() -> str:
        raise UnderWay

    with pytest.raises(InFlight):
        await Turns(patience=0.1).take("key", look)


async def test_after_a_failure_the_next_one_acts() -> None:
    turns = Turns()

    async def fail() -> str:
        raise ConnectionError

    async def succeed() -> str:
        return "done"

    with pytest.raises(ConnectionError):
        await turns.take("key", fail)
    assert await turns.take("key", succeed) == "done"
