"""Knows why a better choice was not received, and shows it by a certificate that can be checked by counting."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from harbors.draws.bits import each
from harbors.draws.board import Wish
from harbors.draws.chart import Chart
from harbors.draws.records import Explanation, Instance, Outcome


class _Tight(NamedTuple):
    """What was closed in a harbor after some event: as many places as holders."""

    places: tuple[str, ...]
    holders: tuple[str, ...]


class _Refused(NamedTuple):
    """The event at which the last of the places that a wish means closed, and these places in place order."""

    event: int
    fitting: tuple[str, ...]


class Explanations(Mapping[str, tuple[Explanation, ...]]):
    """By applicant, the choices better than the one received, each explained when it is looked up.

    The holders of a closed set are those who sit on it in the end: there are as many of them as places, and none
    could sit elsewhere.
    """

    def __init__(self, instance: Instance, outcome: Outcome) -> None:
        self._chart = Chart(instance.places, instance.rules)
        self._applicants = {applicant.id: applicant for applicant in instance.applicants}
        self._outcome = outcome
        self._turns = {place: turn for turn, place in enumerate(outcome.assignment.values()) if place is not None}
        self._refused: dict[Wish, _Refused] = {}
        self._tight: dict[tuple[int, int], _Tight] = {}

    def __getitem__(self, applicant_id: str) -> tuple[Explanation, ...]:
        rank = self._outcome.rank[applicant_id]
        wishes = self._chart.wishes(self._applicants[applicant_id])[:rank]
        return tuple(self._explanation(choice, wish) for choice, wish in enumerate(wishes))

    def __iter__(self) -> Iterator[str]:
        return iter(self._outcome.order)

    def __len__(self) -> int:
        return len(self._outcome.order)

    def _explanation(self, choice: int, wish: Wish) -> Explanation:
        if not wish[1]:
            return Explanation(choice=choice, event=None, fitting=(), tight=(), holders=())
        event, fitting = self._refusal(wish)
        tight = self._closed_by(event, wish[0])
        return Explanation(choice=choice, event=event, fitting=fitting, tight=tight.places, holders=tight.holders)

    def _refusal(self, wish: Wish) -> _Refused:
        """Kept, because many ask for the same with boats that fit the same places."""
        if wish not in self._refused:
            places = self._chart.harbors[wish[0]]
            fitting = tuple(places[bit].id for bit in each(wish[1]))
            self._refused[wish] = _Refused(max(map(self._outcome.closed.__getitem__, fitting)), fitting)
        return self._refused[wish]

    def _closed_by(self, event: int, harbor: int) -> _Tight:
        """The whole closed set of a harbor after an event, in place order, and its holders in the order of turns."""
        if (harbor, event) not in self._tight:
            ids = (place.id for place in self._chart.harbors[harbor])
            places = tuple(id for id in ids if self._outcome.closed.get(id, event + 1) <= event)
            turns = sorted(self._turns[place] for place in places)
            self._tight[harbor, event] = _Tight(places, tuple(self._outcome.order[turn] for turn in turns))
        return self._tight[harbor, event]
