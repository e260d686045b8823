"""Holds the draw of a whole season to its promises, counted by the oracle's reading of what fits."""

import pytest

from tests.property.draws.complaints import Complaints
from tests.property.draws.holding import Engine
from tests.property.draws.ours import ours
from tests.property.draws.promises import is_feasible, is_individually_rational, is_not_wasteful, keeps_renewals
from tests.property.draws.reading import Json, Question, read
from tests.property.draws.season import EXCHANGING, NEW, RENEWING, season

CHECKS = (is_feasible, is_individually_rational, is_not_wasteful, keeps_renewals)


@pytest.mark.parametrize("exchangers_first", [False, True], ids=["one lottery", "exchangers first"])
def test_most_who_would_exchange_move_up_and_nobody_has_reason_to_complain(exchangers_first: bool) -> None:
    instance = season(exchangers_first=exchangers_first)
    result = ours(instance, explained=False)
    question = read(instance)
    assert (len(question.renewing), len(question.own), len(question.queue)) == counts()
    for check in CHECKS:
        check(answering(result), instance)
    assert Complaints(question, result["assignment"]).justified() == []
    assert moved_up(question, result["assignment"]) >= 0.6


def test_free_berths_alone_move_few_and_leave_much_to_complain_of() -> None:
    question = read(season())
    assignment = by_free_berths(question)
    assert moved_up(question, assignment) <= 0.2
    assert len(Complaints(question, assignment).justified()) >= 500


def counts() -> tuple[int, int, int]:
    return RENEWING, RENEWING + EXCHANGING, RENEWING + EXCHANGING + NEW


def answering(result: Json) -> Engine:
    return lambda _: result


def moved_up(question: Question, assignment: Json) -> float:
    exchanging = question.own.keys() - question.renewing
    return sum(assignment[who] not in question.wishes[who][-1] for who in exchanging) / len(exchanging)


def by_free_berths(question: Question) -> Json:
    """First fit: each in turn gets the first free place of the best choice that has one, and leaves the own one."""
    assignment: Json = dict.fromkeys(question.queue) | dict(question.own)
    free = [place for place in question.places if place not in question.own.values()]
    for who in question.queue:
        for fitting in question.wishes[who]:
            place = next((place for place in free if place in fitting), None)
            if place is not None or assignment[who] in fitting:
                assignment[who] = place or assignment[who]
                free = [other for other in free if other != place]
                break
    return assignment
