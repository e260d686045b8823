"""Heavy work stands beside the event loop: once for all who want it, and its garbage does not grow old."""

import asyncio
import gc
import threading
from weakref import ReferenceType, ref

import pytest

from schema.aside import Aside


class Knot:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


async def test_work_with_another_key_is_done_by_itself_and_afterwards_anew() -> None:
    aside: Aside[int] = Aside("counting")
    done = iter(range(10))
    together = await asyncio.gather(*(aside.once(key, lambda: next(done)) for key in "aab"))
    assert together == [0, 0, 1]
    assert await aside.once("a", lambda: next(done)) == 2


async def test_an_exception_reaches_all_who_wait_and_nothing_is_left_of_it() -> None:
    aside: Aside[int] = Aside("failing")

    def fail() -> int:
        raise KeyError("no such harbor")

    results = await asyncio.gather(aside.once("a", fail), aside.once("a", fail), return_exceptions=True)
    assert [str(one) for one in results] == ["'no such harbor'"] * 2
    assert await aside.once("a", lambda: 1) == 1


async def test_one_piece_of_work_is_done_at_a_time() -> None:
    aside: Aside[int] = Aside("crowding")
    at_once = []
    busy = threading.Lock()

    def work() -> int:
        at_once.append(busy.acquire(blocking=False))
        threading.Event().wait(0.01)
        busy.release()
        return 1

    await asyncio.gather(*(aside.once(key, work) for key in range(5)))
    assert at_once == [True] * 5


async def test_garbage_of_the_work_is_found_without_walking_through_the_whole_process() -> None:
    aside: Aside[ReferenceType[Knot]] = Aside("tying")
    full = gc.get_stats()[2]["collections"]

    def work() -> ReferenceType[Knot]:
        knots = [Knot() for _ in range(100_000)]
        return ref(knots[0])

    assert (await aside.once("a", work))() is None
    assert gc.get_stats()[2]["collections"] == full


@pytest.mark.parametrize("on", [True, False])
async def test_the_collector_is_left_as_it_was(on: bool) -> None:
    aside: Aside[bool] = Aside("looking")
    if not on:
        gc.disable()
    try:
        assert await aside.once("a", gc.isenabled) is False
        assert gc.isenabled() is on
    finally:
        gc.enable()
