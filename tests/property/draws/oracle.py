"""Knows draws without tenants by their definition, and all that could be given at all: it writes everything out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.property.draws.reading import Question
from tests.property.draws.seating import NOBODY_SEATED, Seating, final_places, seat, set_key

NEVER = 1_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """``assignment`` and ``rank`` as in a result; ``closed``: place to event, for places that ever close."""

    assignment: Mapping[str, str | None]
    rank: Mapping[str, int | None]
    closed: Mapping[str, int]


def draw(question: Question) -> Outcome:
    """Nobody is a tenant: each in turn wins the first choice that leaves a seat for all who won before."""
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
    won = {who: question.wishes[who][index] for who, index in rank.items() if index is not None}
    return Outcome(final_places(question, won), rank, closed)


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
    """Every way to give each of ``queue`` a place that was asked for and fits, or the own one, or none."""
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
