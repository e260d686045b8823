"""Knows the promises of the draw for new applicants: each is a check that any engine can be held to.

The checks of a result count and enumerate; only ``agrees_with_the_oracle`` knows what the answer should have been.
"""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import permutations
from operator import itemgetter
from typing import Any

from tests.property.draws import oracle
from tests.property.draws.holding import Check, Engine
from tests.property.draws.moving import draw_by_moving
from tests.property.draws.pointing import Pointers
from tests.property.draws.reading import Json, Question, read


def agrees_with_the_oracle(engine: Engine, instance: Json) -> None:
    assert decided(engine(instance)) == decided_by_the_oracle(instance)


def agrees_with_moving(engine: Engine, instance: Json) -> None:
    """What the oracle says, from what can also answer for larger instances."""
    assert decided(engine(instance)) == decided(draw_by_moving(instance))


def decided(result: Json) -> list[Json]:
    return [result["rank"], result["closed"], result["assignment"]]


def decided_by_the_oracle(instance: Json) -> list[Json]:
    outcome = oracle.draw(read(instance))
    return [dict(outcome.rank), dict(outcome.closed), dict(outcome.assignment)]


def moves_as_published(engine: Engine, instance: Json) -> None:
    """The events are those of the published pointer rule."""
    assert engine(instance)["events"] == Pointers(read(instance)).events()


def is_feasible(engine: Engine, instance: Json) -> None:
    """One boat a place, every place asked for and fitting, and the rank is that of the first choice with the place."""
    question, result = read(instance), engine(instance)
    given = [place for place in result["assignment"].values() if place is not None]
    assert result["assignment"].keys() == result["rank"].keys() == set(question.queue)
    assert len(given) == len(set(given))
    assert unplaced(result["rank"]) == unplaced(result["assignment"])
    assert ranks(question, result) == oracle.rank_vector(question, result["assignment"])


def unplaced(by_applicant: Json) -> set[str]:
    return {who for who, value in by_applicant.items() if value is None}


def ranks(question: Question, result: Json) -> list[int]:
    return [oracle.NEVER if (rank := result["rank"][who]) is None else rank for who in question.queue]


def is_not_wasteful(engine: Engine, instance: Json) -> None:
    question, result = read(instance), engine(instance)
    free = set(question.places) - set(result["assignment"].values())
    for who, rank in zip(question.queue, ranks(question, result), strict=True):
        for better in question.wishes[who][:rank]:
            assert not better & free


def is_pareto_efficient(engine: Engine, instance: Json) -> None:
    """No other assignment at all improves somebody while all others keep at least their rank."""
    question = read(instance)
    mine = ranks(question, engine(instance))
    for other in all_rank_vectors(question):
        assert other == mine or any(theirs > own for theirs, own in zip(other, mine, strict=True))


def has_no_justified_envy(engine: Engine, instance: Json) -> None:
    """No other assignment at all improves somebody while all who came before keep at least their rank."""
    question = read(instance)
    mine = ranks(question, engine(instance))
    for other in all_rank_vectors(question):
        first = next((turn for turn in range(len(mine)) if other[turn] != mine[turn]), None)
        assert first is None or other[first] > mine[first]


def all_rank_vectors(question: Question) -> Iterator[list[int]]:
    for assignment in oracle.assignments(question, question.queue, frozenset()):
        yield oracle.rank_vector(question, assignment)


def is_truthful(engine: Engine, instance: Json) -> None:
    """No other list gets anybody a place of a better choice of the true list."""
    question, truth = read(instance), engine(instance)["rank"]
    for applicant in instance["applicants"]:
        who, rank = applicant["id"], truth[applicant["id"]]
        for lie in lies(instance, applicant) if rank != 0 else ():
            told = [{**other, "choices": lie} if other is applicant else other for other in instance["applicants"]]
            place = engine({**instance, "applicants": told})["assignment"][who]
            assert oracle.rank_of(question, who, place) >= (oracle.NEVER if rank is None else rank), lie


def lies(instance: Json, applicant: Json) -> Iterator[list[Json]]:
    """Every order of every part of the own list, and every single thing that could be asked for instead."""
    mine: Sequence[Json] = applicant["choices"]
    for length in range(len(mine) + 1):
        yield from map(list, permutations(mine, length))
    for berth in instance["berths"]:
        yield [{"berth": berth["id"]}]
        yield [{"harbor": berth["harbor"]}, *mine]
        yield [{"berth": berth["id"]}, *mine]
        yield [*mine, {"harbor": berth["harbor"], "pier": berth.get("pier") or "A"}]


def is_free_of_the_order_of_input(engine: Engine, instance: Json) -> None:
    """The same bytes, however the applicants, the berths and the keys of every object stand in the file."""
    expected = json.dumps(engine(instance))
    for salt in range(3):
        assert json.dumps(engine(shuffled(instance, salt))) == expected


def shuffled(instance: Json, salt: int) -> Json:
    def mix(several: list[Any]) -> list[Any]:
        return sorted(several, key=lambda one: sha256(f"{salt} {one}".encode()).digest())

    mixed = {**instance, "berths": mix(instance["berths"]), "applicants": mix(instance["applicants"])}
    rewritten: Json = json.loads(json.dumps(mixed), object_pairs_hook=lambda pairs: dict(mix(pairs)))
    return rewritten


def has_certificates_that_count(engine: Engine, instance: Json) -> None:
    """Each better choice not received has its certificate, which proves by counting that it could not be had."""
    question, result = read(instance), engine(instance)
    for turn, who in enumerate(question.queue):
        given = result["rank"][who]
        refused = range(len(question.wishes[who]) if given is None else given)
        certificates = result["explanations"].get(who, [])
        assert [certificate["choice"] for certificate in certificates] == list(refused)
        for certificate in certificates:
            assert set(certificate["fitting"]) == question.wishes[who][certificate["choice"]]
            count(question, result, certificate, before=set(question.queue[:turn]))


def count(question: Question, result: Json, certificate: Json, *, before: set[str]) -> None:
    """As many holders as places, all served before, and none of them could sit elsewhere on the choice they won."""
    fitting, tight, holders = (set(certificate[part]) for part in ("fitting", "tight", "holders"))
    assert fitting <= tight
    assert len(certificate["tight"]) == len(tight) == len(holders) == len(certificate["holders"])
    assert {question.harbor[place] for place in tight} == {question.harbor[place] for place in fitting}
    assert holders <= before
    for holder in holders:
        won = question.wishes[holder][result["rank"][holder]]
        assert won and won <= tight


def has_certificates_of_the_whole_closed_set(engine: Engine, instance: Json) -> None:
    """``event`` is when the last fitting place closed, ``tight`` all of the harbor that was closed by then."""
    question, result = read(instance), engine(instance)
    for certificates in result["explanations"].values():
        for certificate in filter(itemgetter("fitting"), certificates):
            assert certificate["event"] == max(result["closed"][place] for place in certificate["fitting"])
            home = question.harbor[certificate["fitting"][0]]
            assert set(certificate["tight"]) == closed_until(question, result["closed"], home, certificate["event"])


def closed_until(question: Question, closed: Json, home: str, event: int) -> set[str]:
    return {place for place, closing in closed.items() if question.harbor[place] == home and closing <= event}


ANY_SIZE: tuple[Check, ...] = (
    agrees_with_the_oracle,
    is_feasible,
    is_not_wasteful,
    is_free_of_the_order_of_input,
    has_certificates_that_count,
    has_certificates_of_the_whole_closed_set,
)
TINY_ONLY: tuple[Check, ...] = (is_pareto_efficient, has_no_justified_envy, is_truthful)
