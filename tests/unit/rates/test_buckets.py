"""Buckets fill by time, are emptied by what is asked, and owe at most one quota."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahti.web.rates.buckets import Buckets, Exhausted
from ahti.web.rates.policies import Policy

SIX_A_MINUTE = Policy("address", 6, 60)


class Hands:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_quota_can_be_had_at_once_and_then_by_and_by() -> None:
    hands = Hands()
    buckets = Buckets(SIX_A_MINUTE, seconds=hands)
    assert [buckets.take("a").left for _ in range(6)] == [5, 4, 3, 2, 1, 0]
    with pytest.raises(Exhausted) as none:
        buckets.take("a")
    assert (none.value.level.left, none.value.level.seconds) == (0, 10)
    hands.now += 10
    assert buckets.take("a").left == 0
    hands.now += 1_000_000
    assert buckets.take("a").left == 5


def test_callers_have_buckets_of_their_own() -> None:
    buckets = Buckets(SIX_A_MINUTE, seconds=Hands())
    for _ in range(6):
        buckets.take("a")
    assert buckets.take("b").left == 5


def test_what_an_answer_cost_is_owed_up_to_one_quota() -> None:
    hands = Hands()
    buckets = Buckets(SIX_A_MINUTE, seconds=hands)
    buckets.charge("a", 1_000_000)
    hands.now += 60
    with pytest.raises(Exhausted) as none:
        buckets.take("a")
    assert none.value.level.seconds == 10
    hands.now += 10
    assert buckets.take("a").left == 0


def test_only_so_many_buckets_are_kept_and_the_oldest_go_first() -> None:
    buckets = Buckets(SIX_A_MINUTE, seconds=Hands(), most=2)
    for caller in ("a", "b", "a", "c"):
        buckets.take(caller)
    assert [buckets.take(caller).left for caller in ("a", "c")] == [3, 4]
    assert buckets.take("b").left == 5


@given(st.lists(st.floats(0, 30), max_size=200))
def test_no_window_ever_gives_more_than_a_full_bucket_and_what_flows_in(pauses: list[float]) -> None:
    hands = Hands()
    buckets, had = Buckets(SIX_A_MINUTE, seconds=hands), []
    for pause in pauses:
        hands.now += pause
        try:
            buckets.take("a")
            had.append(hands.now)
        except Exhausted as none:
            assert 0 < none.level.seconds <= 10
    for first in had:
        assert sum(first <= at < first + 60 for at in had) <= 12
