"""Strongly connected parts, held against their definition."""

from hypothesis import given
from hypothesis import strategies as st

from harbors.bundles.kinship import strongly_connected

GRAPHS = st.integers(1, 9).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=4), min_size=size, max_size=size)
)


def reached(onward: list[list[int]], start: int) -> set[int]:
    found = {start}
    waiting = [start]
    while waiting:
        new = set(onward[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


@given(GRAPHS)
def test_two_points_share_a_number_when_each_can_reach_the_other(onward: list[list[int]]) -> None:
    parts = strongly_connected(onward)
    for here in range(len(onward)):
        for there in range(len(onward)):
            both = there in reached(onward, here) and here in reached(onward, there)
            assert (parts[here] == parts[there]) == both


def test_a_long_way_is_no_matter() -> None:
    size = 50_000

    assert len(set(strongly_connected([[(here + 1) % size] for here in range(size)]))) == 1
