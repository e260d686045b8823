"""The bounds of odds hold what they are about, and come closer the more draws are simulated."""

from hypothesis import given
from hypothesis import strategies as st

from harbors.odds.rules import odds


@given(st.integers(1, 2_000), st.floats(0, 1))
def test_a_share_lies_between_its_bounds_and_these_are_probabilities(seeds: int, share: float) -> None:
    told = odds(share, seeds=seeds)
    assert 0 <= told.low <= told.probability <= told.high <= 1
    assert told.high > told.low


@given(st.integers(1, 500), st.data())
def test_more_draws_bring_the_bounds_together(seeds: int, data: st.DataObject) -> None:
    won = data.draw(st.integers(0, seeds))
    few, many = odds(won / seeds, seeds=seeds), odds(won / seeds, seeds=seeds * 4)
    assert many.high - many.low < few.high - few.low


@given(st.integers(1, 500), st.data())
def test_losing_is_the_other_side_of_winning(seeds: int, data: st.DataObject) -> None:
    won = data.draw(st.integers(0, seeds))
    win, lose = odds(won / seeds, seeds=seeds), odds((seeds - won) / seeds, seeds=seeds)
    assert abs(win.low - (1 - lose.high)) < 1e-9
    assert abs(win.high - (1 - lose.low)) < 1e-9
