"""Knows how a batch is kept, published by a second person, and taken back: places change hands at one instant."""

from dataclasses import replace
from datetime import datetime

from harbors.allocations.answers import FrozenBatch
from harbors.allocations.drawn import KeptOutcome
from harbors.allocations.improving import hold_movers, switch_leases
from harbors.allocations.keeping import add_draw, add_exchanged, add_refusals
from harbors.allocations.opening import batch_at_hand, require_openable, require_season
from harbors.allocations.reads import STATEMENTS, freeze_of_round, kept_draw
from harbors.allocations.records import DrawKind, Freeze, KeptDraw
from harbors.allocations.refusals import not_at_stage, round_changed, second_person_required
from harbors.applications.reads import act_as_staff
from harbors.chance import Chance
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.rounds.commands import lock_round
from harbors.rounds.records import Round
from harbors.rounds.rules import require_reason
from harbors.sql import Connection


async def ask_for_batch(connection: Connection, a_round: Round, *, by: str, now: datetime) -> None:
    """Promise that what came free is given. Raises ``Refused`` where no batch can be opened, or one is drawn."""
    await act_as_staff(connection)
    await freeze_of_round(connection, a_round)
    batch = await batch_at_hand(connection, a_round)
    if batch is None:
        await require_openable(connection, a_round, now=now)
    elif await STATEMENTS.draw_of_batch.row(connection, batch_id=batch.id) is not None:
        raise not_at_stage("BATCH_DRAWN")
    await put(connection, Job.RUN_BATCH, {"code": a_round.code, "by": by}, key=f"batch {a_round.id}")


async def save_batch(
    connection: Connection,
    freeze: Freeze,
    batch: FrozenBatch,
    outcome: KeptOutcome,
    *,
    by: str,
    now: datetime,
    chance: Chance,
) -> KeptDraw:
    """Keep what a batch came to; nothing changes hands yet. Raises ``Conflict`` when it was taken back meanwhile."""
    await act_as_staff(connection)
    a_round = await lock_round(connection, freeze.round.code)
    if await batch_at_hand(connection, a_round) != batch:
        raise round_changed()
    if await STATEMENTS.draw_of_batch.row(connection, batch_id=batch.id) is not None:
        raise not_at_stage("BATCH_DRAWN")
    kept = await add_draw(
        connection,
        freeze,
        outcome,
        kind=DrawKind.BATCH,
        by=by,
        now=now,
        chance=chance,
        sealed=frozenset(one.public_id for one in outcome.results),
        batch=batch,
    )
    await STATEMENTS.add_closures.run(
        connection, draw_id=kept.id, place_ids=list(outcome.closures), events=list(outcome.closures.values())
    )
    await STATEMENTS.plan_awards.run(
        connection,
        draw_id=kept.id,
        application_ids=list(outcome.awards),
        place_ids=list(outcome.awards.values()),
    )
    await add_refusals(connection, outcome, draw_id=kept.id)
    await add_exchanged(connection, outcome, draw_id=kept.id)
    return kept


async def publish_batch(connection: Connection, code: str, *, by: str, now: datetime, chance: Chance) -> KeptDraw:
    """Have places change hands, and everybody told, by another person than who ran the batch. Raises ``Refused``.

    Who gave a place back since the batch was opened gets none by it; it stays free until the next. Raises ``Conflict``
    when a place was taken by somebody else.
    """
    await act_as_staff(connection)
    a_round = await lock_round(connection, code)
    batch, draw = await _drawn_batch(connection, a_round)
    await require_season(connection, a_round, now=now)
    if draw.run_by == by:
        raise second_person_required()
    await STATEMENTS.carry_declines.run(connection, draw_id=draw.id, follows_id=batch.follows_id)
    await STATEMENTS.hold_orders_of_movers.rows(connection, draw_id=draw.id, follows_id=batch.follows_id)
    held = await hold_movers(connection, draw_id=draw.id, follows_id=batch.follows_id)
    await STATEMENTS.keep_occupancies.run(connection, draw_id=draw.id, follows_id=batch.follows_id)
    await STATEMENTS.leave_occupancies.run(connection, draw_id=draw.id, follows_id=batch.follows_id, now=now)
    await STATEMENTS.take_occupancies.run(connection, draw_id=draw.id, now=now)
    await switch_leases(connection, held, draw_id=draw.id, follows_id=batch.follows_id, now=now, chance=chance)
    await STATEMENTS.mark_released.run(connection, id=draw.id, by=by, now=now)
    await STATEMENTS.mark_published.run(connection, id=draw.id, now=now)
    await STATEMENTS.mark_batch_published.run(connection, id=batch.id, now=now)
    await put(connection, Job.TELL_BATCH, {"draw": str(draw.id)}, key=f"tell {draw.id}")
    await put(connection, Job.MAKE_OFFERS, {"draw": str(draw.id)}, key=f"offer {draw.id}")
    return replace(draw, released_by=by, released_at=now, published_at=now)


async def reset_batch(connection: Connection, code: str, *, reason: str, now: datetime) -> FrozenBatch:
    """Take a batch back that is not published, for a reason that is kept: its answers count for the next one."""
    words = require_reason(reason)
    await act_as_staff(connection)
    batch = await _batch(connection, await lock_round(connection, code))
    row = await STATEMENTS.draw_of_batch.row(connection, batch_id=batch.id)
    if row is not None:
        await STATEMENTS.undo_draw.run(connection, id=row["id"], now=now)
    await STATEMENTS.undo_batch.run(connection, id=batch.id, reason=words, now=now)
    return batch


async def _drawn_batch(connection: Connection, a_round: Round) -> tuple[FrozenBatch, KeptDraw]:
    batch = await _batch(connection, a_round)
    row = await STATEMENTS.draw_of_batch.row(connection, batch_id=batch.id)
    if row is None:
        raise not_at_stage("BATCH_NOT_DRAWN")
    return batch, kept_draw(row)


async def _batch(connection: Connection, a_round: Round) -> FrozenBatch:
    batch = await batch_at_hand(connection, a_round)
    if batch is None:
        raise not_at_stage("NO_BATCH")
    return batch
