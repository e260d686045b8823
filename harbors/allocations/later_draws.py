"""Knows how a batch is drawn of what was frozen for it, and checked: the same documents give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from harbors.allocations.answers import FrozenBatch, read_batch
from harbors.allocations.drawn import KeptOutcome, kept_of
from harbors.allocations.records import Beacon, Freeze
from harbors.allocations.running import whole_draw
from harbors.allocations.sealing import OpenedRound, instance_to_draw
from harbors.bundles.full import batch_bundle
from harbors.bundles.records import Batch, Withdrawal
from harbors.draws.batches import after_batch, next_batch
from harbors.draws.explanations import Explanations
from harbors.draws.rules import draw
from harbors.proofs.rules import seed_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunBatch:
    """A batch as it came out, with its bundle, not checked yet."""

    kept: KeptOutcome
    bundle: bytes


def begin_batch(
    freeze: Freeze,
    opened: OpenedRound,
    batch: FrozenBatch,
    *,
    beacon: Beacon,
    withdrawals: Sequence[Withdrawal],
) -> BegunBatch:
    """Draw and explain a batch; nothing is checked yet. The tickets are those of the draw."""
    told = read_batch(batch, opened.frozen)
    seed = seed_of(beacon=bytes.fromhex(beacon.randomness), root=opened.frozen.root, round_name=freeze.round.code)
    submitted = instance_to_draw(told.extended(opened.frozen), seed=seed, withdrawn={one.id for one in withdrawals})
    instance = next_batch(submitted, told.standing, told.answers, upgrades=told.upgrades)
    outcome = draw(instance)
    explained = dict(Explanations(instance, outcome))
    after = after_batch(told.standing, told.answers, instance, outcome, places=opened.frozen.places)
    kept = kept_of(instance, outcome, opened.application_ids, seed=seed, explained=explained)
    kept = replace(
        kept,
        results=tuple(replace(one, rank=after.rank[one.public_id]) for one in kept.results),
        digest=sha256(told.salt + bytes.fromhex(kept.digest)).hexdigest(),
    )
    drawn = whole_draw(freeze, opened, outcome, explained, beacon=beacon, withdrawals=withdrawals)
    bundle = batch_bundle(drawn, Batch(standing=batch.standing, answers=batch.answers))
    return BegunBatch(kept=kept, bundle=bundle)
