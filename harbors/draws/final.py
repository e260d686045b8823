"""Knows which places of a harbor are used in the end, and who gets which of them.

The engine settles who wins which choice; inside it every fitting place is as good as another. So the final places
can be chosen canonically: the least that hold all winners, and the tightest of them to the earliest in the queue.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from harbors.draws.bits import lowest, transposed
from harbors.draws.board import Wish


def final_seats(won: Mapping[int, Wish], *, sizes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Each winner by turn, the harbor, and the place there; ``won`` are the winning choices by turn."""
    winners: defaultdict[int, list[int]] = defaultdict(list)
    for turn in sorted(won):
        winners[won[turn][0]].append(turn)
    for harbor, turns in winners.items():
        seats = final_places([won[turn][1] for turn in turns], places=sizes[harbor])
        yield from ((turn, harbor, seat) for turn, seat in zip(turns, seats, strict=True))


def final_places(choices: Sequence[int], *, places: int) -> list[int]:
    """The place of each winner in a harbor of so many places; ``choices`` are what they won, earliest first."""
    seating = _Seating(choices, places=places)
    for place in range(places):
        seating.use(place)
    for winner in range(len(choices)):
        seating.settle(winner)
    return seating.seats


class _Seating:
    """Who sits where, until everybody sits and everybody is settled."""

    def __init__(self, choices: Sequence[int], *, places: int) -> None:
        self.seats = [-1] * len(choices)
        self._choices = choices
        self._takers = transposed(choices, width=places)
        self._winners = [-1] * places
        self._unseated = self._movable = (1 << len(choices)) - 1
        self._unsettled = 0

    def use(self, place: int) -> None:
        """Seat one more winner with the help of ``place``, if that can be: a matroid greedy, first places first."""
        way, movable, unseated = [place], self._movable, self._unseated
        while way and unseated:
            takers = self._takers[way[-1]] & movable
            if new := takers & unseated:
                return self._seat(lowest(new), way)
            if takers:
                taker = takers & -takers
                way.append(self.seats[taker.bit_length() - 1])
                movable ^= taker
            else:
                way.pop()
        self._movable = movable  # the others can take no more than they have: no later place helps through them
        return None

    def settle(self, winner: int) -> None:
        """Give ``winner`` for good the first place whose occupant can make way, by a chain to the seat he leaves."""
        seat = self.seats[winner]
        untried = self._unsettled
        while better := self._choices[winner] & untried & ((1 << seat) - 1):
            way, untried = self._way(better & -better, seat, untried)
            if way:
                self._march(winner, [*way, seat])
                break
        self._unsettled ^= 1 << self.seats[winner]

    def _seat(self, winner: int, way: Sequence[int]) -> None:
        self._unseated ^= 1 << winner
        self._unsettled |= 1 << way[0]
        self._march(winner, reversed(way))

    def _way(self, place: int, seat: int, untried: int) -> tuple[list[int], int]:
        """Places from ``place`` (a bit) on, each one's occupant able to take the next, the last one's the ``seat``.

        Empty when there is no way; with it, what has not been tried by then.
        """
        choices, winners = self._choices, self._winners
        way = [place.bit_length() - 1]
        untried ^= place
        while way:
            onward = choices[winners[way[-1]]] & untried
            if onward >> seat & 1:
                break
            if onward:
                place = onward & -onward
                way.append(place.bit_length() - 1)
                untried ^= place
            else:
                way.pop()
        return way, untried

    def _march(self, winner: int, seats: Iterable[int]) -> None:
        """``winner`` takes the first of ``seats``, its occupant the next, and so on."""
        for seat in seats:
            self.seats[winner] = seat
            self._winners[seat], winner = winner, self._winners[seat]
