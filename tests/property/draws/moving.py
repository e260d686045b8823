"""Knows a plain draw that moves those who lie: a second oracle, and the control of the wrong engines.

It answers in the interchange format. Every step is a method, so that a wrong engine is this one with one step changed.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from tests.property.draws.reading import Json, Question, read


class MovingEngine:
    """One draw of one instance; ``chains`` counts for each success how many had to move."""

    longest_chain = 1_000_000

    def __init__(self, instance: Json) -> None:
        self.instance = instance
        self.question = self.read()
        self.held: dict[str, str] = {}
        self.won: dict[str, frozenset[str]] = {}
        self.closed: dict[str, int] = {}
        self.rank: dict[str, int | None] = dict.fromkeys(self.question.queue)
        self.explanations: dict[str, list[Json]] = {}
        self.chains: list[int] = []

    def read(self) -> Question:
        return read(self.instance)

    def result(self) -> Json:
        for applicant in self.question.queue:
            self.serve(applicant)
        return {
            "assignment": dict.fromkeys(self.question.queue) | self.final_places(),
            "rank": self.rank,
            "closed": self.closed,
            "explanations": self.explanations,
        }

    def serve(self, applicant: str) -> None:
        refused = self.explanations[applicant] = []
        for index, fitting in enumerate(self.question.wishes[applicant]):
            if path := self.path_to_free(fitting):
                self.move(applicant, fitting, path)
                self.rank[applicant] = index
                self.close()
                break
            refused.append(self.certificate(index, fitting))

    def path_to_free(self, fitting: Iterable[str]) -> list[str]:
        """The shortest chain of places from one of ``fitting`` to a free one; empty when there is none."""
        paths = [[place] for place in sorted(fitting, key=self.question.position)]
        seen = set(fitting)
        for path in paths:
            holder = self.held.get(path[-1])
            if holder is None:
                return path
            if len(path) <= self.longest_chain:
                onward = sorted(self.won[holder] - seen, key=self.question.position)
                seen.update(onward)
                paths.extend([*path, place] for place in onward)
        return []

    def move(self, applicant: str, fitting: frozenset[str], path: list[str]) -> None:
        for source, target in reversed(list(pairwise(path))):
            self.held[target] = self.held[source]
        self.held[path[0]] = applicant
        self.won[applicant] = fitting
        self.chains.append(len(path) - 1)

    def close(self) -> None:
        for place in self.question.places:
            if place not in self.closed and not self.path_to_free([place]):
                self.closed[place] = len(self.chains)

    def certificate(self, index: int, fitting: frozenset[str]) -> Json:
        event = max((self.closed[place] for place in fitting), default=0)
        homes = {self.question.harbor[place] for place in fitting}
        tight = [place for place in self.closed if self.question.harbor[place] in homes and self.closed[place] <= event]
        return {
            "choice": index,
            "event": event,
            "fitting": sorted(fitting),
            "tight": sorted(tight),
            "holders": sorted(self.held[place] for place in tight),
        }

    def final_places(self) -> dict[str, str]:
        return self.tightest(self.least_places())

    def least_places(self) -> list[str]:
        """Small ones first, every place without which nothing smaller could hold as many."""
        chosen: list[str] = []
        for place in self.question.places:
            wanted_by = {kept: frozenset(self.holders_of(kept)) for kept in [*chosen, place]}
            if are_all_matched(wanted_by):
                chosen.append(place)
        return chosen

    def holders_of(self, place: str) -> list[str]:
        return [who for who, fitting in self.won.items() if place in fitting]

    def tightest(self, places: list[str]) -> dict[str, str]:
        left = {who: self.won[who].intersection(places) for who in self.question.queue if who in self.won}
        given: dict[str, str] = {}
        for who in list(left):
            for place in sorted(left.pop(who), key=self.question.position):
                without = {other: fitting - {place} for other, fitting in left.items()}
                if are_all_matched(without):
                    given[who], left = place, without
                    break
        return given


def are_all_matched(sets: Mapping[str, frozenset[str]]) -> bool:
    """Whether everybody can have one of the own set, nobody sharing (Kuhn 1955)."""
    matched: dict[str, str] = {}

    def find(who: str, seen: set[str]) -> bool:
        for place in sorted(sets[who] - seen):
            seen.add(place)
            if place not in matched or find(matched[place], seen):
                matched[place] = who
                return True
        return False

    return all(find(who, set()) for who in sets)


def draw_by_moving(instance: Json) -> Json:
    return MovingEngine(instance).result()
