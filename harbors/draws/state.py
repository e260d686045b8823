"""Knows one harbor during a draw: who holds what, who could move on to where, and what is closed for ever.

The pointer rule is the published one, kept with less work. Targets only ever disappear, so a holder whose choice
still contains a target points at the first of them: it was the first when the pointer was made, and remains so until
it is used. Only where a choice has run out of targets does a pointer have to be remembered; it then persists until
the place at the end of its chain, its root, is used.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from harbors.draws.bits import each, lowest


class Holder(NamedTuple):
    """Who holds a place, and the set of places of the choice that won it."""

    applicant: int
    choice: int


NOBODY = Holder(applicant=-1, choice=0)


class HarborState:
    """The places of one harbor are bits of masks, in place order; a *choice* is the set of places that it means.

    A chain may end at any of ``targets``: those free, and those ``lodged``, held by a tenant who is not served yet.
    ``open`` are the places from which a target can be reached, and ``closed`` tells of every other place after which
    event it closed.
    """

    def __init__(self, places: int) -> None:
        self.targets = self.open = (1 << places) - 1
        self.lodged = 0
        self.closed: dict[int, int] = {}
        self._holders = [NOBODY] * places
        self._held: dict[int, int] = {}  # choice -> the places of those who won it
        self._aiming: dict[int, list[int]] = {}  # target -> the choices of which it is the first target
        self._pointers = [-1] * places  # remembered, and good for choices without a target
        self._roots = [-1] * places
        self._rooted: dict[int, int] = {}  # target -> the places whose remembered pointers lead to it

    def first(self, choice: int) -> int:
        """Where somebody new points, whose choice has an open place."""
        return lowest(choice & self.lodged or choice & self.targets or choice & self.open)

    def chain(self, place: int) -> list[int]:
        """The places from an open one to its root."""
        chain = [place]
        while not self.targets >> chain[-1] & 1:
            chain.append(self._follow(chain[-1], self._pointers))
        return chain

    def root(self, place: int) -> int:
        """Where the chain from an open place ends."""
        return place if self.targets >> place & 1 else self._follow(place, self._roots)

    def seat(self, chains: Sequence[tuple[Holder, list[int]]], *, event: int) -> tuple[list[list[int]], int]:
        """Let somebody in on each chain, all at once.

        For each chain who moves onto its places, and all the places that did lead to a root which is used now.
        """
        loose, aiming = self._loosened([chain[-1] for _, chain in chains])
        moved = [self._advance(holder, chain, aiming) for holder, chain in chains]
        linked = self._aim(aiming)
        for holder, chain in chains:
            if holder.choice & self.targets:
                linked |= 1 << chain[0]
        self._link(loose, linked, event=event)
        return moved, loose

    def _follow(self, place: int, remembered: list[int]) -> int:
        targets = self._holders[place].choice & self.targets
        return lowest(targets) if targets else remembered[place]

    def _loosened(self, roots: Iterable[int]) -> tuple[int, list[int]]:
        """The roots, with all places from which pointers lead to them, and the choices that aim at them."""
        loose, aiming = 0, []
        for root in roots:
            loose |= 1 << root | self._rooted.pop(root, 0)
            for choice in self._aiming.pop(root, ()):
                loose |= self._held[choice]
                aiming.append(choice)
        return loose, aiming

    def _advance(self, holder: Holder, chain: Sequence[int], aiming: list[int]) -> list[int]:
        """Everybody on the chain moves on by one place, the last onto the root; who they are, in this order."""
        if holder.choice not in self._held:
            aiming.append(holder.choice)
        moved = []
        for place in chain:
            moved.append(holder.applicant)
            leaving, self._holders[place] = self._holders[place], holder
            if leaving is not NOBODY:
                self._held[leaving.choice] ^= 1 << place
            self._held[holder.choice] = self._held.get(holder.choice, 0) ^ 1 << place
            holder = leaving
        self.targets &= ~(1 << chain[-1])
        self.lodged &= ~(1 << chain[-1])
        return moved

    def _aim(self, choices: Iterable[int]) -> int:
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
