"""Knows how to count justified complaints about an assignment of any size, however it was made.

A complaint is justified when somebody could have a better choice while all are as well off as before, save people
later in the queue who have no place of their own. Who has to make room may sit on any place of a choice as good.
"""

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property

from tests.property.draws.graphs import Graph, backward, first_to_reach, strong_components
from tests.property.draws.reading import Fits, Question


class Complaints:
    """A graph of places and choices: from a place to what its holder likes as well, from there to its places."""

    def __init__(self, question: Question, assignment: Mapping[str, str | None]) -> None:
        self.question = question
        self.assignment = assignment
        self.turn = {who: turn for turn, who in enumerate(question.queue)}
        self.holder = {place: who for who, place in assignment.items() if place is not None}

    def justified(self) -> list[str]:
        return [who for who in self.question.queue if self.is_justified(who)]

    def is_justified(self, who: str) -> bool:
        """Whether a better place leads to a free one, to one of who may have to give way, or back to the own one."""
        mine = self.component.get(self.assignment[who] or "")
        better = frozenset().union(*self.better(who))
        return any(self.gives_way[place] > self.turn[who] or self.component[place] == mine for place in better)

    def better(self, who: str) -> tuple[Fits, ...]:
        return self.question.wishes[who][: self.rank(who)]

    def as_good(self, who: str) -> tuple[Fits, ...]:
        return self.question.wishes[who][: self.rank(who) + 1]

    def rank(self, who: str) -> int:
        wishes, place = self.question.wishes[who], self.assignment[who]
        return next((rank for rank, fitting in enumerate(wishes) if place in fitting), len(wishes))

    @cached_property
    def graph(self) -> Graph:
        likes: dict[Hashable, Sequence[Fits]] = {place: self.liked_by_holder(place) for place in self.question.places}
        choices: Graph = {fitting: tuple(fitting) for several in likes.values() for fitting in several}
        return {**likes, **choices}

    def liked_by_holder(self, place: str) -> tuple[Fits, ...]:
        return self.as_good(self.holder[place]) if place in self.holder else ()

    @cached_property
    def component(self) -> Mapping[object, int]:
        return strong_components(self.graph)

    @cached_property
    def gives_way(self) -> Mapping[object, int]:
        """The last turn of who could give way for each place; a free place is as good as anybody's."""
        nobody = {place: len(self.turn) for place in self.question.places if place not in self.holder}
        somebody = {place: self.turn[who] for place, who in self.holder.items() if who not in self.question.own}
        sources = sorted((nobody | somebody).items(), key=lambda source: -source[1])
        return dict.fromkeys(self.graph, -1) | first_to_reach(backward(self.graph), sources)
