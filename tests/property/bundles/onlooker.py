"""Knows the linkage attack: somebody with the whole catalogue sees which boat lies where, and holds the public bundle.

He is given even more than he could find out: which number is a berth of which size and mooring in which harbor, where
each tenant lay before, and which number that berth has. He draws again, works out the final places, and for each group
of berths that he cannot tell apart tries every assignment of its records to its boats, one pair at a time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from harbors.bundles.records import DrawnRound
from harbors.draws.records import Boat, Place, Rules
from harbors.places.fit import fits
from harbors.verification.archive import files_of
from harbors.verification.board import Board, Drawn, Entrant
from harbors.verification.contents import Content, content_of, numbers_of
from harbors.verification.opened import seats_of
from harbors.verification.parsing import document
from harbors.verification.verifying import entrants_of


@dataclass(frozen=True, slots=True)
class Sight:
    """A boat that he sees: its berth now, the one before when it had one, and the flags that its owner could have."""

    boat: Boat
    berth: str
    before: str | None
    renews: bool
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Findings:
    """What he is certain of, by berth: the list of its boat's owner; the class; and the harbors that he could name."""

    lists: Mapping[str, tuple[tuple[int, int], ...]]
    classes: Mapping[str, int]
    named_harbors: int
    seen: int


def attack(bundle: bytes, catalogue: Sequence[Place], rules: Rules, sights: Iterable[Sight]) -> Findings:
    """``catalogue`` has the places of the round in the order of their numbers: more than he could know."""
    content = content_of(files_of(bundle))
    order = document(content.files["result.json"], file="result.json")["order"]
    names = [one["id"].text() for one in order.items()]
    entrants = entrants_of(content, names)
    drawn = Board(entrants, len(catalogue)).draw()
    return _Attack(content, entrants, drawn, catalogue, rules).findings(list(sights))


