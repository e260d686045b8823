"""What is kept and what has to go when there is no more room."""

from schema.bounded import Bounded


def test_what_nobody_asked_for_the_longest_goes_when_there_are_too_many() -> None:
    kept: Bounded[str, int] = Bounded(most=2, room=100)
    kept.keep("a", 1, size=1)
    kept.keep("b", 2, size=1)
    assert kept.get("a") == 1
    kept.keep("c", 3, size=1)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)


def test_as_many_go_as_the_newest_needs_room() -> None:
    kept: Bounded[str, int] = Bounded(most=10, room=10)
    for number, name in enumerate("abc"):
        kept.keep(name, number, size=3)
    kept.keep("d", 3, size=6)
    assert [kept.get(name) for name in "abcd"] == [None, None, 2, 3]


def test_what_is_larger_than_all_room_is_not_kept_and_pushes_nothing_out() -> None:
    kept: Bounded[str, int] = Bounded(most=10, room=10)
    kept.keep("a", 1, size=10)
    kept.keep("b", 2, size=11)
    assert (kept.get("a"), kept.get("b")) == (1, None)


def test_what_is_kept_again_takes_its_room_once() -> None:
    kept: Bounded[str, int] = Bounded(most=10, room=10)
    for number in range(5):
        kept.keep("a", number, size=5)
    kept.keep("b", 9, size=5)
    assert (kept.get("a"), kept.get("b")) == (4, 9)
