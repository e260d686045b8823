"""Knows the draw itself: Settle, Head, Execute, linking and closing, word for word as the mechanism is published.

Sets of places are bit masks; the lowest bit of one is its first in place order. A tenant's pointer stays until the
place closes: what closes never opens again, so until then the best open choice is the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from harbors.verification.records import Differs


@dataclass(slots=True, eq=False)
class Entrant:
    """Somebody in the queue. ``choices`` end with the one that contains the own place, if there is one.

    Of a sealed application, ``choices`` has only what was won; it takes part from ``event`` on, by ``place``.
    """

    name: str
    mode: str
    own: int | None
    choices: list[int]
    turn: int
    event: int = 0
    place: int | None = None
    sealed_line: int | None = None

    def differs(self, what: str, expected: object, found: object) -> Differs:
        """The line about a sealed application does not say what has to be."""
        return Differs(file="sealed.jsonl", line=self.sealed_line, field=what, expected=expected, found=found)


@dataclass(frozen=True, slots=True)
class Cycle:
    members: list[tuple[str, int, int]]
    moves: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Event:
    number: int
    head: str | None
    cycles: list[Cycle]


@dataclass(slots=True)
class Drawn:
    """What came of it: ``won`` has (choice, the places of it) of everybody who has a place."""

    events: list[Event] = field(default_factory=list)
    won: dict[str, tuple[int, int]] = field(default_factory=dict)
    event_of: dict[str, int] = field(default_factory=dict)
    closed: dict[int, int] = field(default_factory=dict)


def first(mask: int) -> int:
    """The first place of a set that has any."""
    return (mask & -mask).bit_length() - 1


class Board:
    """All places while the draw runs.

    Every place is a target that is ``free`` or in ``tenants`` (place to unserved tenant), or it has a ``holder``.
    Those that are ``gone`` take no part.
    """

    def __init__(self, queue: Sequence[Entrant], places: int, *, gone: int = 0) -> None:
        self.queue = queue
        self.drawn = Drawn()
        self.open = self.free = (1 << places) - 1 & ~gone
        self.tenants: dict[int, Entrant] = {}
        self.held_by_tenants = 0
        self.holder: dict[int, Entrant] = {}
        self.pointer: dict[int, int] = {}
        self.root: dict[int, int] = {}
        self.led_to: dict[int, set[int]] = {}
        self.aims: dict[str, int] = {}

    def draw(self) -> Drawn:
        self.renew()
        for head in self.queue:
            self.settle()
            if head.name not in self.drawn.won and any(choice & self.open for choice in head.choices):
                self.serve(head)
        return self.drawn

    def renew(self) -> None:
        """Renewals keep their places from the start, as event 0; exchangers hold theirs until they are served."""
        for one in self.queue:
            if one.own is not None:
                self.free &= ~(1 << one.own)
            if one.own is not None and one.mode == "exchange":
                self.tenants[one.own] = one
                self.held_by_tenants |= 1 << one.own
        renewing = [(one, one.own) for one in self.queue if one.mode == "renew" and one.own is not None]
        for one, own in renewing:
            self.holder[own] = one
            self.drawn.won[one.name] = 0, 1 << own
            self.drawn.event_of[one.name] = 0
        if renewing:
            self.drawn.events.append(Event(0, None, [Cycle([(one.name, 0, own)], []) for one, own in renewing]))
            self.link([own for _, own in renewing], number=0)

    def settle(self) -> None:
        """Execute cycles that consist of tenants alone, until there is none."""
        while cycles := self.tenants_cycles():
            self.execute(None, cycles)

    def tenants_cycles(self) -> list[list[Entrant]]:
        """In queue order of their first members, each member before the one who points at what it owns."""
        onward = {one.name: self.owner(self.aims[one.name]) for one in self.pointing()}
        cycles, seen = [], set[str]()
        for start in list(self.tenants.values()):
            way: list[Entrant] = []
            one: Entrant | None = start
            while one is not None and one.name not in seen:
                seen.add(one.name)
                way.append(one)
                one = onward.get(one.name)
            if one in way:
                cycles.append(from_the_earliest(way[way.index(one) :]))
        return sorted(cycles, key=lambda cycle: cycle[0].turn)

    def pointing(self) -> Iterable[Entrant]:
        """The unserved tenants, each with an aim; a sealed one points only when its event is due."""
        for one in self.tenants.values():
            if one.event in (0, self.next_number()):
                if one.name not in self.aims or not self.open >> self.aims[one.name] & 1:
                    self.aims[one.name] = self.aim(one)
                yield one

    def next_number(self) -> int:
        """The number that the next event will have; renewals are event 0."""
        events = self.drawn.events
        return events[-1].number + 1 if events else 1

    def choice(self, one: Entrant) -> int:
        """The index of the best choice that has an open place."""
        return next(index for index, choice in enumerate(one.choices) if choice & self.open)

    def aim(self, one: Entrant) -> int:
        """The own place; else a place that a tenant holds, a free one, a held one: the first in place order."""
        places = one.choices[self.choice(one)] & self.open if any(choice & self.open for choice in one.choices) else 0
        if one.place is not None:
            if not places >> one.place & 1:
                raise one.differs("place", "an open place of what was won", one.place)
            return one.place
        if one.own is not None and places >> one.own & 1:
            return one.own
        return first(places & self.held_by_tenants or places & self.free or places)

    def owner(self, place: int) -> Entrant | None:
        """The unserved tenant at the root to which a place leads; nobody when that is free."""
        return self.tenants.get(self.root.get(place, place))

    def serve(self, head: Entrant) -> None:
        """The head owns the free places: follow the pointers from him to a free place, or to his own."""
        aim = self.aims.get(head.name)
        self.aims[head.name] = self.aim(head) if aim is None or not self.open >> aim & 1 else aim
        way = [head]
        while (tenant := self.owner(self.aims[way[-1].name])) is not None and tenant is not head:
            if tenant.name not in self.aims:
                raise tenant.differs("event", self.next_number(), tenant.event)
            way.append(tenant)
        self.execute(head, [[head, *reversed(way[1:])]])

    def execute(self, head: Entrant | None, cycles: list[list[Entrant]]) -> None:
        number = self.next_number()
        for one in (one for cycle in cycles for one in cycle):
            if one.event not in (0, number):
                raise one.differs("event", number, one.event)
        members = [one for cycle in cycles for one in cycle]
        told = [[(one.name, self.choice(one), self.aims[one.name]) for one in cycle] for cycle in cycles]
        roots = [self.root.get(self.aims[one.name], self.aims[one.name]) for one in members]
        for one in members:
            self.drawn.won[one.name] = self.choice(one), one.choices[self.choice(one)]
            self.drawn.event_of[one.name] = number
        moves = [[move for one in cycle for move in self.march(one)] for cycle in cycles]
        for root in roots:
            self.free &= ~(1 << root)
        for one in members:
            if one.own is not None and one.own in self.tenants:
                del self.tenants[one.own]
                self.held_by_tenants &= ~(1 << one.own)
                self.free |= 0 if one.own in roots else 1 << one.own
        paired = zip(told, moves, strict=True)
        self.drawn.events.append(
            Event(number, head.name if head else None, [Cycle(who, moved) for who, moved in paired])
        )
        self.link(roots, number=number)

    def march(self, mover: Entrant) -> list[tuple[str, int]]:
        """Who comes takes the place pointed at, each along the chain the next, the last the root."""
        moves = []
        place = self.aims.pop(mover.name)
        if place == mover.own:
            self.holder[place] = mover
            return []
        while True:
            moves.append((mover.name, place))
            leaving = self.holder.get(place)
            self.holder[place] = mover
            if leaving is None:
                return moves
            mover, place = leaving, self.pointer[place]

    def link(self, roots: list[int], *, number: int) -> None:
        """Places whose root was used are linked again, in layers outward from those still linked; the rest closes."""
        loose = set(roots)
        for root in roots:
            loose |= self.led_to.pop(root, set())
        targets = self.free | self.held_by_tenants
        linked = self.open & ~sum(1 << place for place in loose)
        while layer := [place for place in loose if self.won_at(place) & linked]:
            for place in layer:
                near = self.won_at(place) & linked
                self.point(place, first(near & targets or near))
            linked |= sum(1 << place for place in layer)
            loose.difference_update(layer)
        for place in loose:
            self.open &= ~(1 << place)
            self.drawn.closed[place] = number

    def won_at(self, place: int) -> int:
        """The places of the choice that won a held place."""
        return self.drawn.won[self.holder[place].name][1]

    def point(self, place: int, onward: int) -> None:
        self.pointer[place] = onward
        self.root[place] = self.root.get(onward, onward)
        self.led_to.setdefault(self.root[place], set()).add(place)


def from_the_earliest(pointing: list[Entrant]) -> list[Entrant]:
    """A cycle in which each gives to the next, from one in which each points at what the next one owns."""
    giving = pointing[::-1]
    start = min(range(len(giving)), key=lambda index: giving[index].turn)
    return giving[start:] + giving[:start]
