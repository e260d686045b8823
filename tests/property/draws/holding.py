"""Knows how an engine is held to a check, and how the instance of a complaint is made as small as can be."""

import json
from collections.abc import Callable, Iterator

from tests.property.draws.reading import Json

Engine = Callable[[Json], Json]
Check = Callable[[Engine, Json], None]


def hold(engine: Engine, check: Check, instance: Json) -> None:
    """Raises the complaint of ``check`` about the smallest instance that can be made of a faulty one."""
    if keeps(engine, check, instance):
        return
    least = smallest(instance, lambda smaller: not keeps(engine, check, smaller))
    try:
        check(engine, least)
    except AssertionError as complaint:
        complaint.add_note(json.dumps(least, ensure_ascii=False))
        raise


def keeps(engine: Engine, check: Check, instance: Json) -> bool:
    try:
        check(engine, instance)
    except AssertionError:
        return False
    return True


def smallest(instance: Json, is_faulty: Callable[[Json], bool]) -> Json:
    """What is left when everything that the fault does not need has been taken out."""
    smaller = next(filter(is_faulty, filter(is_sound, reductions(instance))), None)
    return instance if smaller is None else smallest(smaller, is_faulty)


def is_sound(instance: Json) -> bool:
    """Whether every tenant still has a place that is there."""
    places = {berth["id"] for berth in instance["berths"]}
    return all(one["current"] in places for one in instance["applicants"] if one.get("mode", "new") != "new")


def reductions(instance: Json) -> Iterator[Json]:
    """Each with one thing less: an applicant, a berth, a choice, a limit, a dimension, a rule."""
    for part in ("applicants", "berths"):
        for index, record in enumerate(instance[part]):
            rest = [*instance[part][:index], *instance[part][index + 1 :]]
            yield {**instance, part: rest}
            for lesser in lesser_records(record):
                yield {**instance, part: [*instance[part][:index], lesser, *instance[part][index + 1 :]]}
    for rules in lesser_rules(instance["rules"]):
        yield {**instance, "rules": rules}


def lesser_rules(rules: Json) -> Iterator[Json]:
    for rule, value in rules.items():
        yield without(rules, rule)
        for entry in value if isinstance(value, dict) else ():
            yield {**rules, rule: without(value, entry)}


def lesser_records(record: Json) -> Iterator[Json]:
    for limit in sorted(record.keys() - {"id", "harbor", "class", "ticket", "boat", "choices", "mode", "current"}):
        yield without(record, limit)
    if record.get("mode", "new") != "new":
        yield {**record, "mode": "new"}
    for dimension in record.get("boat", {}):
        yield {**record, "boat": without(record["boat"], dimension)}
    choices = record.get("choices", [])
    for index in range(len(choices)):
        yield {**record, "choices": [*choices[:index], *choices[index + 1 :]]}


def without(record: Json, key: str) -> Json:
    return {other: value for other, value in record.items() if other != key}
