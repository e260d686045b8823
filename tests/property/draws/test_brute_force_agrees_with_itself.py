"""Holds the oracle to itself: three ways to the same answer, and instances in which there is something to find."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.property.draws import oracle
from tests.property.draws.campaign import tried_on
from tests.property.draws.holding import hold
from tests.property.draws.instances import LARGE, SMALL, TINY, instances
from tests.property.draws.moving import MovingEngine, are_all_matched, draw_by_moving
from tests.property.draws.promises import ANY_SIZE
from tests.property.draws.reading import Json, read

SETS = st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=4), max_size=6)


@tried_on(300)
@given(SETS)
def test_seats_are_found_exactly_when_hall_finds_no_crowd(sets: list[frozenset[str]]) -> None:
    crowds = [crowd for size in range(len(sets) + 1) for crowd in combinations(sets, size)]
    can_sit = all(len(frozenset().union(*crowd)) >= len(crowd) for crowd in crowds)
    assert bool(oracle.seat_all(sets)) == can_sit
    assert are_all_matched({str(index): fitting for index, fitting in enumerate(sets)}) == can_sit


@tried_on(300)
@given(instances(TINY))
def test_the_oracle_finds_the_best_of_all_assignments(instance: Json) -> None:
    question = read(instance)
    outcome = oracle.draw(question)
    assert (outcome.assignment, outcome.rank) == oracle.draw_by_enumeration(question)


@tried_on(60)
@given(instances(LARGE))
def test_the_oracle_agrees_with_moving_one_at_a_time(instance: Json) -> None:
    for check in ANY_SIZE:
        hold(draw_by_moving, check, instance)


def test_the_instances_hold_what_a_wrong_draw_would_stumble_over() -> None:
    """Of a thousand at least so many: chains of moves, closed places, certificates, ties, places without an area."""
    seen: Counter[str] = Counter()

    @tried_on(500)
    @given(instances(SMALL) | instances(LARGE))
    def look(instance: Json) -> None:
        seen.update(["instance", *features(MovingEngine(instance))])

    look()
    least = {
        "one moves": 300,
        "two move": 50,
        "closed": 700,
        "loser refused": 500,
        "winner refused": 100,
        "repacked": 150,
    }
    found = {feature: round(1000 * seen[feature] / seen["instance"]) for feature in least}
    assert {feature: count for feature, count in found.items() if count < least[feature]} == {}


def features(engine: MovingEngine) -> set[str]:
    result = engine.result()
    refused = {who for who, refusals in engine.explanations.items() if any(refusal["fitting"] for refusal in refusals)}
    found = {
        "one moves": max(engine.chains, default=0) >= 1,
        "two move": max(engine.chains, default=0) >= 2,
        "closed": bool(engine.closed),
        "loser refused": any(engine.rank[who] is None for who in refused),
        "winner refused": any(engine.rank[who] is not None for who in refused),
        "repacked": any(result["assignment"][who] != place for place, who in engine.held.items()),
    }
    return {feature for feature, is_there in found.items() if is_there}
