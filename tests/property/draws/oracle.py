"""Knows the draw by its definition: it writes out every set of places that could hold the winners, and looks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.property.draws.reading import Question

Seating = frozenset[str]
NOBODY_SEATED = frozenset([Seating()])
NEVER = 1_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """``assignment`` and ``rank`` as in a result; ``closed``: place to event, for places that ever close."""

    assignment: Mapping[str, str | None]
    rank: Mapping[str, int | None]
    closed: Mapping[str, int]


def seat(seatings: frozenset[Seating], fitting: frozenset[str]) -> frozenset[Seating]:
    """Every set of places that results when one more boat lies on one of ``fitting``; none when there is no room."""
    return frozenset(taken | {place} for taken in seatings for place in fitting - taken)


def seat_all(sets: Iterable[frozenset[str]]) -> frozenset[Seating]:
    seatings = NOBODY_SEATED
    for fitting in sets:
        seatings = seat(seatings, fitting)
    return seatings


def draw(question: Question) -> Outcome:
    """Each in turn wins the first choice that leaves a seat for all who won before."""
    rank: dict[str, int | None] = dict.fromkeys(question.queue)
    seatings = dict.fromkeys(question.harbor.values(), NOBODY_SEATED)
    closed: dict[str, int] = {}
    event = 0
    for applicant in question.queue:
        for index, fitting in enumerate(question.wishes[applicant]):
            home = next((question.harbor[place] for place in fitting), None)
            if home is not None and (grown := seat(seatings[home], fitting)):
                event, rank[applicant], seatings[home] = event + 1, index, grown
                closed |= dict.fromkeys(frozenset.intersection(*grown) - closed.keys(), event)
                break
    return Outcome(final_places(question, rank, seatings), rank, closed)


def final_places(
    question: Question, rank: Mapping[str, int | None], seatings: Mapping[str, frozenset[Seating]]
) -> dict[str, str | None]:
    assignment: dict[str, str | None] = dict.fromkeys(question.queue)
    for home, possible in seatings.items():
        won = winning_sets(question, rank, home)
        assignment |= tightest(question, won, min(possible, key=lambda taken: set_key(question, taken)))
    return assignment


def winning_sets(question: Question, rank: Mapping[str, int | None], home: str) -> dict[str, frozenset[str]]:
    """The winners of one harbor in priority order, each with the fitting places of the choice that was won."""
    won = {who: question.wishes[who][index] for who in question.queue if (index := rank[who]) is not None}
    return {who: fitting for who, fitting in won.items() if question.harbor[min(fitting)] == home}


def tightest(question: Question, won: Mapping[str, frozenset[str]], taken: Seating) -> dict[str, str]:
    """In priority order the first place of ``taken`` on which one can lie while all the others still find one."""
    if not won:
        return {}
    first, *others = won
    for place in sorted(taken & won[first], key=question.position):
        left = taken - {place}
        if left in seat_all(won[other] & left for other in others):
            return {first: place} | tightest(question, {other: won[other] for other in others}, left)
    raise AssertionError("the winners do not fill the set that was chosen for them")


def set_key(question: Question, taken: Iterable[str]) -> tuple[int, int, list[int]]:
    """Least area first: places without an area come after all others, and equal areas compare in place order."""
    areas = [question.area[place] for place in taken]
    return areas.count(None), sum(area or 0 for area in areas), sorted(map(question.position, taken))


def draw_by_enumeration(question: Question) -> tuple[dict[str, str | None], dict[str, int | None]]:
    """The assignment and ranks again, as the best of all assignments that there are; for tiny instances only.

    Best: the best rank for the first in the queue, then for the second and so on; then the least set of places; then
    the tightest place for the first in the queue, and so on.
    """

    def key(assignment: Mapping[str, str | None]) -> tuple[object, ...]:
        places = [place for place in assignment.values() if place is not None]
        positions = [NEVER if place is None else question.position(place) for place in assignment.values()]
        return rank_vector(question, assignment), set_key(question, places), positions

    best = min(assignments(question, question.queue, frozenset()), key=key)
    vector = rank_vector(question, best)
    return best, {who: None if index == NEVER else index for who, index in zip(best, vector, strict=True)}


def assignments(question: Question, queue: tuple[str, ...], taken: Seating) -> Iterator[dict[str, str | None]]:
    """Every way to give each of ``queue`` a place that was asked for and fits, or none."""
    if not queue:
        yield {}
        return
    first, rest = queue[0], queue[1:]
    for place in (None, *sorted(frozenset().union(*question.wishes[first]) - taken)):
        for others in assignments(question, rest, taken if place is None else taken | {place}):
            yield {first: place} | others


def rank_vector(question: Question, assignment: Mapping[str, str | None]) -> list[int]:
    """In the order of the queue the first choice that holds the given place, ``NEVER`` for nobody's."""
    return [rank_of(question, who, assignment[who]) for who in question.queue]


def rank_of(question: Question, who: str, place: str | None) -> int:
    return next((index for index, fitting in enumerate(question.wishes[who]) if place in fitting), NEVER)
