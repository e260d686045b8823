"""Holds the oracle to itself: three ways to the same answer, and instances in which there is something to find."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.property.draws import oracle, seating
from tests.property.draws.campaign import tried_on
from tests.property.draws.complaints import Complaints
from tests.property.draws.holding import hold, keeps
from tests.property.draws.instances import LARGE, SMALL, TINY, exchanges, instances
from tests.property.draws.moving import MovingEngine, are_all_matched, draw_by_moving
from tests.property.draws.promises import (
    ANY_SIZE,
    TINY_ONLY,
    agrees_with_enumeration,
    has_no_justified_envy,
    is_pareto_efficient,
)
from tests.property.draws.reading import Json, Question, read
from tests.property.draws.trading import TradingEngine, draw_by_trading
from tests.property.draws.wrong_trades import FirstFit

SETS = st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=4), max_size=6)


@tried_on(300)
@given(SETS)
def test_seats_are_found_exactly_when_hall_finds_no_crowd(sets: list[frozenset[str]]) -> None:
    crowds = [crowd for size in range(len(sets) + 1) for crowd in combinations(sets, size)]
    can_sit = all(len(frozenset().union(*crowd)) >= len(crowd) for crowd in crowds)
    assert bool(seating.seat_all(sets)) == can_sit
    assert are_all_matched({str(index): fitting for index, fitting in enumerate(sets)}) == can_sit


@tried_on(300)
@given(instances(TINY))
def test_the_oracle_finds_the_best_of_all_assignments(instance: Json) -> None:
    question = read(instance)
    outcome = oracle.draw(question)
    assert (outcome.assignment, outcome.rank) == oracle.draw_by_enumeration(question)


@tried_on(60)
@given(instances(LARGE))
def test_moving_one_at_a_time_and_trading_agree_with_the_definition(instance: Json) -> None:
    hold(draw_by_moving, agrees_with_enumeration, instance)
    hold(draw_by_trading, agrees_with_enumeration, instance)


@tried_on(100)
@given(exchanges(SMALL) | exchanges(LARGE))
def test_trading_keeps_every_promise(instance: Json) -> None:
    for check in ANY_SIZE:
        hold(draw_by_trading, check, instance)


@tried_on(20)
@given(exchanges(TINY))
def test_trading_keeps_the_promises_that_take_a_look_at_everything(instance: Json) -> None:
    for check in TINY_ONLY:
        hold(draw_by_trading, check, instance)


@tried_on(200)
@given(exchanges(TINY))
def test_complaints_are_counted_where_a_better_assignment_exists(instance: Json) -> None:
    """By search and by writing everything out, of an engine that leaves much to complain of."""
    question, given_out = read(instance), FirstFit(instance).result()["assignment"]
    result = {"assignment": given_out, "rank": {who: ranked(question, who, given_out[who]) for who in given_out}}
    is_best = all(keeps(lambda _: result, check, instance) for check in (is_pareto_efficient, has_no_justified_envy))
    assert is_best == (Complaints(question, given_out).justified() == [])


def ranked(question: Question, who: str, place: str | None) -> int | None:
    rank = oracle.rank_of(question, who, place)
    return None if rank == oracle.NEVER else rank


def test_the_instances_hold_what_a_wrong_draw_would_stumble_over() -> None:
    """Of a thousand at least so many: chains of moves, closed places, certificates, ties, places without an area."""
    least = {
        "one moves": 300,
        "two move": 50,
        "closed": 700,
        "loser refused": 500,
        "winner refused": 100,
        "repacked": 150,
    }
    assert too_few(instances(SMALL) | instances(LARGE), lambda asked: features(MovingEngine(asked)), least) == {}


def test_the_exchanges_hold_what_a_wrong_draw_would_stumble_over() -> None:
    least = {
        "rings of two": 150,
        "rings of three": 70,
        "several rings at once": 150,
        "a head moves a tenant": 200,
        "a head moves two": 40,
        "pushed along": 300,
        "own place in a choice": 300,
        "own place in no choice": 700,
        "moved inside a choice": 100,
        "renewed": 300,
        "tenant refused": 300,
    }
    assert too_few(exchanges(SMALL) | exchanges(LARGE), lambda asked: trades(TradingEngine(asked)), least) == {}


def too_few(asked: st.SearchStrategy[Json], look: Callable[[Json], set[str]], least: dict[str, int]) -> dict[str, int]:
    seen: Counter[str] = Counter()

    @tried_on(500)
    @given(asked)
    def count(instance: Json) -> None:
        seen.update(["instance", *look(instance)])

    count()
    found = {feature: round(1000 * seen[feature] / seen["instance"]) for feature in least}
    return {feature: count for feature, count in found.items() if count < least[feature]}


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


def trades(engine: TradingEngine) -> set[str]:
    result, question = engine.result(), engine.question
    settled = [event["cycles"] for event in result["events"] if event["head"] is None and event["number"]]
    headed = [len(event["cycles"][0]["members"]) for event in result["events"] if event["head"] is not None]
    rings = [len(cycle["members"]) for cycles in settled for cycle in cycles]
    exchanging = question.own.keys() - question.renewing
    listed = {who for who in exchanging if lists_own_place(engine, who)}
    found = {
        "rings of two": 2 in rings,
        "rings of three": max(rings, default=0) >= 3,
        "several rings at once": any(len(cycles) > 1 for cycles in settled),
        "a head moves a tenant": max(headed, default=0) >= 2,
        "a head moves two": max(headed, default=0) >= 3,
        "pushed along": any(len(c["moves"]) > len(c["members"]) for e in result["events"] for c in e["cycles"]),
        "own place in a choice": bool(listed),
        "own place in no choice": bool(exchanging - listed),
        "moved inside a choice": any(
            result["assignment"][who] != question.own[who] for who in listed if is_last(engine, who)
        ),
        "renewed": bool(question.renewing),
        "tenant refused": any(result["explanations"][who] for who in exchanging),
    }
    return {feature for feature, is_there in found.items() if is_there}


def lists_own_place(engine: TradingEngine, who: str) -> bool:
    choices = next(one["choices"] for one in engine.instance["applicants"] if one["id"] == who)
    return len(engine.question.wishes[who]) <= len(choices)


def is_last(engine: TradingEngine, who: str) -> bool:
    """Whether what was won is the choice that holds the own place."""
    return engine.rank[who] == len(engine.question.wishes[who]) - 1