class _Attack:
    def __init__(
        self, content: Content, entrants: Sequence[Entrant], drawn: Drawn, catalogue: Sequence[Place], rules: Rules
    ) -> None:
        self.content, self.entrants, self.drawn, self.catalogue, self.rules = content, entrants, drawn, catalogue, rules
        self.records = {record.id: record for record in content.records}
        self.seats = seats_of(content, entrants, drawn)
        self.number = {place.id: number for number, place in enumerate(catalogue)}
        self.alike = self._alike()
        self.profile_sets = cache(self._sets_of)
        self.fitting = cache(self._fitting)

    def findings(self, sights: Sequence[Sight]) -> Findings:
        groups: defaultdict[int, list[Sight]] = defaultdict(list)
        for sight in sights:
            groups[self.alike[self.number[sight.berth]]].append(sight)
        holders: defaultdict[int, list[Entrant]] = defaultdict(list)
        for one in self.entrants:
            if one.name in self.seats:
                holders[self.alike[self.seats[one.name]]].append(one)
        lists: dict[str, tuple[tuple[int, int], ...]] = {}
        classes: dict[str, int] = {}
        for kind, boats in groups.items():
            for sight, candidates in self._solved(boats, holders[kind]):
                told = {self.records[one.name].choices if one.name in self.records else one.name for one in candidates}
                known = {self._class(one) for one in candidates}
                first = candidates[0]
                if len(told) == 1 and first.name in self.records and not sight.renews:
                    lists[sight.berth] = self.records[first.name].choices
                if len(known) == 1 and None not in known:
                    classes[sight.berth] = next(number for number in known if number is not None)
        return Findings(lists, classes, self._named_harbors(), len(sights))

    def _solved(self, boats: Sequence[Sight], owners: Sequence[Entrant]) -> Iterator[tuple[Sight, list[Entrant]]]:
        """Each boat and all whose boat it is in some way to give everybody one of the boats."""
        assert len(boats) == len(owners)
        could = [[other for other, one in enumerate(owners) if self._could_be(sight, one)] for sight in boats]
        for mine, sight in enumerate(boats):
            candidates = [
                owners[other] for other in could[mine] if _solvable([*could[:mine], [other], *could[mine + 1 :]])
            ]
            assert candidates, "he sees something that cannot be"
            yield sight, candidates

    def _could_be(self, sight: Sight, one: Entrant) -> bool:
        before = None if sight.before is None else self.alike[self.number[sight.before]]
        if (one.own is None) != (before is None) or (one.own is not None and self.alike[one.own] != before):
            return False
        if (one.mode == "renew") != sight.renews:
            return False
        sealed = one.name not in self.records
        if sealed and one.own is not None and one.choices[0] == 1 << one.own:
            return True  # who falls back on the own berth need not fit it
        asked = [(self._harbor(one), one.choices[0])] if sealed else self.records[one.name].choices
        return all(
            self._counted(numbers_of(places)) in self.profile_sets(sight.boat, sight.flags, harbor)
            for harbor, places in asked
        )

    def _harbor(self, one: Entrant) -> int:
        return self.content.harbor_of[self.seats[one.name]]

    def _class(self, one: Entrant) -> int | None:
        """Of a sealed one it is known when those before and after it in the queue are of one class."""
        if one.name in self.records:
            return self.records[one.name].class_number
        before = next((other for other in self.entrants[one.turn :: -1] if other.name in self.records), None)
        after = next((other for other in self.entrants[one.turn :] if other.name in self.records), None)
        around = {None if other is None else self.records[other.name].class_number for other in (before, after)}
        return around.pop() if len(around) == 1 else None

    def _alike(self) -> list[int]:
        """Numbers that nothing tells apart: no former tenant, no look of the berths, no set that is published."""
        sets = {places for record in self.content.records for _, places in record.choices}
        sets |= {one.won for one in self.content.sealed}
        within: defaultdict[int, list[int]] = defaultdict(list)
        for index, places in enumerate(sets):
            for number in numbers_of(places):
                within[number].append(index)
        tenanted = {one.own for one in self.entrants}
        kinds: dict[object, int] = {}
        return [
            number if number in tenanted else kinds.setdefault((*_looks(place), *within[number]), number)
            for number, place in enumerate(self.catalogue)
        ]

    def _counted(self, numbers: Iterable[int]) -> frozenset[tuple[int, int]]:
        return frozenset(Counter(self.alike[number] for number in numbers).items())

    def _sets_of(self, boat: Boat, flags: frozenset[str], harbor: int) -> set[frozenset[tuple[int, int]]]:
        """What the owner of the boat could have on the list in a harbor."""
        here = [number for number, home in enumerate(self.content.harbor_of) if home == harbor]
        fit = [number for number in here if self.fitting(boat, flags, self.catalogue[number])]
        piers = {self.catalogue[number].pier for number in here} - {None}
        sets = [fit, *([number for number in fit if self.catalogue[number].pier == pier] for pier in piers)]
        sets += [[number] if number in fit else [] for number in here]
        return set(map(self._counted, sets))

    def _fitting(self, boat: Boat, flags: frozenset[str], place: Place) -> bool:
        allowed = self.rules.moorings.get(boat.type or "")
        moored = allowed is None or place.mooring is None or place.mooring in allowed
        reserved = place.reserve is None or place.reserve in flags
        return moored and reserved and fits(boat, place, rules=self.rules.fit).fits

    def _named_harbors(self) -> int:
        """How many numbers of harbors could be named by the areas of their places alone, without being told."""
        by_number: defaultdict[int, list[int]] = defaultdict(list)
        by_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, place in enumerate(self.catalogue):
            by_number[self.content.harbor_of[number]].append(place.area or -1)
            by_name[place.harbor].append(place.area or -1)
        same = Counter(tuple(sorted(areas)) for areas in by_name.values())
        return sum(same[tuple(sorted(areas))] == 1 for areas in by_number.values())


def _looks(place: Place) -> tuple[object, ...]:
    limits = place.width_mm, place.length_mm, place.depth_mm, place.max_mass_kg
    return place.harbor, *limits, place.mooring, place.reserve


def _solvable(could: Sequence[Sequence[int]]) -> bool:
    """Whether every boat can have an owner of its own."""
    boat_of: dict[int, int] = {}

    def place(boat: int, tried: set[int]) -> bool:
        for owner in could[boat]:
            if owner not in tried:
                tried.add(owner)
                if owner not in boat_of or place(boat_of[owner], tried):
                    boat_of[owner] = boat
                    return True
        return False

    return all(place(boat, set()) for boat in sorted(range(len(could)), key=lambda boat: len(could[boat])))


def sights_of(drawn: DrawnRound) -> list[Sight]:
    """What there is to see after the draw, from its private side."""
    records = {record.id: record for record in drawn.frozen.records}
    renewed = {
        name for event in drawn.outcome.events if event.number == 0 for c in event.cycles for name, _, _ in c.members
    }
    sights = []
    for id, berth in drawn.outcome.assignment.items():
        private, current = drawn.privates[id], records[id].current
        if berth is not None and private is not None:
            told = private.document["boat"]
            boat = Boat(
                type=told["type"],
                length_mm=told["length"],
                beam_mm=told["beam"],
                draught_mm=told["draught"],
                mass_kg=told["mass"],
            )
            before = None if current is None else drawn.frozen.places[current].id
            sights.append(Sight(boat, berth, before, id in renewed, frozenset(private.document["reserves"])))
    return sights
