"""Knows the order of what happens in a draw: renewals, then settle and head in turn, until the queue is through."""

from collections.abc import Sequence
from typing import NamedTuple

from harbors.draws.bits import lowest
from harbors.draws.hopes import Hopeful, Hopes
from harbors.draws.lists import RENEW, Lists
from harbors.draws.state import Entry, HarborState
from harbors.draws.tenants import Aim, Tenants


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
        self.lists = lists
        self.harbors = [HarborState(places) for places in lists.board.sizes]
        self.events: list[Turned] = []
        self.aims: dict[int, Aim] = {}
        self._tenants = Tenants(lists, self.harbors)
        self._number = 0

    def run(self) -> None:
        """Serve everybody."""
        if renewed := self.lists.in_mode(RENEW):
            aims = [Aim(turn, 0, own[0], own[1], lowest(own[1])) for turn, own in renewed.items()]
            self._execute(None, [[aim] for aim in aims])
        self._settle()
        for hopeful in Hopes(self.lists, self.harbors):
            if hopeful.turn not in self.aims and (aim := self._aim(hopeful)):
                self._number += 1
                self._serve(aim)

    def _serve(self, head: Aim) -> None:
        if self._tenants:
            self._execute(head.turn, [self._round_to_head(head)])
            self._settle()
        else:
            self._admit(head)

    def _admit(self, head: Aim) -> None:
        """Let a head in where nobody is left to settle: the same, with less ado."""
        turn, _, harbor, choice, place = head
        state = self.harbors[harbor]
        places = state.chain(place)
        self.aims[turn] = head
        (moved,), _ = state.seat(((turn, choice, places),), event=self._number)
        self.events.append(Turned(self._number, turn, [[Step(head, places, moved)]]))

    def _settle(self) -> None:
        while circles := self._tenants.settle():
            self._number += 1
            self._execute(None, circles)

    def _aim(self, head: Hopeful) -> Aim | None:
        """At what the head of the queue points; a tenant keeps the pointer, and who is refused has none."""
        turn, profile, ranks, scopes = head
        if turn in self._tenants:
            return self._tenants.aim(turn)
        fits, meanings = self.lists.board.fits(profile), self.lists.board.scopes
        for rank, scope in zip(ranks, scopes, strict=True):
            harbor, places = meanings[scope]
            choice = places & fits[harbor]
            if choice & self.harbors[harbor].open:
                return Aim(turn, rank, harbor, choice, self.harbors[harbor].first(choice))
        return None

    def _round_to_head(self, aim: Aim) -> list[Aim]:
        """Those who have to do with each other because of the head, who comes first; each gives to the next."""
        givers: list[Aim] = []
        giver = self._tenants.behind(aim.harbor, aim.place)
        while giver is not None and giver != aim.turn:
            givers.append(self._tenants.aim(giver))
            giver = self._tenants.behind(givers[-1].harbor, givers[-1].place)
        return [aim, *reversed(givers)]

    def _execute(self, head: int | None, cycles: Sequence[Sequence[Aim]]) -> None:
        """Each member takes the place pointed at, and occupants along the chains make way."""
        entries: dict[int, list[Entry]] = {}
        for cycle in cycles:
            for aim in cycle:
                turn, _, harbor, choice, place = aim
                self.aims[turn] = aim
                entries.setdefault(harbor, []).append((turn, choice, self.harbors[harbor].chain(place)))
        steps: dict[int, Step] = {}
        for harbor, some in entries.items():
            self._seat(harbor, some, steps)
        told = [[steps[aim[0]] for aim in cycle] for cycle in cycles]
        self.events.append(Turned(self._number, head, [_unmoved(cycle) for cycle in told] if head is None else told))

    def _seat(self, harbor: int, entries: list[Entry], steps: dict[int, Step]) -> None:
        for turn, _, _ in entries:
            if turn in self._tenants:
                self._tenants.serve(turn)
        everybody, roots = self.harbors[harbor].seat(entries, event=self._number)
        for (turn, _, places), moved in zip(entries, everybody, strict=True):
            steps[turn] = Step(self.aims[turn], places, moved)
        if self._tenants:
            self._tenants.unsettle(harbor, roots)


def _unmoved(steps: list[Step]) -> list[Step]:
    """A tenant alone who points at a root points at the own place."""
    (aim, places, _), *others = steps
    return steps if others or len(places) > 1 else [Step(aim, places, [])]
