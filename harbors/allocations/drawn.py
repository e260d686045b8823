"""Knows what is kept of the draw of a frozen round: results by ticket, places given, what explains every refusal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import orjson

from harbors.allocations.frozen import rules_of
from harbors.allocations.records import Beacon, Freeze
from harbors.allocations.refusals import not_verified
from harbors.allocations.sealing import OpenedRound, instance_to_draw
from harbors.bundles.full import full_bundle
from harbors.bundles.linkage import records_to_seal
from harbors.bundles.public import public_bundle
from harbors.bundles.records import Beacon as BundledBeacon
from harbors.bundles.records import DrawnRound, Withdrawal
from harbors.draws.cutoffs import CutOffs
from harbors.draws.explanations import Explanations
from harbors.draws.records import Explanation, Instance, Mode, Outcome
from harbors.draws.rules import draw
from harbors.draws.trades import trades
from harbors.proofs.rules import seed_of
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify


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
    """Everything that is written of a draw; ``awards`` by application, ``closures`` by place, ids of places as text."""

    seed: str
    results: tuple[Result, ...]
    awards: Mapping[UUID, str]
    closures: Mapping[str, int]
    fits: tuple[tuple[str, ...], ...]
    refusals: tuple[Refusal, ...]
    exchanged: tuple[Exchanged, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDraw:
    """A draw as it came out and was checked, with its public bundle and the public ids that are ``sealed`` in it.

    ``withdrawn`` are the public ids of those who had withdrawn by then, in their order.
    """

    kept: KeptOutcome
    bundle: bytes
    sealed: frozenset[str]
    withdrawn: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunDraw:
    """A draw as it came out, with its ``full`` bundle, not checked yet."""

    freeze: Freeze
    beacon: Beacon
    drawn: DrawnRound
    kept: KeptOutcome
    full: bytes


def begin(freeze: Freeze, opened: OpenedRound, *, beacon: Beacon, withdrawals: Sequence[Withdrawal]) -> BegunDraw:
    """Draw and explain; nothing is checked yet. The same freeze and beacon give the same bytes, in any year.

    Takes seconds for ten thousand: not in an event loop.
    """
    drawn, kept = _drawn(freeze, opened, beacon=beacon, withdrawals=withdrawals)
    return BegunDraw(freeze=freeze, beacon=beacon, drawn=drawn, kept=kept, full=full_bundle(drawn))


def conclude(begun: BegunDraw) -> RunDraw:
    """Seal what boats would give away, and check the public bundle; the full one is checked beside it.

    Takes seconds, too. Raises ``Conflict`` when the check comes to anything else.
    """
    sealed = records_to_seal(begun.drawn, rules_of(begun.freeze.round))
    bundle = public_bundle(begun.drawn, sealed=sealed)
    check(bundle, root=begun.freeze.root, beacon=begun.beacon)
    withdrawn = tuple(one.id for one in begun.drawn.withdrawals)
    return RunDraw(kept=begun.kept, bundle=bundle, sealed=sealed, withdrawn=withdrawn)


def check(bundle: bytes, *, root: str, beacon: Beacon, answers: str | None = None) -> None:
    """Raise ``Conflict`` unless the verifier accepts the bundle; of a batch with the ``answers`` of that hash."""
    verdict = verify(bundle, root=root, beacon_round=beacon.round, beacon=beacon.randomness, answers=answers)
    if verdict.judgement is not Judgement.ACCEPTED:
        raise not_verified(verdict.where)


def full_bundle_of(freeze: Freeze, opened: OpenedRound, *, beacon: Beacon, withdrawals: Sequence[Withdrawal]) -> bytes:
    """The full bundle of a draw, made again: the same bytes as long as nobody in it was erased."""
    return full_bundle(_drawn(freeze, opened, beacon=beacon, withdrawals=withdrawals)[0])


def rehearse(opened: OpenedRound, *, label: str, withdrawals: Sequence[Withdrawal]) -> KeptOutcome:
    """A draw by a seed that no beacon gives: of the label."""
    seed = sha256(b"ahti rehearsal " + label.encode()).digest()
    instance = instance_to_draw(opened.frozen, seed=seed, withdrawn={one.id for one in withdrawals})
    return kept_of(instance, draw(instance), opened.application_ids, seed=seed)


def _drawn(
    freeze: Freeze, opened: OpenedRound, *, beacon: Beacon, withdrawals: Sequence[Withdrawal]
) -> tuple[DrawnRound, KeptOutcome]:
    randomness = bytes.fromhex(beacon.randomness)
    seed = seed_of(beacon=randomness, root=opened.frozen.root, round_name=freeze.round.code)
    instance = instance_to_draw(opened.frozen, seed=seed, withdrawn={one.id for one in withdrawals})
    outcome = draw(instance)
    explained = dict(Explanations(instance, outcome))
    drawn = whole_draw(freeze, opened, outcome, explained, beacon=beacon, withdrawals=withdrawals)
    return drawn, kept_of(instance, outcome, opened.application_ids, seed=seed, explained=explained)


def whole_draw(
    freeze: Freeze,
    opened: OpenedRound,
    outcome: Outcome,
    explained: Mapping[str, tuple[Explanation, ...]],
    *,
    beacon: Beacon,
    withdrawals: Sequence[Withdrawal],
) -> DrawnRound:
    """A draw of a frozen round as bundles tell it."""
    return DrawnRound(
        round_name=freeze.round.code,
        frozen=opened.frozen,
        order_salt=opened.order_salt,
        privates=opened.privates,
        beacon=BundledBeacon(
            source=beacon.source,
            round=beacon.round,
            randomness=bytes.fromhex(beacon.randomness),
            signature=bytes.fromhex(beacon.signature),
        ),
        withdrawals=tuple(withdrawals),
        outcome=outcome,
        explanations=explained,
    )


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
