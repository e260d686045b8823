"""Knows how a certificate is checked: by counting, and without knowing how the places were given."""

from operator import itemgetter

from tests.property.draws.holding import Engine
from tests.property.draws.reading import Json, Question, read


def has_certificates_that_count(engine: Engine, instance: Json) -> None:
    """Each better choice not received has its certificate, which proves by counting that it could not be had."""
    question, result = read(instance), engine(instance)
    for turn, who in enumerate(question.queue):
        refused = range(len(question.wishes[who]) if result["rank"][who] is None else result["rank"][who])
        certificates = result["explanations"].get(who, [])
        assert [certificate["choice"] for certificate in certificates] == list(refused)
        for certificate in certificates:
            assert set(certificate["fitting"]) == question.wishes[who][certificate["choice"]]
            count(question, result, certificate, before=question.own.keys() | set(question.queue[:turn]) - {who})


def count(question: Question, result: Json, certificate: Json, *, before: set[str]) -> None:
    """As many holders as places, all tenants or served before, and none could sit elsewhere on the choice they won."""
    fitting, tight, holders = (set(certificate[part]) for part in ("fitting", "tight", "holders"))
    assert fitting <= tight
    assert len(certificate["tight"]) == len(tight) == len(holders) == len(certificate["holders"])
    assert {question.harbor[place] for place in tight} == {question.harbor[place] for place in fitting}
    assert holders <= before
    for holder in holders:
        won = question.wishes[holder][result["rank"][holder] :][:1]
        assert won and won[0] and won[0] <= tight


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


def holders_came_before(engine: Engine, instance: Json) -> None:
    """All who hold a tight set had been served when the last place of it closed, and the refused one had not."""
    result = engine(instance)
    served = {member[0]: event["number"] for event in result["events"] for member in members(event)}
    for who, certificates in result["explanations"].items():
        for certificate in filter(itemgetter("fitting"), certificates):
            assert all(served.get(holder, 0) <= certificate["event"] for holder in certificate["holders"])
            assert result["rank"][who] is None or served[who] > certificate["event"]


def members(event: Json) -> list[list[Json]]:
    return [member for cycle in event["cycles"] for member in cycle["members"]]
