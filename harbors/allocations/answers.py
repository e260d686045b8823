"""Knows what a batch begins with, as two documents: where everybody stood, and what was answered since.

Both are frozen when a batch is opened, hashed, and a part of its bundle; the batch follows from them and from nothing
else that could change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from harbors.allocations.records import DrawId
from harbors.allocations.sealing import OpenedRound
from harbors.draws.batches import Answers, Standing
from harbors.draws.chart import Chart
from harbors.draws.records import Applicant, Choice, Rules
from harbors.proofs.canonical import canonical
from harbors.proofs.freezing import Numbering
from harbors.proofs.records import FrozenInput, PrivateRecord, PublicChoice, PublicRecord

FORMAT = "ahti-answers/1"
_SAID = ("declined", "misdescribed", "content", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenBatch:
    """A batch as it was opened: the bytes of both documents, and after which draw it comes."""

    id: UUID
    round_id: UUID
    number: int
    follows_id: DrawId
    standing: bytes
    answers: bytes
    opened_by: str
    opened_at: datetime

    @property
    def digest(self) -> str:
        """What is published of a batch: the answers have a salt, so that nobody can guess them."""
        return sha256(self.answers).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What both documents say; ``wanted`` has the public choices of those to whom more is open than was sealed."""

    standing: Standing
    answers: Answers
    upgrades: bool
    salt: bytes
    wanted: Mapping[str, tuple[PublicChoice, ...]]

    def extended(self, frozen: FrozenInput) -> FrozenInput:
        """What was sealed, with the sets of places that are open to everybody by now."""
        return replace(frozen, records=tuple(self._record(one) for one in frozen.records))

    def _record(self, record: PublicRecord) -> PublicRecord:
        choices = self.wanted.get(record.id)
        return record if choices is None else replace(record, choices=choices)


def write_standing(standing: Standing, frozen: FrozenInput) -> bytes:
    """Where everybody stands, in order of public id, and which places have left their reserve."""
    numbers = {place.id: number for number, place in enumerate(frozen.places)}
    people = [
        {
            "id": id,
            "place": None if place is None else numbers[place],
            "rank": standing.rank[id],
            "behind": id in standing.behind,
        }
        for id, place in sorted(standing.assignment.items(), key=lambda one: one[0].encode())
    ]
    return canonical({"people": people, "left": sorted(numbers[id] for id in standing.left)})


def write_answers(
    answers: Answers,
    opened: OpenedRound,
    rules: Rules,
    *,
    left: frozenset[str],
    standing: bytes,
    code: str,
    number: int,
    at: datetime,
    upgrades: bool,
    salt: bytes,
) -> bytes:
    """What was answered until ``at``, with what that means for the sets of fitting places."""
    numbers = {place.id: number for number, place in enumerate(opened.frozen.places)}
    wanted = wanted_of(opened, rules, left=left)
    return canonical(
        {
            "format": FORMAT,
            "round": code,
            "batch": number,
            "salt": salt.hex(),
            "at": at.isoformat(),
            "standing": sha256(standing).hexdigest(),
            "upgrades": upgrades,
            **{name: sorted(getattr(answers, name), key=str.encode) for name in _SAID},
            "gone": sorted(numbers[id] for id in answers.gone),
            "fits": [
                {"id": id, "choices": [{"harbor": one.harbor, "places": list(one.places)} for one in choices]}
                for id, choices in sorted(wanted.items(), key=lambda one: one[0].encode())
            ],
        }
    )


def read_batch(batch: FrozenBatch, frozen: FrozenInput) -> Told:
    """What the documents of a batch say."""
    stood, said = orjson.loads(batch.standing), orjson.loads(batch.answers)
    ids = [place.id for place in frozen.places]
    people = stood["people"]
    return Told(
        standing=Standing(
            assignment={one["id"]: None if one["place"] is None else ids[one["place"]] for one in people},
            rank={one["id"]: one["rank"] for one in people},
            behind=frozenset(one["id"] for one in people if one["behind"]),
            left=frozenset(ids[number] for number in stood["left"]),
        ),
        answers=Answers(
            **{name: frozenset(said[name]) for name in _SAID}, gone=frozenset(ids[number] for number in said["gone"])
        ),
        upgrades=said["upgrades"],
        salt=bytes.fromhex(said["salt"]),
        wanted={one["id"]: tuple(map(_choice, one["choices"])) for one in said["fits"]},
    )


def wanted_of(opened: OpenedRound, rules: Rules, *, left: frozenset[str]) -> dict[str, tuple[PublicChoice, ...]]:
    """By public id the choices of those to whom places that left their reserve mean more; of the erased nothing."""
    if not left:
        return {}
    frozen = opened.frozen
    places = tuple(replace(one, reserve=None) if one.id in left else one for one in frozen.places)
    numbering = Numbering(Chart(places, rules), places, frozen.harbors)
    wanted = {record.id: _now(record, opened.privates[record.id], numbering) for record in frozen.records}
    sealed = {record.id: record.choices for record in frozen.records}
    return {id: choices for id, choices in wanted.items() if choices != sealed[id]}


def _now(record: PublicRecord, private: PrivateRecord | None, numbering: Numbering) -> tuple[PublicChoice, ...]:
    """The choices with what fits by now; as they were sealed where nobody knows the boat any more."""
    return record.choices if private is None else tuple(numbering.choices(_asking(record, private)))


def _asking(record: PublicRecord, private: PrivateRecord) -> Applicant:
    return Applicant(
        id=record.id,
        priority_class=record.class_number,
        ticket=record.id,
        boat=private.boat,
        choices=tuple(Choice(**asked) for asked in private.document["choices"]),
        reserves=private.reserves,
    )


def _choice(written: Mapping[str, Any]) -> PublicChoice:
    return PublicChoice(harbor=written["harbor"], places=tuple(written["places"]))
