"""Knows the final places of one harbor, by their definition: the least places that hold all, the tightest to the first.

Both steps ask one question again and again, whether some winners can all be seated on some places, and answer it by
looking for a chain along which those seated already move over. Least goes by place order, small places first: the sets
that can hold all winners are the bases of a matroid, so taking each place that still helps gives the least of them.
"""

from collections.abc import Sequence

from harbors.verification.contents import numbers_of


def final_places(won: Sequence[int], *, places: Sequence[int]) -> list[int]:
    """The place of each winner, first in the queue first; ``won`` has the set of places of the choice of each.

    ``places`` are those of the harbor, in place order.
    """
    seating = _Seating(won)
    kept = 0
    for place in places:
        if seating.can_use(place):
            kept |= 1 << place
    return [seating.tightest(winner, kept) for winner in range(len(won))]


class _Seating:
    """Winners on places: ``seats`` by winner, ``sitting`` by place."""

    def __init__(self, won: Sequence[int]) -> None:
        self.won = won
        self.seats: dict[int, int] = {}
        self.sitting: dict[int, int] = {}
        self.settled = 0
        self.wanting: dict[int, list[int]] = {}
        for winner, wanted in enumerate(won):
            for place in numbers_of(wanted):
                self.wanting.setdefault(place, []).append(winner)

    def can_use(self, place: int) -> bool:
        """Seat one more winner with the help of a place, which is taken by somebody then."""
        came_from: dict[int, tuple[int, int]] = {}
        waiting, seen = [place], {place}
        while waiting:
            here = waiting.pop()
            for winner in self.wanting.get(here, ()):
                left = self.seats.get(winner)
                if left is None:
                    self._move_up(winner, here, came_from)
                    return True
                if left not in seen:
                    seen.add(left)
                    came_from[left] = winner, here
                    waiting.append(left)
        return False

    def _move_up(self, winner: int, place: int, came_from: dict[int, tuple[int, int]]) -> None:
        """The new winner takes a place; who sat there takes the one from which it was found, and so on."""
        self.seats[winner], self.sitting[place] = place, winner
        while place in came_from:
            leaving, place = came_from[place]
            self.seats[leaving], self.sitting[place] = place, leaving

    def tightest(self, winner: int, kept: int) -> int:
        """The first place that a winner can have for good while all who are not settled find one of the others."""
        mine = self.seats[winner]
        for place in numbers_of(self.won[winner] & kept & ~self.settled):
            if place == mine or self._make_way(winner, place):
                break
        self.settled |= 1 << self.seats[winner]
        return self.seats[winner]

    def _make_way(self, winner: int, wanted: int) -> bool:
        """Whoever sits on the wanted place moves over, along a chain that ends on the place that the winner leaves."""
        left = self.seats[winner]
        came_from: dict[int, int] = {}
        waiting, seen = [wanted], 1 << wanted | self.settled
        while waiting and left not in came_from:
            here = waiting.pop()
            for place in numbers_of(self.won[self.sitting[here]] & ~seen):
                if place in self.sitting:
                    came_from[place] = here
                    waiting.append(place)
                seen |= 1 << place
        if left not in came_from:
            return False
        place = left
        while place != wanted:
            mover = self.sitting[came_from[place]]
            self.seats[mover], self.sitting[place] = place, mover
            place = came_from[place]
        self.seats[winner], self.sitting[wanted] = wanted, winner
        return True
