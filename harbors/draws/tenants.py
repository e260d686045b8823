"""Knows the exchanging tenants who are not served yet: at what each points, and where they go round in a circle."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from harbors.draws.bits import each, lowest
from harbors.draws.board import Wish
from harbors.draws.state import HarborState


class Aim(NamedTuple):
    """An applicant points at a place of the choice that is the best with an open one."""

    turn: int
    rank: int
    wish: Wish
    place: int


def down_to(own: Wish, wishes: Sequence[Wish]) -> list[Wish]:
    """What a tenant wishes: nothing below the first choice that contains the own place; that place, if none does."""
    for rank, wish in enumerate(wishes):
        if wish.harbor == own.harbor and wish.places & own.places:
            return list(wishes[: rank + 1])
    return [*wishes, own]


def best_open(wishes: Iterable[Wish], harbors: Sequence[HarborState]) -> tuple[int, Wish] | None:
    """The first of ``wishes`` that has an open place, and its rank."""
    for rank, wish in enumerate(wishes):
        if wish.places and wish.places & harbors[wish.harbor].open:
            return rank, wish
    return None


class Tenants:
    """The unserved tenants by turn, each with the own place and the wishes down to it."""

    def __init__(
        self, owns: Mapping[int, Wish], wishes: Mapping[int, list[Wish]], harbors: Sequence[HarborState]
    ) -> None:
        self._owns = dict(owns)
        self._wishes = wishes
        self._harbors = harbors
        self._owners = {(own.harbor, lowest(own.places)): turn for turn, own in owns.items()}
        self._aims: dict[int, Aim] = {}
        self._at: defaultdict[tuple[int, int], set[int]] = defaultdict(set)  # place -> who points at it
        self._unsettled = set(owns)  # those who may go round in a circle since somebody looked
        for own in owns.values():
            harbors[own.harbor].lodged |= own.places

    def __contains__(self, turn: int) -> bool:
        return turn in self._owns

    def aim(self, turn: int) -> Aim:
        """The pointer that an unserved tenant has."""
        return self._aims[turn]

    def owner(self, harbor: int, place: int) -> int | None:
        """The unserved tenant whose place it is."""
        return self._owners.get((harbor, place))

    def settle(self) -> list[list[Aim]]:
        """All circles that there are, once those whose place has closed point anew."""
        for turn in self._unsettled:
            self._point(turn)
        circles = sorted(self._circles(), key=lambda circle: circle[0].turn)
        self._unsettled = set()
        return circles

    def serve(self, turn: int) -> None:
        """Let a tenant go; a place that nobody has taken is free."""
        own = self._owns.pop(turn)
        self._harbors[own.harbor].lodged &= ~own.places
        del self._owners[own.harbor, lowest(own.places)]
        aim = self._aims.pop(turn)
        self._at[aim.wish.harbor, aim.place].discard(turn)
        self._unsettled.discard(turn)

    def unsettle(self, harbor: int, loose: int) -> None:
        """Look again at those who point at places of a harbor that lead elsewhere now."""
        for place in each(loose):
            self._unsettled |= self._at.get((harbor, place), set())

    def _point(self, turn: int) -> None:
        aim = self._aims.get(turn)
        if aim is not None:
            if self._harbors[aim.wish.harbor].open >> aim.place & 1:
                return
            self._at[aim.wish.harbor, aim.place].discard(turn)
        aim = self._aims[turn] = self._new_aim(turn)
        self._at[aim.wish.harbor, aim.place].add(turn)

    def _new_aim(self, turn: int) -> Aim:
        best = best_open(self._wishes[turn], self._harbors)
        assert best is not None, "a tenant always has the own place"
        rank, wish = best
        own = self._owns[turn]
        inside = wish.harbor == own.harbor and wish.places & own.places
        return Aim(turn, rank, wish, lowest(own.places) if inside else self._harbors[wish.harbor].first(wish.places))

    def _circles(self) -> Iterable[list[Aim]]:
        seen: dict[int, int] = {}
        for start in sorted(self._unsettled):
            way: list[int] = []
            turn: int | None = start
            while turn is not None and turn not in seen:
                seen[turn] = start
                way.append(turn)
                turn = self._next(turn)
            if turn is not None and seen[turn] == start:
                yield self._circle(way[way.index(turn) :])

    def _next(self, turn: int) -> int | None:
        _, _, wish, place = self._aims[turn]
        return self.owner(wish.harbor, self._harbors[wish.harbor].root(place))

    def _circle(self, turns: list[int]) -> list[Aim]:
        """From the earliest in the queue on, each giving to the next."""
        earliest = turns.index(min(turns))
        turns = turns[earliest:] + turns[:earliest]
        return [self._aims[turn] for turn in (turns[0], *reversed(turns[1:]))]
