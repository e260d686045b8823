"""Rounds of a beacon and times agree, whatever the chain; and a plan never waits for what could be known already."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ahti.gateways.beacons.sources import DEFAULT, QUICKNET
from harbors.beacons.records import BeaconPlan, BeaconSource
from harbors.beacons.rules import attempts, due, published_at, round_at

SOURCES = st.builds(
    lambda genesis, period: replace(DEFAULT, genesis_time=genesis, period=period),
    st.integers(0, 2**31),
    st.integers(1, 86_400),
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TIMES = st.timedeltas(timedelta(), timedelta(days=80_000)).map(EPOCH.__add__)


@given(SOURCES, st.integers(1, 10_000_000))
def test_a_round_is_the_first_at_its_own_time(source: BeaconSource, round: int) -> None:
    if source.genesis_time + round * source.period < 2**33:
        assert round_at(source, published_at(source, round)) == round


@given(SOURCES, TIMES)
def test_no_round_before_it_would_do(source: BeaconSource, time: datetime) -> None:
    round = round_at(source, time)
    assert published_at(source, round) >= time
    assert round == 1 or published_at(source, round - 1) < time


@given(SOURCES, TIMES, st.timedeltas(timedelta(), timedelta(days=2)))
def test_what_is_due_is_published_and_nothing_due_is_left_out(
    source: BeaconSource, time: datetime, later: timedelta
) -> None:
    plan = BeaconPlan(announced_at=time, sources=(source, QUICKNET))
    lines = attempts(plan)
    now = time + later
    assert due(plan, now=now) == tuple(one for one in lines if one.published_at <= now)
    assert all(one.published_at >= time for one in lines)
    assert [one.number for one in lines] == [1, 2, 3]
