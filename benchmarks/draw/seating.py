"""Knows whether one more can sit, by an augmenting path over plain sets: no masks, no pointers, no engine."""

from collections.abc import Iterable, Sequence


class Seating:
    """Who sits on which of so many places; whoever sits may be asked to sit elsewhere inside the own set."""

    def __init__(self, places: int) -> None:
        self._sitters = [-1] * places
        self._seats: dict[int, int] = {}
        self._sets: dict[int, Sequence[int]] = {}
        self._full: set[int] = set()

    def has_room(self, applicant: int, places: Sequence[int]) -> bool:
        """Whether the applicant, leaving an own seat behind, could sit on one of these places."""
        return self._way(places, besides=self._seats.get(applicant)) is not None

    def seat(self, applicant: int, places: Sequence[int]) -> None:
        """Raises ``ValueError`` where there is no room."""
        way = self._way(places, besides=None)
        if way is None:
            raise ValueError(f"no seat for {applicant} among {len(places)}")
        self._sets[applicant] = places
        for place in way:
            leaving, self._sitters[place] = self._sitters[place], applicant
            self._seats[applicant] = place
            applicant = leaving

    def _way(self, places: Sequence[int], *, besides: int | None) -> list[int] | None:
        """Places each of whose sitters can take the next, the last one free or ``besides``.

        What was found to lead nowhere is full for ever, as nobody ever leaves; except to who leaves a seat behind.
        """
        came_from = dict.fromkeys(self._open(places, besides), -1)
        waiting = list(came_from)
        for place in waiting:
            if self._sitters[place] == -1 or place == besides:
                return _back(came_from, place)
            for onward in self._open(self._sets[self._sitters[place]], besides):
                if onward not in came_from:
                    came_from[onward] = place
                    waiting.append(onward)
        if besides is None:
            self._full.update(came_from)
        return None

    def _open(self, places: Iterable[int], besides: int | None) -> list[int]:
        return [place for place in places if place not in self._full or besides is not None]


def _back(came_from: dict[int, int], place: int) -> list[int]:
    way = [place]
    while (place := came_from[place]) != -1:
        way.append(place)
    return way[::-1]
