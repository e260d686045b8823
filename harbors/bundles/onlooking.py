"""Knows what an onlooker can tell apart: kinds of berths, and what a boat that he sees could have asked for."""

from collections import Counter
from collections.abc import Set

from harbors.bundles.records import DrawnRound
from harbors.draws.bits import each, lowest, sets_of
from harbors.draws.board import Wish
from harbors.draws.chart import Chart
from harbors.draws.records import Boat, Choice, Place, Rules
from harbors.proofs.records import PrivateRecord

Places = tuple[int, ...]
Shape = frozenset[tuple[int, int]]
Profile = tuple[Boat, frozenset[str]]


class Onlooker:
    """He knows all sizes, the rules, and the kind of each number; numbers of one ``kind`` are alike to him.

    Berths are alike when their sizes, moorings and reserves are, unless a published set has one without the other:
    then he is taken to know which is which. He is taken to know the number of each berth that had a tenant, too: boats
    that come and go tell of each other, and to bound that is simpler than to work it out.
    """

    def __init__(self, drawn: DrawnRound, rules: Rules) -> None:
        self._chart = Chart(drawn.frozen.places, rules)
        self._numbers = {place.id: number for number, place in enumerate(drawn.frozen.places)}
        self.harbors = drawn.frozen.harbors
        self.kind = _kinds(drawn)
        self._named = self._worth_asking()
        self._shapes: dict[Places, Shape] = {}
        self._shapes_of: dict[Wish, Set[Shape]] = {}
        self._askable: dict[tuple[Profile, str], Set[Shape]] = {}

    def shape(self, places: Places) -> Shape:
        """How many of each kind: all that a set says while numbers alike could be swapped."""
        if places not in self._shapes:
            self._shapes[places] = frozenset(Counter(self.kind[place] for place in places).items())
        return self._shapes[places]

    def askable(self, profile: Profile, harbor: str) -> Set[Shape]:
        """The shapes of all choices in a harbor, reduced to what the boat fits."""
        key = profile, harbor
        if key not in self._askable:
            self._askable[key] = self._shapes_in(self._chart.wish(Choice(harbor=harbor), profile))
        return self._askable[key]

    def _shapes_in(self, fitting: Wish) -> Set[Shape]:
        """The same for all boats that fit the same places of a harbor."""
        if fitting not in self._shapes_of:
            harbor, fits = fitting
            run = [self._numbers[place.id] for place in self._chart.harbors[harbor]]
            sets = {meant & fits for meant in self._named[harbor]}
            self._shapes_of[fitting] = {self.shape(tuple(run[bit] for bit in each(places))) for places in sets}
        return self._shapes_of[fitting]

    def _worth_asking(self) -> list[set[int]]:
        """For each harbor the sets that can be asked for; of berths of a kind one is enough, they have one shape."""
        several = []
        for run in self._chart.harbors:
            piers = {meant for pier, meant in sets_of(place.pier for place in run).items() if pier is not None}
            kinds = sets_of(self.kind[self._numbers[place.id]] for place in run)
            several.append({(1 << len(run)) - 1, *piers, *(1 << lowest(alike) for alike in kinds.values())})
        return several


def profile_of(private: PrivateRecord) -> Profile:
    """What can be seen of a boat; whoever lies on a reserved berth is taken to be known to have a right to it."""
    return private.boat, private.reserves


def _kinds(drawn: DrawnRound) -> list[int]:
    """The kind of each number: what cannot be told apart by anything known or published has one kind."""
    sets = dict.fromkeys(choice.places for record in drawn.frozen.records for choice in record.choices)
    published: dict[int, list[int]] = {}
    for index, places in enumerate(sets):
        for place in places:
            published.setdefault(place, []).append(index)
    tenanted = {record.current for record in drawn.frozen.records}
    kinds: dict[object, int] = {}
    return [
        number if number in tenanted else kinds.setdefault((_looks(place), tuple(published.get(number, ()))), number)
        for number, place in enumerate(drawn.frozen.places)
    ]


def _looks(place: Place) -> tuple[object, ...]:
    return (
        place.harbor,
        place.width_mm,
        place.length_mm,
        place.depth_mm,
        place.max_mass_kg,
        place.mooring,
        place.reserve,
    )
