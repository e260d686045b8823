"""Kept answers take no more room than they may, whatever is large of them, and a large one pushes nobody out."""

from uuid import UUID

from schema.reads.running.results import Key
from tests.integration.reads.kept import Keeping, key

BODY = b"x" * 1_000
ROOM = 100_000


async def kept_of(keeping: Keeping, keys: list[Key]) -> list[bool]:
    return [await keeping.is_kept(one) for one in keys]


async def test_what_was_asked_for_the_longest_ago_makes_room() -> None:
    keeping, keys = Keeping(room=ROOM), [key(number) for number in range(100)]
    for one in keys:
        await keeping.keep(one, BODY)
    kept = await kept_of(keeping, keys)
    assert kept == sorted(kept)
    assert 30 < sum(kept) <= ROOM // (len(BODY) + 1_000)


async def test_variants_take_room_too() -> None:
    keeping, keys = Keeping(room=ROOM), [key(number) for number in range(10)]
    for one in keys:
        (await keeping.keep(one, BODY)).keep("br", b"x" * 40_000)
    assert await kept_of(keeping, keys) == [False] * 8 + [True] * 2


async def test_parameters_take_room_too() -> None:
    """A thousand ids whose answer is a thousand times null: the question is larger than the answer."""
    keeping = Keeping(room=ROOM * 40)
    keys: list[Key] = [
        (b"nodes", (tuple(UUID(int=number * 1_000 + index) for index in range(1_000)),), ("v1",))
        for number in range(100)
    ]
    for one in keys:
        await keeping.keep(one, BODY)
    assert sum(await kept_of(keeping, keys)) < 60


async def test_a_giant_is_answered_and_pushes_nobody_out() -> None:
    keeping, small = Keeping(room=ROOM), [key(number) for number in range(20)]
    for one in small:
        await keeping.keep(one, BODY)
    giant = b"x" * (ROOM // 8)
    assert (await keeping.keep(key(-1), giant)).body == giant
    assert await kept_of(keeping, small) == [True] * 20
    assert not await keeping.is_kept(key(-1))


async def test_a_variant_of_an_answer_that_has_made_room_does_not_bring_it_back() -> None:
    keeping = Keeping(room=ROOM)
    gone = await keeping.keep(key(-1), BODY)
    for number in range(60):
        await keeping.keep(key(number), BODY)
    gone.keep("br", b"packed")
    assert not await keeping.is_kept(key(-1))
    assert await keeping.is_kept(key(59))


async def test_a_variant_of_an_old_answer_does_not_take_the_place_of_the_new_one() -> None:
    keeping = Keeping()
    old = await keeping.keep(key(1), b"old")
    keeping.now = 61.0
    new = await keeping.keep(key(1), b"new")
    old.keep("br", b"packed old")
    found = await keeping.ask(key(1))
    assert (found, found.body, found.variants) == (new, b"new", {})
