"""Knows the published pointer rule to the letter: who moves where at each event, for new applicants."""

from collections.abc import Iterable

from tests.property.draws.reading import Json, Question


class Pointers:
    """Held places and what each points at; a held place that points nowhere is closed for ever."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.holder: dict[str, str] = {}
        self.wanted: dict[str, frozenset[str]] = {}
        self.pointer: dict[str, str] = {}

    def events(self) -> list[Json]:
        events: list[Json] = []
        for who in self.question.queue:
            for choice, fitting in enumerate(self.question.wishes[who]):
                if (first := self.first(fitting & self.open_places())) is not None:
                    moves = self.execute(who, fitting, first)
                    events.append({"number": len(events) + 1, "applicant": who, "choice": choice, "moves": moves})
                    break
        return events

    def open_places(self) -> set[str]:
        return {place for place in self.question.places if place not in self.holder or place in self.pointer}

    def first(self, places: Iterable[str]) -> str | None:
        """Free before held, then in place order."""
        return min(places, key=lambda place: (place in self.holder, self.question.position(place)), default=None)

    def chain(self, place: str) -> list[str]:
        """From a place to its root, which is free."""
        return [place, *self.chain(self.pointer[place])] if place in self.holder else [place]

    def leading_to(self, root: str) -> set[str]:
        return {place for place in self.pointer if self.chain(place)[-1] == root}

    def execute(self, who: str, fitting: frozenset[str], first: str) -> list[list[str]]:
        """The head takes ``first``, those along its chain move by one, and what led to its root is linked again."""
        chain = self.chain(first)
        loose = {chain[-1]} | self.leading_to(chain[-1])
        moved = [who, *(self.holder[place] for place in chain[:-1])]
        self.holder |= zip(chain, moved, strict=True)
        self.wanted[who] = fitting
        self.pointer = {place: target for place, target in self.pointer.items() if place not in loose}
        self.link(loose)
        return [list(move) for move in zip(moved, chain, strict=True)]

    def link(self, loose: set[str]) -> None:
        """Layer by layer, each place of a layer to a free place or to one that was linked before the layer."""
        while loose:
            ahead = {place: self.first(self.wanted[self.holder[place]] & self.open_places()) for place in loose}
            layer = {place: target for place, target in ahead.items() if target is not None}
            self.pointer |= layer
            loose -= layer.keys()
            if not layer:
                return
