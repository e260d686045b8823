"""Knows ``matching`` from PyPI on an easier market: harbors are hospitals, berths are beds, and every bed is alike.

A hospital for each berth would be our question, but its checks go through all hospitals times all residents times
their lists, which takes hours. So it is not asked who fits where: those whom a harbor admits are seated afterwards,
in their order, each on the tightest free place of a choice in that harbor.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from matching.games import HospitalResident

from benchmarks.draw.counting import Broken
from benchmarks.draw.markets import NEW, NOBODY, Market, Numbers, Wishes

# It copies all players by a recursion through their lists.
_DEPTH = 1_000_000


class Hospitals:
    """The harbors with the beds that no tenant has, and each newcomer's list of harbors in which something fits."""

    def __init__(self, market: Market, wishes: Wishes, queue: Sequence[int]) -> None:
        self._harbors = [place.harbor for place in market.places]
        taken = set(market.currents[market.modes != NEW].tolist())
        free = (harbor for place, harbor in enumerate(self._harbors) if place not in taken)
        self.beds = Counter(free)
        lists = {one: self._list(wishes.of(one)) for one in queue if market.modes[one] == NEW}
        self.residents = {one: asked for one, asked in lists.items() if asked}
        self.order: dict[str, list[int]] = defaultdict(list)
        for one, asked in self.residents.items():
            for harbor in asked:
                self.order[harbor].append(one)

    def _list(self, wishes: Sequence[Sequence[int]]) -> list[str]:
        asked = dict.fromkeys(self._harbors[places[0]] for places in wishes if places)
        return [harbor for harbor in asked if harbor in self.beds]


def solved(hospitals: Hospitals) -> dict[int, str]:
    """What is timed: from lists to a stable matching, tickets being computed and sorted before."""
    beds = {harbor: hospitals.beds[harbor] for harbor in hospitals.order}
    with _depth():
        game = HospitalResident.create_from_dictionaries(hospitals.residents, dict(hospitals.order), beds)
        return dict(_admitted(game.solve(optimal="resident")))


def _admitted(found: Any) -> Iterator[tuple[int, str]]:
    for hospital, residents in found.items():
        yield from ((resident.name, hospital.name) for resident in residents)


@contextmanager
def _depth() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEPTH)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def by_dictatorship(hospitals: Hospitals, queue: Sequence[int]) -> dict[int, str]:
    """The only stable matching where all hospitals have one order: each in turn takes the first that has a bed."""
    left = dict(hospitals.beds)
    taken: dict[int, str] = {}
    for one in queue:
        harbor = next((harbor for harbor in hospitals.residents.get(one, ()) if left[harbor]), None)
        if harbor is not None:
            taken[one] = harbor
            left[harbor] -= 1
    return taken


def seated(market: Market, wishes: Wishes, queue: Sequence[int], admitted: dict[int, str]) -> Numbers:
    """The places of those who were admitted, as far as anything is left that fits them."""
    placed = np.where(market.modes == NEW, NOBODY, market.currents)
    taken = set(placed.tolist())
    for one in queue:
        if one in admitted:
            places = (place for wish in wishes.of(one) for place in wish)
            inside = (place for place in places if market.places[place].harbor == admitted[one])
            placed[one] = next((place for place in inside if place not in taken), NOBODY)
            taken.add(int(placed[one]))
    return placed


def require_stable(asked: Hospitals, queue: Sequence[int], admitted: dict[int, str]) -> None:
    """With one order in all hospitals there is one stable matching."""
    if admitted != by_dictatorship(asked, queue):
        raise Broken("matching: its answer is not the stable one")
