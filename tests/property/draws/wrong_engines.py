"""Knows wrong engines for new applicants: each is the plain engine with one step got wrong."""

from collections.abc import Mapping
from dataclasses import replace

from tests.property.draws import reading
from tests.property.draws.moving import MovingEngine
from tests.property.draws.reading import Json, Question


class MovesNobody(MovingEngine):
    """First fit: who lies stays."""

    longest_chain = 0


class MovesOne(MovingEngine):
    """Asks the neighbour to move, and not the neighbour's neighbour."""

    longest_chain = 1


class BreaksTiesByInput(MovingEngine):
    """Places of one area stand as the file happens to list them."""

    def read(self) -> Question:
        question = super().read()
        return reordered(question, [(square(question, berth["id"]), b"") for berth in self.instance["berths"]])


class ComparesIdsAsUtf16(MovingEngine):
    """What a language with sixteen-bit characters does."""

    def read(self) -> Question:
        question = super().read()
        return reordered(question, [(square(question, place), place.encode("utf-16-be")) for place in question.harbor])


class PutsPlacesWithoutAreaFirst(MovingEngine):
    def read(self) -> Question:
        question = super().read()
        return reordered(question, [(question.area[place] or 0, place.encode()) for place in question.harbor])


class MultipliesWhatThereIs(MovingEngine):
    """A place that lacks one of width and length gets the other as its area."""

    def read(self) -> Question:
        question = super().read()
        berths = {berth["id"]: berth for berth in self.instance["berths"]}
        areas = {place: (berth.get("width") or 1) * (berth.get("length") or 1) for place, berth in berths.items()}
        return reordered(question, [(areas[place], place.encode()) for place in question.harbor])


class SkipsTheClass(MovingEngine):
    def read(self) -> Question:
        tickets = {who["id"]: reading.ticket(self.instance, who) for who in self.instance["applicants"]}
        return replace(super().read(), queue=tuple(sorted(tickets, key=lambda who: (tickets[who], who))))


class ComparesTicketsAsText(MovingEngine):
    def read(self) -> Question:
        turns = {
            who["id"]: (who["class"], str(who.get("ticket", reading.ticket(self.instance, who))))
            for who in self.instance["applicants"]
        }
        return replace(super().read(), queue=tuple(sorted(turns, key=lambda who: (turns[who], who))))


class HashesTheSeedAsText(MovingEngine):
    """The ticket of the digits of the seed, not of its bytes."""

    def read(self) -> Question:
        if "seed" not in self.instance:
            return super().read()
        return reading.read({**self.instance, "seed": self.instance["seed"].encode().hex()})


class CompactsRanks(MovingEngine):
    """The rank among the choices that fit somewhere."""

    def result(self) -> Json:
        ranks = {who: self.compacted(who, rank) for who, rank in super().result()["rank"].items()}
        return super().result() | {"rank": ranks}

    def compacted(self, who: str, rank: int | None) -> int | None:
        return None if rank is None else sum(map(bool, self.question.wishes[who][:rank]))


class TakesAnySeats(MovingEngine):
    """Final places without the least set: everybody in turn the tightest place that leaves room for the others."""

    def least_places(self) -> list[str]:
        return list(self.question.places)


class TightensFromTheBack(MovingEngine):
    """The least set, but the last in the queue chooses first in it."""

    def tightest(self, places: list[str]) -> dict[str, str]:
        self.question = replace(self.question, queue=self.question.queue[::-1])
        return super().tightest(places)


class LeavesEverybodyWhereTheyLie(MovingEngine):
    """Publishes where the draw happened to put people."""

    def final_places(self) -> dict[str, str]:
        return {who: place for place, who in self.held.items()}


class CountsRefusals(MovingEngine):
    """Numbers the turns instead of the events."""

    def close(self) -> None:
        before = set(self.closed)
        super().close()
        self.closed |= dict.fromkeys(self.closed.keys() - before, len(self.explanations))


class ClosesWhenTaken(MovingEngine):
    """Calls a place closed as soon as somebody lies on it."""

    def close(self) -> None:
        for place in self.held:
            self.closed.setdefault(place, len(self.chains))


