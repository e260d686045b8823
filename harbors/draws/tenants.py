"""Knows the exchanging tenants who are not served yet: at what each points, and where they go round in a circle."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from harbors.draws.bits import each, lowest
from harbors.draws.lists import EXCHANGE, Lists
from harbors.draws.state import HarborState


class Aim(NamedTuple):
    """An applicant points at a place of a harbor, one of the ``choice`` that is the best with an open one."""

    turn: int
    rank: int
    harbor: int
    choice: int
    place: int


class Tenants:
    """The unserved tenants by turn, each with the own place."""

    def __init__(self, lists: Lists, harbors: Sequence[HarborState]) -> None:
        owns = self._owns = lists.in_mode(EXCHANGE)
        self._asked = dict(zip(owns, lists.asked(owns), strict=True))
        self._board = lists.board
        self._harbors = harbors
        self._owners: list[dict[int, int]] = [{} for _ in harbors]  # by place the turn of the tenant
        self._at: list[dict[int, list[int]]] = [{} for _ in harbors]  # by place who pointed at it, served ones too
        self._pointed_at = [0] * len(harbors)  # the places that are keys there
        self._aims: dict[int, Aim] = {}
        self._aimless = list(owns)  # whose place has closed, or who have not pointed yet
        self._changed: dict[int, int] = {}  # by harbor the places to which more lead since somebody looked
        for turn, own in owns.items():
            self._owners[own[0]][lowest(own[1])] = turn
            harbors[own[0]].lodged |= own[1]

    def __contains__(self, turn: int) -> bool:
        return turn in self._owns

    def __bool__(self) -> bool:
        return bool(self._owns)

    def aim(self, turn: int) -> Aim:
        """The pointer that an unserved tenant has."""
        return self._aims[turn]

    def behind(self, harbor: int, place: int) -> int | None:
        """The unserved tenant whose place the chain from this one ends at."""
        return self._owners[harbor].get(self._harbors[harbor].root(place))

    def settle(self) -> list[list[Aim]]:
        """All circles that there are, once those whose place has closed point anew."""
        for turn in self._aimless:
            aim = self._aims[turn] = self._new_aim(turn)
            _, _, harbor, _, place = aim
            self._at[harbor].setdefault(place, []).append(turn)
            self._pointed_at[harbor] |= 1 << place
            self._changed[harbor] = self._changed.get(harbor, 0) | 1 << place
        self._aimless = []
        return sorted(self._circles(), key=lambda circle: circle[0].turn) if self._changed else []

    def serve(self, turn: int) -> None:
        """Let a tenant go; a place that nobody has taken is free."""
        home, own = self._owns.pop(turn)
        self._harbors[home].lodged &= ~own
        del self._owners[home][own.bit_length() - 1]
        del self._aims[turn]

    def unsettle(self, harbor: int, roots: int) -> None:
        """Look again at those who point at a place that has closed, or may lead to one of these roots now."""
        if lodged := roots & self._harbors[harbor].lodged:
            self._changed[harbor] = self._changed.get(harbor, 0) | lodged
        if closed := self._pointed_at[harbor] & ~self._harbors[harbor].open:
            self._pointed_at[harbor] ^= closed
            for place in each(closed):
                self._aimless += [turn for turn in self._at[harbor].pop(place) if turn in self._owns]

    def _new_aim(self, turn: int) -> Aim:
        """A tenant always has the own place, which is open until the tenant is served: no choice below it counts."""
        home, own = self._owns[turn]
        profile, scopes = self._asked[turn]
        fits, meanings = self._board.fits(profile), self._board.scopes
        for rank, scope in enumerate(scopes):
            harbor, places = meanings[scope]
            choice = places & fits[harbor]
            if choice & self._harbors[harbor].open:
                place = lowest(own) if harbor == home and choice & own else self._harbors[harbor].first(choice)
                return Aim(turn, rank, harbor, choice, place)
        return Aim(turn, len(scopes), home, own, lowest(own))

    def _circles(self) -> Iterator[list[Aim]]:
        """Only through the tenant of a place to which more lead can there be a circle that was not there before."""
        seen: dict[int, int] = {}
        for harbor, changed in self._changed.items():
            for place in each(changed):
                start = turn = self.behind(harbor, place)
                if start is None or start in seen:
                    continue
                way = []
                while turn is not None and turn not in seen:
                    seen[turn] = start
                    way.append(turn)
                    _, _, there, _, at = self._aims[turn]
                    turn = self.behind(there, at)
                if turn is not None and seen[turn] == start:
                    yield self._circle(way[way.index(turn) :])
        self._changed.clear()

    def _circle(self, turns: list[int]) -> list[Aim]:
        """From the earliest in the queue on, each giving to the next."""
        earliest = turns.index(min(turns))
        turns = turns[earliest:] + turns[:earliest]
        return [self._aims[turn] for turn in (turns[0], *reversed(turns[1:]))]
