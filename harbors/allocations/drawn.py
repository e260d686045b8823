"""Knows what is kept of the draw of a frozen round: results by ticket, places given, what explains every refusal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import orjson

from harbors.allocations.beams import CutOff
from harbors.draws.cutoffs import CutOffs
from harbors.draws.explanations import Explanations
from harbors.draws.records import Explanation, Instance, Mode, Outcome
from harbors.draws.trades import trades


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
    """A better choice that was not received; ``fit`` is the number of its set of fitting places.

    ``sufficient`` is the last position that would have got it, where no tenant exchanges and there is one.
    """

    application_id: UUID
    choice: int
    event: int | None
    fit: int
    sufficient: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """A tenant gave a place in a cycle of so many, and got another."""

    application_id: UUID
    gave: str
    got: str
    event: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOutcome:
    """Everything that is written of a draw; ``awards`` by application, ``closures`` by place, ids of places as text.

    ``cut_offs`` are told of the draw of a round alone: not of a rehearsal, nor of a batch.
    """

    seed: str
    results: tuple[Result, ...]
    awards: Mapping[UUID, str]
    closures: Mapping[str, int]
    fits: tuple[tuple[str, ...], ...]
    refusals: tuple[Refusal, ...]
    exchanged: tuple[Exchanged, ...]
    digest: str
    cut_offs: tuple[CutOff, ...] = ()


def kept_of(
    instance: Instance,
    outcome: Outcome,
    application_ids: Mapping[str, UUID],
    *,
    seed: bytes,
    explained: Mapping[str, tuple[Explanation, ...]] | None = None,
) -> KeptOutcome:
    """What is written of an outcome; without ``explained`` everybody is explained here."""
    fits: dict[tuple[str, ...], int] = {}
    told = explained if explained is not None else Explanations(instance, outcome)
    return KeptOutcome(
        seed=seed.hex(),
        results=tuple(_results(instance, outcome)),
        awards={application_ids[id]: place for id, place in outcome.assignment.items() if place is not None},
        closures=outcome.closed,
        refusals=tuple(_refusals(instance, outcome, told, application_ids, fits)),
        fits=tuple(fits),
        exchanged=tuple(_exchanged(instance, outcome, application_ids)),
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
    instance: Instance,
    outcome: Outcome,
    explained: Mapping[str, tuple[Explanation, ...]],
    application_ids: Mapping[str, UUID],
    fits: dict[tuple[str, ...], int],
) -> Iterator[Refusal]:
    """Adds to ``fits`` every set of fitting places that is new, with the next number."""
    exchanges = any(one.mode is Mode.EXCHANGE for one in instance.applicants)
    cut_offs = None if exchanges else CutOffs(instance, outcome)
    for public_id, told in explained.items():
        for one in told:
            fit = fits.setdefault(one.fitting, len(fits))
            yield Refusal(
                application_id=application_ids[public_id],
                choice=one.choice,
                event=one.event,
                fit=fit,
                sufficient=(cut_offs.sufficing(one) or None) if cut_offs else None,
            )


def _exchanged(instance: Instance, outcome: Outcome, application_ids: Mapping[str, UUID]) -> Iterator[Exchanged]:
    for cycle in trades(instance, outcome):
        for trade in cycle.trades:
            if trade.gave is not None and trade.gave != trade.got:
                yield Exchanged(
                    application_id=application_ids[trade.applicant],
                    gave=trade.gave,
                    got=trade.got,
                    event=cycle.event,
                    size=len(cycle.trades),
                )
