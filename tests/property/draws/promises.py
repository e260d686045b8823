"""Knows the promises of the draw: each is a check that any engine can be held to.

The checks of a result enumerate; only those that agree with an oracle know what the answer should have been.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from tests.property.draws import oracle
from tests.property.draws.batches import loses_no_rank, waiting_gains_nothing
from tests.property.draws.certificates import (
    has_certificates_of_the_whole_closed_set,
    has_certificates_that_count,
    holders_came_before,
)
from tests.property.draws.complaints import Complaints
from tests.property.draws.holding import Check, Engine
from tests.property.draws.moving import draw_by_moving
from tests.property.draws.reading import Json, Question, read
from tests.property.draws.trading import draw_by_trading
from tests.property.draws.truthfulness import is_truthful


def agrees_with_the_oracle(engine: Engine, instance: Json) -> None:
    """The mechanism to the letter: people stand in the order of the queue and places in theirs, byte for byte."""
    assert [*map(json.dumps, decided(engine(instance)))] == [*map(json.dumps, decided(draw_by_trading(instance)))]


def agrees_with_enumeration(engine: Engine, instance: Json) -> None:
    """Where nobody is a tenant: the same from the definition, without a mechanism."""
    assert decided(engine(instance)) == decided_by_enumeration(instance)


def agrees_with_moving(engine: Engine, instance: Json) -> None:
    """The same from what can also answer for larger instances without tenants."""
    assert decided(engine(instance)) == decided(draw_by_moving(instance))


def decided(result: Json) -> list[Json]:
    return [result["rank"], result["closed"], result["assignment"]]


def decided_by_enumeration(instance: Json) -> list[Json]:
    outcome = oracle.draw(read(instance))
    return [dict(outcome.rank), dict(outcome.closed), dict(outcome.assignment)]


def moves_as_published(engine: Engine, instance: Json) -> None:
    """Who points where and who moves at each event is what the published pointer rule says."""
    assert engine(instance)["events"] == draw_by_trading(instance)["events"]


def is_feasible(engine: Engine, instance: Json) -> None:
    """One boat a place, every place asked for and fitting or the own, and the rank is that of the first such choice."""
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


def keeps_renewals(engine: Engine, instance: Json) -> None:
    question, result = read(instance), engine(instance)
    for who in question.renewing:
        assert (result["assignment"][who], result["rank"][who]) == (question.own[who], 0)


def is_individually_rational(engine: Engine, instance: Json) -> None:
    """Nobody who has a place ends with something worse: the list of a tenant ends with the own place."""
    question, result = read(instance), engine(instance)
    for who in question.own:
        assert result["rank"][who] in range(len(question.wishes[who]))
        assert result["assignment"][who] in question.wishes[who][result["rank"][who]]


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
    """Whoever has more in another assignment has it at the expense of a tenant, or of somebody who came before."""
    question = read(instance)
    mine = ranks(question, engine(instance))
    for other in all_rank_vectors(question):
        turns = range(len(mine))
        protected = [turn for turn in turns if other[turn] > mine[turn] and question.queue[turn] in question.own]
        harmed = [turn for turn in turns if other[turn] > mine[turn]]
        for turn in turns:
            assert other[turn] >= mine[turn] or protected or any(before < turn for before in harmed)


def all_rank_vectors(question: Question) -> Iterator[list[int]]:
    for assignment in oracle.assignments(question, question.queue, frozenset()):
        yield oracle.rank_vector(question, assignment)


def leaves_nothing_to_complain_of(engine: Engine, instance: Json) -> None:
    """Efficiency and no justified envy once more, by search instead of by writing everything out."""
    assert Complaints(read(instance), engine(instance)["assignment"]).justified() == []


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


ANY_SIZE: tuple[Check, ...] = (
    agrees_with_the_oracle,
    is_feasible,
    keeps_renewals,
    is_individually_rational,
    is_not_wasteful,
    leaves_nothing_to_complain_of,
    is_free_of_the_order_of_input,
    has_certificates_that_count,
    has_certificates_of_the_whole_closed_set,
    holders_came_before,
    loses_no_rank,
)
TINY_ONLY: tuple[Check, ...] = (is_pareto_efficient, has_no_justified_envy, is_truthful, waiting_gains_nothing)
