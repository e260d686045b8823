"""Knows how a draw is kept as it came out: results by ticket, places given and closed, and what explains refusals."""

from collections.abc import Sequence, Set
from datetime import datetime

from harbors.allocations.answers import FrozenBatch
from harbors.allocations.drawn import KeptOutcome, Result
from harbors.allocations.reads import STATEMENTS
from harbors.allocations.records import DrawId, DrawKind, Freeze, KeptDraw
from harbors.allocations.sealing import ENGINE
from harbors.chance import Chance, draw_id
from harbors.sql import Connection


async def add_draw(
    connection: Connection,
    freeze: Freeze,
    outcome: KeptOutcome,
    *,
    kind: DrawKind,
    by: str,
    now: datetime,
    chance: Chance,
    label: str | None = None,
    bundle: bytes | None = None,
    sealed: Set[str] = frozenset(),
    batch: FrozenBatch | None = None,
) -> KeptDraw:
    """Keep a draw and its results by ticket, with the hand that ran it."""
    id = DrawId(draw_id(chance))
    version: int = await STATEMENTS.next_version.value(connection, round_id=freeze.round.id, kind=kind)
    await STATEMENTS.add_draw.run(
        connection,
        id=id,
        round_id=freeze.round.id,
        freeze_id=freeze.id,
        kind=kind,
        version=version,
        label=label,
        seed=outcome.seed,
        engine=ENGINE,
        applicant_count=len(outcome.results),
        award_count=len(outcome.awards),
        result_digest=outcome.digest,
        by=by,
        bundle=bundle,
        sealed=sorted(sealed),
        batch_id=None if batch is None else batch.id,
        follows_id=None if batch is None else batch.follows_id,
        batch_digest=None if batch is None else batch.digest,
        now=now,
    )
    await _add_results(connection, outcome.results, draw_id=id, sealed=sealed)
    return KeptDraw(id=id, round_id=freeze.round.id, freeze_id=freeze.id, kind=kind, version=version, run_by=by)


async def _add_results(connection: Connection, results: Sequence[Result], *, draw_id: DrawId, sealed: Set[str]) -> None:
    await STATEMENTS.add_results.run(
        connection,
        draw_id=draw_id,
        public_ids=[one.public_id for one in results],
        tickets=[one.ticket for one in results],
        class_numbers=[one.class_number for one in results],
        ranks=[one.rank for one in results],
        sealed=sorted(sealed),
    )


async def add_places(
    connection: Connection, freeze: Freeze, outcome: KeptOutcome, *, draw_id: DrawId, now: datetime
) -> None:
    """Keep when places closed and who gets which, and hold those for the season. Raises ``Conflict`` for one taken."""
    await STATEMENTS.add_closures.run(
        connection, draw_id=draw_id, place_ids=list(outcome.closures), events=list(outcome.closures.values())
    )
    await STATEMENTS.add_awards.run(
        connection,
        draw_id=draw_id,
        round_id=freeze.round.id,
        application_ids=list(outcome.awards),
        place_ids=list(outcome.awards.values()),
        now=now,
    )


async def add_refusals(connection: Connection, outcome: KeptOutcome, *, draw_id: DrawId) -> None:
    """Keep why better choices were not received."""
    await STATEMENTS.add_fits.run(connection, draw_id=draw_id, fits=[f"{{{','.join(fit)}}}" for fit in outcome.fits])
    await STATEMENTS.add_refusals.run(
        connection,
        draw_id=draw_id,
        application_ids=[one.application_id for one in outcome.refusals],
        choices=[one.choice for one in outcome.refusals],
        events=[one.event for one in outcome.refusals],
        fits=[one.fit for one in outcome.refusals],
        sufficient=[one.sufficient for one in outcome.refusals],
    )


async def add_exchanged(connection: Connection, outcome: KeptOutcome, *, draw_id: DrawId) -> None:
    """Keep who gave which place for another."""
    await STATEMENTS.add_exchanged.run(
        connection,
        draw_id=draw_id,
        application_ids=[one.application_id for one in outcome.exchanged],
        gave=[one.gave for one in outcome.exchanged],
        got=[one.got for one in outcome.exchanged],
        events=[one.event for one in outcome.exchanged],
        sizes=[one.size for one in outcome.exchanged],
    )


async def add_cut_offs(connection: Connection, outcome: KeptOutcome, *, draw_id: DrawId) -> None:
    """Keep how far the queue got at each harbor, by beam."""
    await STATEMENTS.add_cut_offs.run(
        connection,
        draw_id=draw_id,
        sites=[one.site for one in outcome.cut_offs],
        beams=[one.beam_mm for one in outcome.cut_offs],
        last_positions=[one.last_position for one in outcome.cut_offs],
    )
