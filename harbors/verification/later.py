"""Knows a later draw of a season: where everybody stood before it, what was answered, and who wants what by that.

Who has a place keeps it, or gives it for a better choice; who declined is behind the own class; a place that a draw has
left of its reserve is there for all from then on.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from harbors.verification.board import Drawn, Entrant
from harbors.verification.contents import Content, Record, Sets
from harbors.verification.parsing import Field, canonical, document
from harbors.verification.records import Differs
from harbors.verification.sealing import same

# What is added to the order key of who declined: more than any key.
BEHIND = 2**52
_ANSWERS = ("declined", "misdescribed", "content", "withdrawn")


@dataclass(frozen=True, slots=True)
class Before:
    """Where somebody stood: the place, the choice that it is in the list as it was sealed."""

    place: int | None
    rank: int | None
    behind: bool


@dataclass(frozen=True, slots=True)
class Later:
    """What a batch began with. ``left`` and ``gone`` are masks; ``wanted`` has the choices of those with other sets."""

    hash: str
    before: Mapping[str, Before]
    answers: Mapping[str, frozenset[str]]
    upgrades: bool
    left: int
    gone: int
    wanted: Mapping[str, tuple[tuple[int, int], ...]]

    def is_behind(self, id: str) -> bool:
        """Whether the turn comes after all of the class who never gave a place back."""
        one = self.before[id]
        return one.behind or (one.place is not None and id in self.answers["declined"])

    def sets(self, record: Record) -> tuple[tuple[int, int], ...]:
        """The choices with the sets of places that fit by now."""
        return self.wanted.get(record.id, record.choices)


def later_of(content: Content, *, answers: str | None) -> Later:
    """What the files of a batch say. ``answers`` is the hash of answers.json that was published, where it is known."""
    text, standing = content.files["answers.json"], content.files["standing.json"]
    found = hashlib.sha256(text).hexdigest()
    if answers is not None and found != answers:
        raise Differs(file="answers.json", field="SHA-256", expected=answers, found=found)
    told = document(text, file="answers.json").only(
        "format", "round", "batch", "salt", "at", "standing", "upgrades", "gone", "fits", *_ANSWERS
    )
    same(told["format"], "ahti-answers/1")
    same(told["round"], content.rules["round"].text())
    same(told["standing"], hashlib.sha256(standing).hexdigest())
    told["batch"].count(), told["salt"].bytes(16)
    if content.rules.has("upgradesUntil"):
        same(told["upgrades"], _upgraded_at(told["at"].time(), content.rules))
    stood = document(standing, file="standing.json").only("people", "left")
    before = dict(_before(stood["people"], content))
    left = _mask(stood["left"], content)
    answered = {name: frozenset(_ids(told[name], before)) for name in _ANSWERS}
    gave_back = answered["declined"] | answered["misdescribed"] | answered["withdrawn"]
    gone = _mask(told["gone"], content)
    if any(one.place is not None and gone >> one.place & 1 for id, one in before.items() if id not in gave_back):
        raise told["gone"].wrong("has a place that somebody keeps")
    return Later(
        hash=told["standing"].text(),
        before=before,
        answers=answered,
        upgrades=_flag(told["upgrades"]),
        left=left,
        gone=gone,
        wanted=dict(_wanted(told["fits"], content, left)),
    )


def content_of_batch(content: Content, later: Later) -> Content:
    """The applications as they take part in the batch; nobody is left out any more but by not being there."""
    records = tuple(_records(content.records, later))
    return replace(content, records=records, withdrawn=frozenset())


def standing_after(
    entrants: Sequence[Entrant], drawn: Drawn, seats: Mapping[str, int], *, later: Later | None, reserved: int
) -> str:
    """The hash of where everybody stands after a draw: the next batch of the season begins with it."""
    held = sum(1 << place for place in seats.values())
    left = (later.left if later else 0) | reserved & ~held
    people = [
        {
            "id": one.name,
            "place": seats.get(one.name),
            "rank": _rank(one, drawn, later),
            "behind": later is not None and later.is_behind(one.name),
        }
        for one in sorted(entrants, key=lambda one: one.name.encode())
    ]
    numbers = [number for number in range(left.bit_length()) if left >> number & 1]
    return hashlib.sha256(canonical({"people": people, "left": numbers})).hexdigest()


def _rank(one: Entrant, drawn: Drawn, later: Later | None) -> int | None:
    """An index of the whole list: who kept the place in a batch has the rank of before."""
    if later is not None and one.mode == "renew":
        return later.before[one.name].rank
    won = drawn.won.get(one.name)
    return None if won is None else won[0]


def _before(people: Field, content: Content) -> Iterator[tuple[str, Before]]:
    sets, known = Sets(content.harbor_of), {record.id for record in content.records}
    last, taken = "", set[int]()
    for one in people.items():
        id = one.only("id", "place", "rank", "behind")["id"].text()
        if id not in known or id.encode() <= last.encode():
            raise one["id"].wrong("is of no application in the bundle, or not in order of public id")
        place = None if one["place"].value is None else sets.number(one["place"])
        if place in taken:
            raise one["place"].wrong("is that of somebody else, too")
        if (place is None) != (one["rank"].value is None):
            raise one["rank"].wrong("must be there with a place, and only then")
        if place is not None:
            taken.add(place)
        yield id, Before(place, None if place is None else one["rank"].count(), _flag(one["behind"]))
        last = id


def _ids(told: Field, before: Mapping[str, Before]) -> Iterator[str]:
    last = ""
    for one in told.items():
        if one.text() not in before or one.text().encode() <= last.encode():
            raise one.wrong("stood nowhere before the batch, or is not in order of public id")
        yield (last := one.text())


def _mask(told: Field, content: Content) -> int:
    numbers = told.numbers()
    if numbers and numbers[-1] >= len(content.harbor_of):
        raise told.wrong("has the number of no place")
    return sum(1 << number for number in numbers)


def _upgraded_at(at: datetime, rules: Field) -> bool:
    """Whether the rules let winners move up at a time: until a day that was published before the draw."""
    until = rules["upgradesUntil"]
    return _flag(rules["upgrades"]) and until.value is not None and at <= until.time()


def _flag(told: Field) -> bool:
    value: Any = told.value
    if not isinstance(value, bool):
        raise told.wrong("is neither true nor false")
    return value


def _wanted(told: Field, content: Content, left: int) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """Other sets than those that were sealed have nothing more than places that were left of a reserve."""
    sets, records = Sets(content.harbor_of), {record.id: record for record in content.records}
    for one in told.items():
        record = records.get(one.only("id", "choices")["id"].text())
        if record is None:
            raise one["id"].wrong("is of no application in the bundle")
        choices = tuple(_choice(choice, sets) for choice in one["choices"].items())
        if len(choices) != len(record.choices):
            raise one["choices"].wrong("is not as long as the list that was sealed")
        for (_, now), (_, sealed) in zip(choices, record.choices, strict=True):
            if sealed & ~now or now & ~sealed & ~left:
                raise one["choices"].wrong("has other places than those that were sealed or left of a reserve")
        yield record.id, choices


def _choice(told: Field, sets: Sets) -> tuple[int, int]:
    harbor = told.only("harbor", "places")["harbor"].count()
    return harbor, sets.read(told["places"], harbor)


def _records(records: Sequence[Record], later: Later) -> Iterator[Record]:
    for record in records:
        if record.id in later.before and record.id not in later.answers["withdrawn"]:
            yield _record(record, later)


def _record(record: Record, later: Later) -> Record:
    """As the rules of batches say: free places are for all, and nobody has to fear for the own one."""
    one = later.before[record.id]
    choices = tuple((harbor, places & ~later.gone) for harbor, places in later.sets(record))
    key = (record.key or 0) + (BEHIND if later.is_behind(record.id) else 0)
    record = replace(record, key=key, choices=choices)
    gave_back = record.id in later.answers["declined"] or record.id in later.answers["misdescribed"]
    if one.place is None or one.rank is None or gave_back:
        return replace(record, mode="new", current=None)
    if one.rank == 0 or record.id in later.answers["content"] or not later.upgrades:
        return replace(record, mode="renew", current=one.place)
    return replace(record, mode="exchange", current=one.place, choices=choices[: one.rank])
