"""Knows wrong engines for tenants: each is the published one with one step got wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tests.property.draws.pointing import Pointers
from tests.property.draws.reading import Fits, Json, Question, read
from tests.property.draws.trading import Aim, Cycle, TradingEngine


class RelinksEverything(TradingEngine):
    """Forgets all pointers after every event, not only those to the roots that were used."""

    def loosened_by(self, roots: Iterable[str]) -> set[str]:
        return set(self.pointers.pointer)


class PointsAnewEachTime(TradingEngine):
    """Breaks ties the same way each time, whatever was pointed at before."""

    def aim(self, tenant: str) -> Aim:
        self.aims.pop(tenant, None)
        return super().aim(tenant)


class ForgetsTheOwnPlaceInside(TradingEngine):
    """Points at the first place of the choice though the own place is as good."""

    def aim(self, tenant: str) -> Aim:
        self.aims[tenant] = self.aims.get(tenant) or super().aim(tenant)
        choice, inside = self.best(tenant) or (0, frozenset())
        return Aim(tenant, choice, self.pointers.first(inside))


class PointsAtFreePlacesFirst(TradingEngine):
    """Takes free before tenant-held."""

    def aim(self, tenant: str) -> Aim:
        self.pointers.first = self.free_first  # type: ignore[method-assign]  # the fault
        return super().aim(tenant)

    def free_first(self, places: Iterable[str]) -> str:
        def key(place: str) -> tuple[bool, bool, int]:
            return place in self.pointers.holder, place in self.pointers.tenant, self.question.position(place)

        return min(places, key=key)


class LinksTargetsAndOthersAlike(TradingEngine):
    """Links to the first open place of the choice, be it a target or not."""

    def __init__(self, instance: Json) -> None:
        super().__init__(instance)
        self.pointers.nearest = self.first_open  # type: ignore[method-assign]  # the fault

    def first_open(self, places: Iterable[str]) -> str | None:
        return min(filter(self.pointers.is_open, places), key=self.question.position, default=None)


class LinksOneAtATime(TradingEngine):
    """Lets a place of a layer point at another of the same layer."""

    def __init__(self, instance: Json) -> None:
        super().__init__(instance)
        self.pointers.next_layer = self.one_of_it  # type: ignore[method-assign]  # the fault

    def one_of_it(self, loose: Iterable[str]) -> dict[str, str]:
        for place in sorted(loose, key=self.question.position):
            if layer := Pointers.next_layer(self.pointers, [place]):
                return layer
        return {}


class FirstFit(TradingEngine):
    """Nobody makes room and nobody exchanges: whoever comes takes the first free place that fits."""

    def settle(self) -> None:
        self.aims = {}

    def best(self, who: str) -> tuple[int, Fits] | None:
        for index, fitting in enumerate(self.question.wishes[who]):
            taken = self.pointers.holder.keys() | self.pointers.tenant.keys() - {self.question.own.get(who)}
            if inside := fitting - taken:
                return index, inside
        return None

    def owner(self, aim: Aim) -> str | None:
        return None

    def refusals(self, who: str) -> list[Json]:
        return []


class BreaksTiesByInput(TradingEngine):
    """Places of one area stand as the file happens to list them."""

    def read(self) -> Question:
        question = super().read()
        listed = [berth["id"] for berth in self.instance["berths"]]

        def key(place: str) -> tuple[bool, int, int]:
            return question.area[place] is None, question.area[place] or 0, listed.index(place)

        return replace(question, places=tuple(sorted(listed, key=key)))


class CountsWhatDoesNotFit(TradingEngine):
    """A tenant's own place is in every choice that names it, whether the boat fits it or not."""

    def read(self) -> Question:
        return read({**self.instance, "applicants": [self.with_own_named(who) for who in self.instance["applicants"]]})

    def with_own_named(self, applicant: Json) -> Json:
        own = next((berth for berth in self.instance["berths"] if berth["id"] == applicant.get("current")), None)
        if applicant.get("mode") != "exchange" or own is None:
            return applicant
        names: list[Json] = [
            {"berth": own["id"]},
            {"harbor": own["harbor"]},
            {"harbor": own["harbor"], "pier": own.get("pier")},
        ]
        named = next((index for index, choice in enumerate(applicant["choices"]) if choice in names), None)
        return applicant if named is None else {**applicant, "choices": applicant["choices"][: named + 1]}


