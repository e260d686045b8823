"""Knows how a frozen round is drawn, checked by the verifier, drawn again for auditors, and rehearsed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from harbors.allocations.beams import cut_offs_of
from harbors.allocations.drawn import KeptOutcome, kept_of
from harbors.allocations.frozen import rules_of
from harbors.allocations.records import Beacon, Freeze
from harbors.allocations.refusals import not_verified
from harbors.allocations.sealing import OpenedRound, instance_to_draw
from harbors.bundles.full import full_bundle
from harbors.bundles.linkage import records_to_seal
from harbors.bundles.public import public_bundle
from harbors.bundles.records import Beacon as BundledBeacon
from harbors.bundles.records import DrawnRound, Withdrawal
from harbors.draws.explanations import Explanations
from harbors.draws.records import Explanation, Outcome
from harbors.draws.rules import draw
from harbors.proofs.rules import seed_of
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify


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
    kept = kept_of(instance, outcome, opened.application_ids, seed=seed, explained=explained)
    sized = replace(instance, rules=rules_of(freeze.round), places=opened.frozen.places)
    return drawn, replace(kept, cut_offs=cut_offs_of(sized, outcome))


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
