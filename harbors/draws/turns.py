"""Knows the order of what happens in a draw: renewals, then settle and head in turn, until the queue is through."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from harbors.draws.bits import lowest
from harbors.draws.lists import EXCHANGE, RENEW, Lists
from harbors.draws.state import HarborState, Holder
from harbors.draws.tenants import Aim, Tenants, best_open, down_to


class Step(NamedTuple):
    """A member of a cycle points at the first place of ``chain``; ``moved`` are those who move onto its places.

    Nobody moves when a tenant points at the own place.
    """

    aim: Aim
    chain: list[int]
    moved: list[int]


class Turned(NamedTuple):
    """An event as the engine sees it: the turn of the head, or ``None``, and the members of each cycle."""

    number: int
    head: int | None
    cycles: list[list[Step]]


class Turns:
    """A draw under way; ``events`` are what has happened, ``aims`` what everybody who is served has won."""

    def __init__(self, lists: Lists) -> None:
        self.harbors = [HarborState(places) for places in lists.board.sizes]
        self.events: list[Turned] = []
        self.aims: dict[int, Aim] = {}
        self.lists = lists
        self._renewed = lists.in_mode(RENEW)
        owns = lists.in_mode(EXCHANGE)
        wishes = {turn: down_to(own, lists.wishes(turn)) for turn, own in owns.items()}
        self._tenants = Tenants(owns, wishes, self.harbors)
        self._number = 0

    def run(self) -> None:
        """Serve everybody."""
        if self._renewed:
            renewals = [[Aim(turn, 0, own, lowest(own.places))] for turn, own in self._renewed.items()]
            self._execute(None, renewals)
        self._settle()
        for turn in self.lists.hopeful([]):
            if turn not in self._renewed and (aim := self._aim(turn)):
                self._number += 1
                self._execute(turn, [self._round_to_head(aim)])
                self._settle()

    def _settle(self) -> None:
        while circles := self._tenants.settle():
            self._number += 1
            self._execute(None, circles)

    def _aim(self, turn: int) -> Aim | None:
        """At what the next in the queue points, unless that is to be refused, or served already."""
        if turn in self._tenants:
            return self._tenants.aim(turn)
        if turn in self.aims:
            return None
        best = best_open(self.lists.wishes(turn), self.harbors)
        return best and Aim(turn, *best, self.harbors[best[1].harbor].first(best[1].places))

    def _round_to_head(self, aim: Aim) -> list[Aim]:
        """Those who have to do with each other because of the head, who comes first; each gives to the next."""
        givers: list[Aim] = []
        owner = self._owner(aim)
        while owner is not None and owner != aim.turn:
            givers.append(self._tenants.aim(owner))
            owner = self._owner(givers[-1])
        return [aim, *reversed(givers)]

    def _owner(self, aim: Aim) -> int | None:
        return self._tenants.owner(aim.wish.harbor, self.harbors[aim.wish.harbor].root(aim.place))

    def _execute(self, head: int | None, cycles: Sequence[Sequence[Aim]]) -> None:
        """Each member takes the place pointed at, and occupants along the chains make way."""
        chains = {aim.turn: self.harbors[aim.wish.harbor].chain(aim.place) for cycle in cycles for aim in cycle}
        moved = self._seat([aim for cycle in cycles for aim in cycle], chains)
        told = [[Step(aim, chains[aim.turn], moved[aim.turn]) for aim in cycle] for cycle in cycles]
        if head is None:
            told = [_unmoved(steps) for steps in told]
        self.events.append(Turned(self._number, head, told))

    def _seat(self, aims: Iterable[Aim], chains: dict[int, list[int]]) -> dict[int, list[int]]:
        by_harbor: defaultdict[int, list[Aim]] = defaultdict(list)
        for aim in aims:
            by_harbor[aim.wish.harbor].append(aim)
            self.aims[aim.turn] = aim
            if aim.turn in self._tenants:
                self._tenants.serve(aim.turn)
        moved: dict[int, list[int]] = {}
        for harbor, some in by_harbor.items():
            seats = [(Holder(aim.turn, aim.wish.places), chains[aim.turn]) for aim in some]
            who, loose = self.harbors[harbor].seat(seats, event=self._number)
            moved |= zip((aim.turn for aim in some), who, strict=True)
            self._tenants.unsettle(harbor, loose)
        return moved


def _unmoved(steps: list[Step]) -> list[Step]:
    """A tenant alone who points at a root points at the own place."""
    (aim, chain, _), *others = steps
    return steps if others or len(chain) > 1 else [Step(aim, chain, [])]