class SettlesLast(TradingEngine):
    """Heads come first: tenants exchange among themselves when a head runs into a ring of them, or nobody is left."""

    def settle(self) -> None:
        self.aim_tenants()

    def head(self, who: str) -> None:
        if self.leads_into_a_ring(who):
            super().settle()
        if who not in self.rank:
            super().head(who)

    def leads_into_a_ring(self, who: str) -> bool:
        best = self.best(who)
        first = self.aims.get(who) or (best and Aim(who, best[0], self.pointers.first(best[1])))
        onward = first and self.owner(first)
        return bool(onward and self.owner(self.path(onward)[-1]))


class ExecutesOneByOne(TradingEngine):
    """Each cycle has an event of its own."""

    def cycles(self) -> Iterator[Cycle]:
        yield from list(super().cycles())[:1]


class ListsEverythingBelow(TradingEngine):
    """Does not cut the list of an exchanger: the own place is what is left when all that is listed is closed."""

    def read(self) -> Question:
        question = super().read()
        people = self.instance["applicants"]
        whole = read({**self.instance, "applicants": [{**one, "mode": "new"} for one in people]}).wishes
        uncut = {
            who: (*(fitting - {own} for fitting in whole[who]), frozenset({own}))
            for who, own in question.own.items()
            if who not in question.renewing
        }
        return replace(question, wishes={**question.wishes, **uncut})


class LetsRenewalsGo(TradingEngine):
    """Takes who renews for one who would exchange."""

    def read(self) -> Question:
        people = [self.exchanging(applicant) for applicant in self.instance["applicants"]]
        return read({**self.instance, "applicants": people})

    def exchanging(self, applicant: Json) -> Json:
        return {**applicant, "mode": "exchange"} if applicant.get("mode") == "renew" else applicant


class ForgetsRenewals(TradingEngine):
    """Gives the places of those who renew to whoever comes first."""

    def read(self) -> Question:
        question = super().read()
        return replace(
            question,
            own={who: place for who, place in question.own.items() if who not in question.renewing},
            renewing=frozenset(),
        )


class ClosesNothing(TradingEngine):
    """Reports no closing."""

    @property
    def closed(self) -> Mapping[str, int]:
        return {}

    def refusals(self, who: str) -> list[Json]:
        return []


class ClosesAfterOneLayer(TradingEngine):
    """A place from which no target is next door counts as closed."""

    def __init__(self, instance: Json) -> None:
        super().__init__(instance)
        self.pointers.nearest = self.next_door  # type: ignore[method-assign]  # the fault

    def next_door(self, places: Iterable[str]) -> str | None:
        return min(filter(self.pointers.is_target, places), key=self.question.position, default=None)


class NumbersClosingsAhead(TradingEngine):
    """A place carries the number of the event that comes after the linking."""

    @property
    def closed(self) -> Mapping[str, int]:
        return {place: event + 1 for place, event in super().closed.items()}


class PublishesWhereTheyLie(TradingEngine):
    """Leaves everybody on the place that the trading happened to end with."""

    def final_places(self) -> dict[str, str | None]:
        return dict.fromkeys(self.question.queue) | {who: place for place, who in self.pointers.holder.items()}


class IgnoresReserves(TradingEngine):
    def read(self) -> Question:
        return read({**self.instance, "berths": [{**berth, "reserve": None} for berth in self.instance["berths"]]})


class IgnoresKeys(TradingEngine):
    def read(self) -> Question:
        return read({**self.instance, "applicants": [{**one, "key": 0} for one in self.instance["applicants"]]})


class LosesThePlaceOfTheHead(TradingEngine):
    """What a tenant leaves to nobody does not become free."""

    def execute(self, cycles: Sequence[Cycle], *, head: str | None) -> None:
        super().execute(cycles, head=head)
        for place in self.question.own.values():
            if place not in self.pointers.holder and place not in self.pointers.tenant:
                loose = {place} | self.pointers.leading_to([place])
                self.pointers.holder[place], self.pointers.won["nobody"] = "nobody", frozenset()
                self.pointers.link(loose, event=self.event)


class KeepsTenantsOnTheirPlace(TradingEngine):
    """Commits a tenant who stays to the own place instead of to the choice that holds it."""

    def commit(self, cycle: Cycle) -> None:
        super().commit(cycle)
        for aim in cycle:
            if self.question.own.get(aim.who) == aim.place:
                self.pointers.won[aim.who] = frozenset({aim.place})
