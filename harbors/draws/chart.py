"""Knows where the places of a draw lie as bits, and which of them a choice means.

A harbor is a run of bits; inside it the bits are in place order, so the lowest bit of a set is its first place.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby

from harbors.draws.bits import sets_of
from harbors.draws.board import NOWHERE, Board, Wish, packed
from harbors.draws.fitting import Fitting
from harbors.draws.records import Applicant, Boat, Choice, Place, Rules

Profile = tuple[Boat, frozenset[str]]


def place_order(place: Place) -> tuple[bool, int, bytes, bytes]:
    """The order that breaks every tie: by area, an unknown one last, then by order key, else id, as UTF-8 bytes."""
    key = place.id if place.order_key is None else place.order_key
    return place.area is None, place.area or 0, key.encode(), place.id.encode()


class Chart:
    """The places laid out; ``harbors`` are their places in place order, a harbor after the other."""

    def __init__(self, places: Iterable[Place], rules: Rules) -> None:
        laid_out = sorted(places, key=lambda place: (place.harbor.encode(), place_order(place)))
        self.harbors = tuple(tuple(run) for _, run in groupby(laid_out, lambda place: place.harbor))
        self.numbers = {place.id: number for number, place in enumerate(laid_out)}
        self._scopes = _scopes(self.harbors)
        self._fitting = Fitting(laid_out, rules)
        self._reserves = sets_of(place.reserve for place in laid_out)
        self._offsets = [0, *accumulate(map(len, self.harbors))]

    def board(self, *, profiles: Sequence[Profile], choices: Iterable[Choice]) -> Board:
        """The board on which these profiles draw lots for these choices; an unknown choice comes to nothing."""
        sizes = tuple(map(len, self.harbors))
        return Board(
            sizes=sizes,
            scopes=tuple(map(self._scope, choices)),
            fitting=packed([self._fits(boat, reserves) for boat, reserves in profiles], sizes=sizes),
        )

    def wishes(self, applicant: Applicant) -> list[Wish]:
        """What an applicant's choices come to; one that is unknown, or of which nothing fits, comes to nothing."""
        fitting = self._fits(applicant.boat, applicant.reserves)
        return [self._wish(choice, fitting) for choice in applicant.choices]

    def wish(self, choice: Choice, profile: Profile) -> Wish:
        """What a choice comes to for a profile."""
        return self._wish(choice, self._fits(*profile))

    def _wish(self, choice: Choice, fitting: int) -> Wish:
        harbor, places = self._scope(choice)
        return (harbor, fitting >> self._offsets[harbor] & places)

    def _scope(self, choice: Choice) -> Wish:
        if choice.places and choice not in self._scopes:
            self._scopes[choice] = self._listed(choice.places)
        return self._scopes.get(choice, NOWHERE)

    def _listed(self, places: Iterable[str]) -> Wish:
        """The set of listed places, which lie in one harbor."""
        numbers = [self.numbers[id] for id in places]
        harbor = bisect_right(self._offsets, numbers[0]) - 1
        return (harbor, sum(1 << number - self._offsets[harbor] for number in numbers))

    def _fits(self, boat: Boat, reserves: frozenset[str]) -> int:
        fitting = self._fitting.places(boat)
        for reserve, places in self._reserves.items():
            if reserve is not None and reserve not in reserves:
                fitting &= ~places
        return fitting


def _scopes(harbors: Iterable[Sequence[Place]]) -> dict[Choice, Wish]:
    return {choice: (number, meant) for number, run in enumerate(harbors) for choice, meant in _choices(run).items()}


def _choices(places: Sequence[Place]) -> Mapping[Choice, int]:
    """Every choice that means something in one harbor, and the places that it means."""
    meant = {Choice(harbor=places[0].harbor): (1 << len(places)) - 1}
    for bit, place in enumerate(places):
        meant[Choice(berth=place.id)] = 1 << bit
        if place.pier is not None:
            pier = Choice(harbor=place.harbor, pier=place.pier)
            meant[pier] = meant.get(pier, 0) | 1 << bit
    return meant
