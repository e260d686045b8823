"""Knows the final places by their definition: it writes out every set of places that could hold the winners."""

from collections.abc import Iterable, Mapping

from tests.property.draws.reading import Fits, Question

Seating = frozenset[str]
NOBODY_SEATED = frozenset([Seating()])


def seat(seatings: frozenset[Seating], fitting: Fits) -> frozenset[Seating]:
    """Every set of places that results when one more boat lies on one of ``fitting``; none when there is no room."""
    return frozenset(taken | {place} for taken in seatings for place in fitting - taken)


def seat_all(sets: Iterable[Fits]) -> frozenset[Seating]:
    seatings = NOBODY_SEATED
    for fitting in sets:
        seatings = seat(seatings, fitting)
    return seatings


def final_places(question: Question, won: Mapping[str, Fits]) -> dict[str, str | None]:
    """For everybody in the queue the place in the end; ``won`` tells the fitting places of each winner's choice."""
    assignment: dict[str, str | None] = dict.fromkeys(question.queue)
    for home in sorted(set(question.harbor.values())):
        winners = {who: won[who] for who in question.queue if who in won and is_at(question, won[who], home)}
        least = min(seat_all(winners.values()), key=lambda taken: set_key(question, taken))
        assignment |= tightest(question, winners, least)
    return assignment


def is_at(question: Question, fitting: Fits, home: str) -> bool:
    return question.harbor[min(fitting)] == home


def tightest(question: Question, won: Mapping[str, Fits], taken: Seating) -> dict[str, str]:
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
