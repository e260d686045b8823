"""Knows the second round of a season as it is published, and what it owes to those who won in the first."""

from collections.abc import Collection, Iterator

from tests.property.draws.holding import Engine
from tests.property.draws.oracle import rank_of
from tests.property.draws.reading import Json, read
from tests.property.draws.truthfulness import lies, telling

BEHIND = 1_000


def second(instance: Json, result: Json, *, declining: Collection[str], content: Collection[str] = ()) -> Json:
    """What the winners have is theirs, and what is given back is given again; what nobody got leaves its reserve.

    What was got and given back was not left: its reserve holds for one batch more.
    """
    given = set(result["assignment"].values())
    berths = [berth if berth["id"] in given else {**berth, "reserve": None} for berth in instance["berths"]]
    people = [again(one, result, declining=declining, content=content) for one in instance["applicants"]]
    return {**instance, "berths": berths, "applicants": people}


def again(applicant: Json, result: Json, *, declining: Collection[str], content: Collection[str]) -> Json:
    who, place, rank = applicant["id"], result["assignment"][applicant["id"]], result["rank"][applicant["id"]]
    if place is None:
        return {**applicant, "mode": "new", "current": None}
    if who in declining:
        return {**applicant, "mode": "new", "current": None, "key": behind(applicant)}
    if who in content or applicant["mode"] == "renew":
        return {**applicant, "mode": "renew", "current": place}
    return {**applicant, "mode": "exchange", "current": place, "choices": applicant["choices"][:rank]}


def behind(applicant: Json) -> int:
    """Who declines goes behind the own class, whatever the key before the ticket."""
    return BEHIND + (applicant.get("key") or 0)


def loses_no_rank(engine: Engine, instance: Json) -> None:
    """Who won in the first round has as good a choice after the second, whoever gave back what, content or not."""
    first = engine(instance)
    for declining, content in splits(instance):
        batch = second(instance, first, declining=declining, content=content)
        question, places = read(batch), engine(batch)["assignment"]
        for who in winners(first) - declining:
            assert rank_of(question, who, places[who]) <= first["rank"][who]
            assert who not in content or places[who] == first["assignment"][who]


def splits(instance: Json) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Who declines and who is content: every third, and every fifth of the others, from three beginnings."""
    people = sorted(one["id"] for one in instance["applicants"])
    cuts = [(frozenset(people[start::3]), frozenset(people[start::5])) for start in range(3)]
    return [(declining, content - declining) for declining, content in cuts]


def winners(result: Json) -> frozenset[str]:
    return frozenset(who for who, place in result["assignment"].items() if place is not None)


def waiting_gains_nothing(engine: Engine, instance: Json) -> None:
    """No list in the first round gets somebody new a better choice by the end of the second.

    Left aside are places in reserve and those who decline and stay in the queue: with them somebody may gain.
    """
    plain = unreserved(instance)
    for applicant in plain["applicants"]:
        assert applicant["mode"] != "new" or not list(gains_by_waiting(engine, plain, applicant))


def unreserved(instance: Json) -> Json:
    return {**instance, "berths": [{**berth, "reserve": None} for berth in instance["berths"]]}


def gains_by_waiting(engine: Engine, instance: Json, applicant: Json) -> Iterator[list[Json]]:
    """The lists that pay off by the second round for one who then keeps to them, when some decline and are gone."""
    question, who = read(instance), applicant["id"]
    for declining in {declining - {who} for declining, _ in splits(instance)}:
        honest = rank_of(question, who, after_two(engine, instance, declining, staying=False)[who])
        for lie in lies(instance, applicant) if honest else ():
            if (
                rank_of(question, who, after_two(engine, telling(instance, who, lie), declining, staying=False)[who])
                < honest
            ):
                yield lie


def after_two(engine: Engine, instance: Json, declining: Collection[str], *, staying: bool = True) -> Json:
    batch = second(instance, engine(instance), declining=declining)
    people = [one for one in batch["applicants"] if staying or one["id"] not in declining]
    places: Json = engine({**batch, "applicants": people})["assignment"]
    return places
