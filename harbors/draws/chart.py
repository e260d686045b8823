"""Knows where the places of a draw lie as bits, and which of them a choice means.

A harbor is a run of bits; inside it the bits are in place order, so the lowest bit of a set is its first place.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from harbors.draws.fitting import Fitting
from harbors.draws.records import Applicant, Choice, Place, Rules


class Wish(NamedTuple):
    """A choice as the engine sees it: the number of a harbor, and the set of its places that are meant and fit."""

    harbor: int
    places: int


class _Scope(NamedTuple):
    """What a choice means before the boat is looked at: ``places`` of a harbor that begins at bit ``offset``."""

    harbor: int
    offset: int
    places: int


_UNKNOWN = _Scope(harbor=0, offset=0, places=0)


def place_order(place: Place) -> tuple[bool, int, bytes]:
    """The order that breaks every tie: by area, an unknown one last, then by the id as UTF-8 bytes."""
    return place.area is None, place.area or 0, place.id.encode()


class Chart:
    """The places laid out; ``harbors`` are their places in place order, a harbor after the other."""

    def __init__(self, places: Iterable[Place], rules: Rules) -> None:
        laid_out = sorted(places, key=lambda place: (place.harbor, place_order(place)))
        self.harbors = tuple(tuple(run) for _, run in groupby(laid_out, lambda place: place.harbor))
        self._scopes = _scopes(self.harbors)
        self._fitting = Fitting(laid_out, rules)

    def wishes(self, applicant: Applicant) -> list[Wish]:
        """What an applicant's choices come to; one that is unknown, or of which nothing fits, comes to nothing."""
        fitting = self._fitting.places(applicant.boat)
        return [self._wish(choice, fitting) for choice in applicant.choices]

    def _wish(self, choice: Choice, fitting: int) -> Wish:
        scope = self._scopes.get(choice, _UNKNOWN)
        return Wish(scope.harbor, fitting >> scope.offset & scope.places)


def _scopes(harbors: Iterable[Sequence[Place]]) -> dict[Choice, _Scope]:
    scopes: dict[Choice, _Scope] = {}
    offset = 0
    for number, places in enumerate(harbors):
        for choice, meant in _choices(places).items():
            scopes[choice] = _Scope(number, offset, meant)
        offset += len(places)
    return scopes


def _choices(places: Sequence[Place]) -> dict[Choice, int]:
    """Every choice that means something in one harbor, and the places that it means."""
    meant = {Choice(harbor=places[0].harbor): (1 << len(places)) - 1}
    for bit, place in enumerate(places):
        meant[Choice(berth=place.id)] = 1 << bit
        if place.pier is not None:
            pier = Choice(harbor=place.harbor, pier=place.pier)
            meant[pier] = meant.get(pier, 0) | 1 << bit
    return meant
