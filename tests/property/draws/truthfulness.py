"""Knows the lists that somebody could hand in instead of the true one, and whether any of them pays."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from tests.property.draws.holding import Engine
from tests.property.draws.oracle import NEVER, rank_of
from tests.property.draws.reading import Json, Question, read


def is_truthful(engine: Engine, instance: Json) -> None:
    """No other list gets anybody a place of a better choice of the true list."""
    question, truth = read(instance), engine(instance)["rank"]
    for applicant in instance["applicants"]:
        who = applicant["id"]
        for lie in lies(instance, applicant) if could_gain(question, who, truth) else ():
            place = engine(telling(instance, who, lie))["assignment"][who]
            assert rank_of(question, who, place) >= (NEVER if truth[who] is None else truth[who]), (who, lie)


def could_gain(question: Question, who: str, truth: Json) -> bool:
    """Whoever has the first choice can not, and neither can who renews."""
    return bool(truth[who] != 0 and any(question.wishes[who][: truth[who]]))


def telling(instance: Json, who: str, choices: list[Json]) -> Json:
    people = [{**one, "choices": choices} if one["id"] == who else one for one in instance["applicants"]]
    return {**instance, "applicants": people}


def lies(instance: Json, applicant: Json) -> Iterator[list[Json]]:
    """Every order of every part of the own list, something else in front, behind or instead, and narrower choices."""
    mine: Sequence[Json] = applicant["choices"]
    for length in range(len(mine) + 1):
        yield from map(list, permutations(mine, length))
    for berth in instance["berths"]:
        yield [{"berth": berth["id"]}]
        yield [{"harbor": berth["harbor"]}, *mine]
        yield [{"berth": berth["id"]}, *mine]
        yield [*mine, {"harbor": berth["harbor"], "pier": berth.get("pier") or "A"}]
        yield [*mine, {"berth": berth["id"]}]
        yield from narrowed(mine, berth)


def narrowed(mine: Sequence[Json], berth: Json) -> Iterator[list[Json]]:
    """One choice that ``berth`` is part of made narrower: its pier, or that berth alone, or that berth first."""
    single, pier = {"berth": berth["id"]}, {"harbor": berth["harbor"], "pier": berth.get("pier")}
    for index, choice in enumerate(mine):
        if choice.get("harbor") == berth["harbor"] and choice.get("pier") in (None, pier["pier"]):
            for narrower in [[single], [single, choice], *([[pier]] if pier["pier"] else [])]:
                yield [*mine[:index], *narrower, *mine[index + 1 :]]
