"""Knows one harbor during a draw: who holds what, who could move on to where, and what is closed for ever.

The pointer rule is the published one, kept with less work. Targets only ever disappear, so a holder whose choice
still contains a target points at the first of them: it was the first when the pointer was made, and remains so until
it is used. Only where a choice has run out of targets does a pointer have to be remembered; it then persists until
the place at the end of its chain, its root, is used.
"""

from typing import NamedTuple

from harbors.draws.bits import each, lowest


class Holder(NamedTuple):
    """Who holds a place, and the set of places of the choice that won it."""

    applicant: int
    choice: int


class Move(NamedTuple):
    """An applicant takes a place."""

    applicant: int
    place: int


NOBODY = Holder(applicant=-1, choice=0)


class HarborState:
    """The places of one harbor are bits of masks, in place order; a *choice* is the set of places that it means.

    A chain may end at any of ``targets``. ``open`` are the places from which a target can be reached, and ``closed``
    tells of every other place after which event it closed.
    """

    def __init__(self, places: int) -> None:
        self.targets = self.open = (1 << places) - 1
        self.closed: dict[int, int] = {}
        self._holders = [NOBODY] * places
        self._held: dict[int, int] = {}  # choice -> the places of those who won it
        self._aiming: dict[int, list[int]] = {}  # target -> the choices of which it is the first target
        self._pointers = [-1] * places  # remembered, and good for choices without a target
        self._roots = [-1] * places
        self._rooted: dict[int, int] = {}  # target -> the places whose remembered pointers lead to it

    def seat(self, head: Holder, *, event: int) -> list[Move]:
        """Let in the head of the queue, whose choice has an open place; who moves where, the head first."""
        chain = self._chain(head.choice)
        aiming = self._aiming.pop(chain[-1], [])
        loose = self._led_to(chain[-1], aiming)
        if head.choice not in self._held:
            aiming.append(head.choice)
        moves = self._execute(head, chain)
        self._link(loose, self._aim(aiming), event=event)
        return moves

    def _chain(self, choice: int) -> list[int]:
        """The places from the one that a new head points at to the root."""
        chain = [lowest(choice & self.targets or choice & self.open)]
        while not self.targets >> chain[-1] & 1:
            chain.append(self._follow(chain[-1], self._pointers))
        return chain

    def _follow(self, place: int, remembered: list[int]) -> int:
        targets = self._holders[place].choice & self.targets
        return lowest(targets) if targets else remembered[place]

    def _led_to(self, root: int, aiming: list[int]) -> int:
        """The root and all places from which pointers lead to it."""
        loose = 1 << root | self._rooted.pop(root, 0)
        for choice in aiming:
            loose |= self._held[choice]
        return loose

    def _execute(self, head: Holder, chain: list[int]) -> list[Move]:
        """Everybody on the chain moves on by one place, the last onto the root."""
        moves = []
        for place in chain:
            moves.append(Move(head.applicant, place))
            leaving, self._holders[place] = self._holders[place], head
            if leaving is not NOBODY:
                self._held[leaving.choice] ^= 1 << place
            self._held[head.choice] = self._held.get(head.choice, 0) ^ 1 << place
            head = leaving
        self.targets ^= 1 << chain[-1]
        return moves

    def _aim(self, choices: list[int]) -> int:
        """Point each choice at its first target; the places held by those that have one."""
        linked = 0
        for choice in choices:
            if targets := choice & self.targets:
                self._aiming.setdefault(lowest(targets), []).append(choice)
                linked |= self._held[choice]
        return linked

    def _link(self, loose: int, linked: int, *, event: int) -> None:
        """Link loose places outward from those still linked, layer by layer; what cannot be linked closes.

        ``linked`` are the loose places that have found a target already; they belong to the first layer.
        """
        layer = self.open & ~loose
        waiting = loose & ~linked
        while waiting and layer:
            for place in each(waiting):
                if near := self._holders[place].choice & layer:
                    self._point(place, lowest(near))
                    linked |= 1 << place
            waiting &= ~linked
            layer, linked = linked, 0
        self._close(waiting, event=event)

    def _point(self, place: int, onward: int) -> None:
        root = self._follow(onward, self._roots)
        self._pointers[place] = onward
        self._roots[place] = root
        self._rooted[root] = self._rooted.get(root, 0) | 1 << place

    def _close(self, places: int, *, event: int) -> None:
        self.open &= ~places
        for place in each(places):
            self.closed[place] = event
