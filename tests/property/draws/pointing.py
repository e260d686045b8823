"""Knows the published pointer rule to the letter: which places are targets, which lead to one, which are closed."""

from collections.abc import Iterable

from tests.property.draws.reading import Fits, Question


class Pointers:
    """Who holds each place, and what each committed-held place points at.

    ``tenant``: place to unserved tenant. ``holder``: place to committed applicant, whose won choice is in ``won``.
    ``closed``: place to the event before the linking that found no target for it.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.tenant: dict[str, str] = {}
        self.holder: dict[str, str] = {}
        self.won: dict[str, Fits] = {}
        self.pointer: dict[str, str] = {}
        self.closed: dict[str, int] = {}

    def is_target(self, place: str) -> bool:
        """Free, or held by an unserved tenant."""
        return place not in self.holder

    def is_open(self, place: str) -> bool:
        return self.is_target(place) or place in self.pointer

    def chain(self, place: str) -> list[str]:
        """From a place along the pointers to its root, which is a target."""
        return [place] if self.is_target(place) else [place, *self.chain(self.pointer[place])]

    def root(self, place: str) -> str:
        return self.chain(place)[-1]

    def leading_to(self, roots: Iterable[str]) -> set[str]:
        return {place for place in self.pointer if self.root(place) in set(roots)}

    def link(self, loose: Iterable[str], *, event: int) -> None:
        """Layer by layer, each place of a layer to a target or to what was linked before the layer; the rest closes."""
        left = set(loose)
        for place in left:
            self.pointer.pop(place, None)
        while layer := self.next_layer(left):
            self.pointer |= layer
            left -= layer.keys()
        self.closed |= dict.fromkeys(left, event)

    def next_layer(self, loose: Iterable[str]) -> dict[str, str]:
        ahead = {place: self.nearest(self.won[self.holder[place]]) for place in loose}
        return {place: onward for place, onward in ahead.items() if onward is not None}

    def nearest(self, places: Iterable[str]) -> str | None:
        """A target before what leads to one, then the first in place order; nothing where all are closed."""

        def key(place: str) -> tuple[bool, int]:
            return not self.is_target(place), self.question.position(place)

        return min(filter(self.is_open, places), key=key, default=None)

    def first(self, places: Iterable[str]) -> str:
        """Of open places: tenant-held before free before committed-held, then the first in place order."""

        def key(place: str) -> tuple[bool, bool, int]:
            return place in self.holder, place not in self.tenant, self.question.position(place)

        return min(places, key=key)
