"""What the slices of a run come to, and how a ratio stands against what was asked for."""

import pytest

from benchmarks.reads.contenders import CACHED, COMPILED, HAND_WRITTEN, STRAWBERRY, Contender
from benchmarks.reads.criteria import CRITERIA, Criterion, Verdict
from benchmarks.reads.documents import TITLES
from benchmarks.reads.figures import Slice, Spread, busiest_load, figures, of, ratio


def a_slice(
    contender: str, number: int, *, requests: int, seconds: float = 2, document: str = "Q4", asking: float = 0.5
) -> Slice:
    return Slice(
        contender=contender,
        document=document,
        round=number,
        requests=requests,
        seconds=seconds,
        received=requests * 100,
        server_cpu=requests * 0.001,
        database_cpu=requests * 0.0005,
        asking_cpu=asking,
    )


# A slow moment in the second round has hit both alike, the third was one contender's own.
THREE_ROUNDS = [
    a_slice("ours", 0, requests=2_000),
    a_slice("theirs", 0, requests=1_000),
    a_slice("ours", 1, requests=200),
    a_slice("theirs", 1, requests=100),
    a_slice("ours", 2, requests=3_000),
    a_slice("theirs", 2, requests=1_000),
    a_slice("theirs", 2, requests=7, document="Q5", asking=1.5),
]


def test_a_rate_is_the_median_of_the_rounds_and_cpu_time_is_that_of_all_requests() -> None:
    found = figures(of(THREE_ROUNDS, "ours", "Q4"))
    assert (found.rate, found.size) == (Spread(median=1_000, lowest=100, highest=1_500), 100)
    assert (round(found.server_ms, 9), round(found.database_ms, 9)) == (1, 0.5)


def test_a_ratio_is_taken_within_each_round() -> None:
    assert ratio(THREE_ROUNDS, "Q4", ours="ours", theirs="theirs") == Spread(median=2, lowest=2, highest=3)


def test_a_ratio_leaves_out_rounds_that_only_one_of_them_ran() -> None:
    unfinished = [*THREE_ROUNDS, a_slice("ours", 3, requests=90_000)]
    assert ratio(unfinished, "Q4", ours="ours", theirs="theirs").highest == 3


def test_the_load_is_known_by_its_busiest_slice() -> None:
    assert busiest_load(THREE_ROUNDS) == 0.75


def the_criterion(ours: Contender, theirs: Contender) -> Criterion:
    return next(one for one in CRITERIA if (one.ours, one.theirs) == (ours, theirs))


@pytest.mark.parametrize(
    ("ours", "theirs", "document", "found", "verdict"),
    [
        (COMPILED, HAND_WRITTEN, "Q4", 0.70, Verdict.AIM),
        (COMPILED, HAND_WRITTEN, "Q4", 0.55, Verdict.MUST),
        (COMPILED, HAND_WRITTEN, "Q4", 0.549, Verdict.SHORT),
        (COMPILED, HAND_WRITTEN, "Q1", 0.69, Verdict.SHORT),
        (COMPILED, STRAWBERRY, "Q1", 0.1, Verdict.NOT_ASKED),
        (COMPILED, STRAWBERRY, "Q2", 11.9, Verdict.SHORT),
        (CACHED, COMPILED, "Q5", 1.9, Verdict.BELOW_AIM),
        (CACHED, COMPILED, "Q5", 2.0, Verdict.AIM),
    ],
)
def test_a_ratio_is_judged_by_what_was_asked_for(
    ours: Contender, theirs: Contender, document: str, found: float, verdict: Verdict
) -> None:
    assert the_criterion(ours, theirs).verdict(document, found) is verdict


def test_nothing_is_aimed_lower_than_it_must_be() -> None:
    lower = [(one, name) for one in CRITERIA for name in TITLES if name in one.must and one.aim[name] <= one.must[name]]
    assert lower == []
