"""Knows the draw as it is published, word by word and slowly: renewals, Settle, Head, Execute, the final places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.property.draws.explaining import refusals
from tests.property.draws.pointing import Pointers
from tests.property.draws.reading import Fits, Json, Question, read
from tests.property.draws.seating import final_places


@dataclass(frozen=True, slots=True)
class Aim:
    """``who`` points at ``place``, one of those of the own choice number ``choice``."""

    who: str
    choice: int
    place: str


Cycle = Sequence[Aim]


class TradingEngine:
    """One draw of one instance, in the interchange format. Each step is a method that a wrong engine can get wrong."""

    def __init__(self, instance: Json) -> None:
        self.instance = instance
        self.question = self.read()
        self.pointers = Pointers(self.question)
        self.aims: dict[str, Aim] = {}
        self.rank: dict[str, int | None] = {}
        self.events: list[Json] = []
        self.event = 0

    def read(self) -> Question:
        return read(self.instance)

    def result(self) -> Json:
        self.take_in_tenants()
        self.settle()
        for who in self.question.queue:
            if who not in self.rank:
                self.head(who)
                self.settle()
        return {
            "assignment": self.final_places(),
            "rank": {who: self.rank[who] for who in self.question.queue},
            "closed": {place: self.closed[place] for place in self.question.places if place in self.closed},
            "events": self.events,
            "explanations": {who: self.refusals(who) for who in self.question.queue},
        }

    @property
    def closed(self) -> Mapping[str, int]:
        return self.pointers.closed

    def take_in_tenants(self) -> None:
        """Renewals are event 0, and committed to the own place from the start."""
        self.pointers.tenant |= {place: who for who, place in self.question.own.items()}
        renewals = [[Aim(who, 0, self.question.own[who])] for who in self.question.queue if self.renews(who)]
        if renewals:
            self.event = -1
            self.execute(renewals, head=None)

    def renews(self, who: str) -> bool:
        return who in self.question.renewing

    def commit(self, cycle: Cycle) -> None:
        for aim in cycle:
            self.rank[aim.who] = aim.choice
            self.pointers.won[aim.who] = self.question.wishes[aim.who][aim.choice]
            self.pointers.tenant.pop(self.question.own.get(aim.who, ""), None)

    def best(self, who: str) -> tuple[int, Fits] | None:
        """The first choice with an open place, and its open places."""
        for index, fitting in enumerate(self.question.wishes[who]):
            if inside := frozenset(filter(self.pointers.is_open, fitting)):
                return index, inside
        return None

    def settle(self) -> None:
        """Cycles of tenants alone, all that there are at once, until there is none."""
        self.aim_tenants()
        while cycles := list(self.cycles()):
            self.execute(cycles, head=None)
            self.aim_tenants()

    def aim_tenants(self) -> None:
        self.aims = {who: self.aim(who) for who in self.pointers.tenant.values()}

    def aim(self, tenant: str) -> Aim:
        """At the own place if it is inside, else at the place from before if it is open, else at the first."""
        best = self.best(tenant)
        assert best is not None, "a tenant has the own place"
        choice, inside = best
        if self.question.own[tenant] in inside:
            return Aim(tenant, choice, self.question.own[tenant])
        before = self.aims.get(tenant)
        if before is not None and before.place in inside:
            return before
        return Aim(tenant, choice, self.pointers.first(inside))

    def owner(self, aim: Aim) -> str | None:
        """The tenant at the root of the place pointed at; nobody where it is free."""
        return self.pointers.tenant.get(self.pointers.root(aim.place))

    def cycles(self) -> Iterator[Cycle]:
        found: set[str] = set()
        for tenant in self.question.queue:
            path = self.path(tenant) if tenant in self.aims else []
            if path and self.owner(path[-1]) == tenant and tenant not in found:
                found.update(aim.who for aim in path)
                yield path

    def path(self, tenant: str) -> list[Aim]:
        """From tenant to owner to owner, until there is none or one has been met before."""
        path: list[Aim] = []
        onward: str | None = tenant
        while onward is not None and onward not in {aim.who for aim in path}:
            path.append(self.aims[onward])
            onward = self.owner(path[-1])
        return path

    def head(self, who: str) -> None:
        """Whose turn it is owns all free places: the path from owner to owner ends at one of them."""
        best = self.best(who)
        if best is None:
            self.rank[who] = None
            return
        first = self.aims.get(who) or Aim(who, best[0], self.pointers.first(best[1]))
        onward = self.owner(first)
        self.execute([[first, *(self.path(onward) if onward else [])]], head=who)

    def execute(self, cycles: Sequence[Cycle], *, head: str | None) -> None:
        """Everybody takes the place pointed at, those along the chains move by one, and what led there is linked."""
        self.event += 1
        written = [self.written(cycle) for cycle in cycles]
        roots = {self.pointers.root(aim.place) for cycle in cycles for aim in cycle}
        loose = roots | self.loosened_by(roots)
        taken = {place: who for cycle in cycles for who, place in self.moves(cycle)}
        for cycle in cycles:
            self.commit(cycle)
        self.pointers.holder |= taken
        self.events.append({"number": self.event, "head": head, "cycles": written})
        self.pointers.link(loose, event=self.event)

    def loosened_by(self, roots: Iterable[str]) -> set[str]:
        return self.pointers.leading_to(roots)

    def moves(self, cycle: Cycle) -> list[tuple[str, str]]:
        """Each member onto the place pointed at, then those along its chain, each onto the next."""
        return [move for aim in given_in_turn(cycle) for move in self.moves_along(aim)]

    def moves_along(self, aim: Aim) -> list[tuple[str, str]]:
        chain = self.pointers.chain(aim.place)
        return list(zip([aim.who, *(self.pointers.holder[place] for place in chain[:-1])], chain, strict=True))

    def written(self, cycle: Cycle) -> Json:
        """The cycle as a log tells it; who stays on the own place does not move."""
        members = [[aim.who, aim.choice, aim.place] for aim in given_in_turn(cycle)]
        staying = [[aim.who, self.question.own.get(aim.who)] for aim in cycle]
        return {"members": members, "moves": [move for move in map(list, self.moves(cycle)) if move not in staying]}

    def final_places(self) -> dict[str, str | None]:
        return final_places(self.question, self.pointers.won)

    def refusals(self, who: str) -> list[Json]:
        return refusals(self.question, who, rank=self.rank[who], won=self.pointers.won, closed=self.closed)


def given_in_turn(cycle: Cycle) -> Cycle:
    """The members so that each gives to the next: the first, and then those who get from one another, backwards."""
    return [*cycle[:1], *cycle[:0:-1]]


def draw_by_trading(instance: Json) -> Json:
    return TradingEngine(instance).result()
