"""Who is asked in which round."""

from benchmarks.reads.contenders import ALL, COMPILED, STRAWBERRY
from benchmarks.reads.plan import Plan

FIVE = Plan(rounds=5, seconds=0.7, connections=8)


def test_slow_contenders_are_asked_in_every_other_round_from_the_first_on() -> None:
    assert [FIVE.asks(STRAWBERRY, number) for number in range(5)] == [True, False, True, False, True]
    assert [FIVE.asks(COMPILED, number) for number in range(5)] == [True] * 5


def test_however_short_a_run_everybody_is_asked_once() -> None:
    once = Plan(rounds=1, seconds=0.1, connections=8)
    assert {once.rounds_of(contender) for contender in ALL} == {1}


def test_the_page_can_say_how_often() -> None:
    assert (FIVE.rounds_of(COMPILED), FIVE.rounds_of(STRAWBERRY)) == (5, 3)


def test_everything_is_asked_at_least_three_times_over_two_connections() -> None:
    pace = FIVE.pace("Q5")
    assert (pace.seconds, pace.least, pace.connections) == (0.7, 3, 2)