class WantsSpare(MovingEngine):
    """A boat that fits exactly is refused."""

    def read(self) -> Question:
        rules = {**self.instance["rules"]}
        by_mooring = {mooring: one_more(margins) for mooring, margins in rules.pop("by_mooring", {}).items()}
        default = {"beam_margin": 0, "length_margin": 0, "depth_margin": 0}
        return reading.read({**self.instance, "rules": one_more(default | rules) | {"by_mooring": by_mooring}})


class ForgetsMooringMargins(MovingEngine):
    def read(self) -> Question:
        return reading.read({**self.instance, "rules": {**self.instance["rules"], "by_mooring": {}}})


class TakesMarginsAsPositive(MovingEngine):
    """A boat may not be longer than its place."""

    def read(self) -> Question:
        rules = {**self.instance["rules"]}
        rules["length_margin"] = max(0, rules.get("length_margin", 0))
        return reading.read({**self.instance, "rules": rules})


class IgnoresMass(MovingEngine):
    def read(self) -> Question:
        return reading.read({**self.instance, "berths": [{**b, "max_mass": None} for b in self.instance["berths"]]})


class RefusesUnmarkedMoorings(MovingEngine):
    """Reads a missing mooring as one that is not allowed."""

    def read(self) -> Question:
        berths = [{**berth, "mooring": berth.get("mooring") or "none"} for berth in self.instance["berths"]]
        return reading.read({**self.instance, "berths": berths})


class HearsFirstChoicesFirst(MovingEngine):
    """Serves all first choices, then all second ones, and so on: it pays to name what one can get."""

    def serve(self, applicant: str) -> None:
        if applicant != self.question.queue[0]:
            return
        for index in range(max(map(len, self.question.wishes.values()))):
            for who in self.question.queue:
                wished = self.question.wishes[who][index : index + 1]
                if self.rank[who] is None and wished and (path := self.path_to_free(wished[0])):
                    self.move(who, wished[0], path)
                    self.rank[who] = index


class PlacesAsManyAsPossible(MovingEngine):
    """Lets a choice of anybody's count as every choice: more are placed, and it pays to list less."""

    def move(self, applicant: str, fitting: frozenset[str], path: list[str]) -> None:
        super().move(applicant, frozenset().union(*self.question.wishes[applicant]), path)

    def result(self) -> Json:
        result = super().result()
        wishes = self.question.wishes
        for who, place in result["assignment"].items():
            result["rank"][who] = next((rank for rank, fit in enumerate(wishes[who]) if place in fit), None)
        return result


class CertifiesOnlyWhatWasWanted(MovingEngine):
    """Leaves out of the tight set what the holders could move to."""

    def certificate(self, index: int, fitting: frozenset[str]) -> Json:
        holders = sorted(self.held[place] for place in fitting)
        return super().certificate(index, fitting) | {"tight": sorted(fitting), "holders": holders}


class CertifiesWithTooFew(MovingEngine):
    def certificate(self, index: int, fitting: frozenset[str]) -> Json:
        certificate = super().certificate(index, fitting)
        return certificate | {"holders": certificate["holders"][1:]}


class CertifiesNothing(MovingEngine):
    def certificate(self, index: int, fitting: frozenset[str]) -> Json:
        return super().certificate(index, frozenset())


class SkipsTheUnplaced(MovingEngine):
    """Explains better choices to winners and nothing to who got nothing."""

    def result(self) -> Json:
        result = super().result()
        won = {who: refused for who, refused in self.explanations.items() if self.rank[who] is not None}
        return result | {"explanations": won}


def square(question: Question, place: str) -> float:
    area = question.area[place]
    return float("inf") if area is None else area


def reordered(question: Question, keys: list[tuple[float, bytes]]) -> Question:
    """The question with its places by ``keys``, which stand in the order of the input."""
    ordered = sorted(zip(question.harbor, keys, strict=True), key=lambda pair: pair[1])
    return replace(question, places=tuple(place for place, _ in ordered))


def one_more(margins: Mapping[str, object]) -> Json:
    return {rule: value + 1 if isinstance(value, int) else value for rule, value in margins.items()}
