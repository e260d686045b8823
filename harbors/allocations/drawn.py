"""Knows what is kept of the draw of a round: results by ticket, places given, and what explains every refusal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import orjson

from harbors.allocations.frozen import FrozenRound, instance_of
from harbors.allocations.refusals import bad_seed
from harbors.draws.explanations import Explanations
from harbors.draws.records import Instance, Outcome
from harbors.draws.rules import draw

# Goes up whenever the same instance could get another outcome.
ENGINE = "ahti-draw/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of the published list; ``position`` in the queue counts from 1."""

    position: int
    public_id: str
    ticket: str
    class_number: int
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A better choice that was not received; ``fit`` is the number of its set of fitting places."""

    application_id: UUID
    choice: int
    event: int | None
    fit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRound:
    """Everything that is written of a draw; ``awards`` by application, ``closures`` by place, ids of places as text."""

    frozen: FrozenRound
    seed: str
    results: tuple[Result, ...]
    awards: Mapping[UUID, str]
    closures: Mapping[str, int]
    fits: tuple[tuple[str, ...], ...]
    refusals: tuple[Refusal, ...]
    digest: str


def parse_seed(text: str) -> bytes:
    """The 32 bytes of a seed. Raises ``Invalid``."""
    if len(text) != 64 or not set(text) <= set("0123456789abcdef"):
        raise bad_seed()
    return bytes.fromhex(text)


def draw_frozen(frozen: FrozenRound, *, seed: str) -> DrawnRound:
    """Draw: the same round and seed give the same, in any year. Takes a second for ten thousand: not in an event loop.

    Raises ``Invalid`` for what is no seed.
    """
    instance = instance_of(frozen, seed=parse_seed(seed))
    outcome = draw(instance)
    application_ids = {row["public_id"]: row["id"] for row in frozen.entrants}
    fits: dict[tuple[str, ...], int] = {}
    refusals = tuple(_refusals(Explanations(instance, outcome), application_ids, fits))
    return DrawnRound(
        frozen=frozen,
        seed=seed,
        results=tuple(_results(instance, outcome)),
        awards={application_ids[id]: place for id, place in outcome.assignment.items() if place is not None},
        closures=outcome.closed,
        fits=tuple(fits),
        refusals=refusals,
        digest=digest_of(outcome),
    )


def digest_of(outcome: Outcome) -> str:
    """SHA-256 of the outcome as JSON: what ``ahti draw`` writes of it, without the explanations."""
    told = {
        "assignment": outcome.assignment,
        "rank": outcome.rank,
        "closed": outcome.closed,
        "events": outcome.events,
    }
    return sha256(orjson.dumps(told)).hexdigest()


def _results(instance: Instance, outcome: Outcome) -> Iterator[Result]:
    applicants = {applicant.id: applicant for applicant in instance.applicants}
    for position, public_id in enumerate(outcome.order, start=1):
        applicant = applicants[public_id]
        yield Result(
            position=position,
            public_id=public_id,
            ticket=str(applicant.ticket),
            class_number=applicant.priority_class,
            rank=outcome.rank[public_id],
        )


def _refusals(
    explanations: Explanations, application_ids: Mapping[str, UUID], fits: dict[tuple[str, ...], int]
) -> Iterator[Refusal]:
    """Adds to ``fits`` every set of fitting places that is new, with the next number."""
    for public_id, told in explanations.items():
        for one in told:
            fit = fits.setdefault(one.fitting, len(fits))
            yield Refusal(application_id=application_ids[public_id], choice=one.choice, event=one.event, fit=fit)
