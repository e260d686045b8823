"""Knows one harbor during a draw: who holds what, who could move on to where, and what is closed for ever.

The pointer rule is the published one, kept with less work. Targets only ever disappear, so a holder whose choice
still contains a target points at the first of them: it was the first when the pointer was made, and remains so until
it is used. Only where a choice has run out of targets does a pointer have to be remembered; it then persists until
the place at the end of its chain, its root, is used.
"""

from collections.abc import Iterable, Sequence

from harbors.draws.bits import each, lowest

NOBODY = -1


# Somebody is let in on a choice, at the first place of a chain; the last of it is the root.
Entry = tuple[int, int, list[int]]


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
        self._choices = [0] * places  # those which won the places to their holders
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
        while not self.targets >> place & 1:
            near = self._choices[place] & self.targets
            place = lowest(near) if near else self._pointers[place]
            chain.append(place)
        return chain

    def root(self, place: int) -> int:
        """Where the chain from an open place ends."""
        if self.targets >> place & 1:
            return place
        near = self._choices[place] & self.targets
        return (near & -near).bit_length() - 1 if near else self._roots[place]

    def seat(self, entries: Sequence[Entry], *, event: int) -> tuple[list[list[int]], int]:
        """Let somebody in on each chain, all at once.

        For each chain who moves onto its places, and the roots to which more places lead than before.
        """
        loose, aiming = 0, []
        for _, _, chain in entries:
            root = chain[-1]
            loose |= 1 << root | self._rooted.pop(root, 0)
            for choice in self._aiming.pop(root, ()):
                loose |= self._held[choice]
                aiming.append(choice)
        moved = [self._advance(entry, aiming) for entry in entries]
        linked, roots = self._aim(aiming)
        for _, choice, chain in entries:
            if near := choice & self.targets:
                linked |= 1 << chain[0]
                roots |= near & -near
        if waiting := loose & ~linked:
            roots |= self._link(waiting, linked, layer=self.open & ~loose, event=event)
        return moved, roots

    def _advance(self, entry: Entry, aiming: list[int]) -> list[int]:
        """Everybody on the chain moves on by one place, the last onto the root; who they are, in this order."""
        applicant, choice, chain = entry
        held = self._held
        if choice not in held:
            held[choice] = 0
            aiming.append(choice)
        moved = []
        for place in chain:
            moved.append(applicant)
            leaving, left = self._holders[place], self._choices[place]
            self._holders[place], self._choices[place] = applicant, choice
            held[choice] ^= 1 << place
            if leaving != NOBODY:
                held[left] ^= 1 << place
            applicant, choice = leaving, left
        root = ~(1 << place)
        self.targets &= root
        self.lodged &= root
        return moved

    def _aim(self, choices: Iterable[int]) -> tuple[int, int]:
        """Point each choice at its first target; the places held by those that have one, and these targets."""
        linked, roots = 0, 0
        for choice in choices:
            if near := choice & self.targets:
                first = near & -near
                self._aiming.setdefault(first.bit_length() - 1, []).append(choice)
                linked |= self._held[choice]
                roots |= first
        return linked, roots

    def _link(self, waiting: int, linked: int, *, layer: int, event: int) -> int:
        """Link places outward from the ``layer`` of those still linked, layer by layer; what cannot be linked closes.

        ``linked`` are those that have found a target already; they belong to the first layer. The roots found.
        """
        roots, choices = 0, self._choices
        while waiting and layer:
            for place in each(waiting):
                if near := choices[place] & layer:
                    roots |= 1 << self._point(place, (near & -near).bit_length() - 1)
                    linked |= 1 << place
            waiting &= ~linked
            layer, linked = linked, 0
        self._close(waiting, event=event)
        return roots

    def _point(self, place: int, onward: int) -> int:
        root = self.root(onward)
        self._pointers[place] = onward
        self._roots[place] = root
        self._rooted[root] = self._rooted.get(root, 0) | 1 << place
        return root

    def _close(self, places: int, *, event: int) -> None:
        self.open &= ~places
        for place in each(places):
            self.closed[place] = event
