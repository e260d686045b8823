"""Knows how a draw is loaded, kept, released by a second person and published, and how staff go a stage back."""

from dataclasses import replace
from datetime import datetime

from harbors.allocations.drawn import KeptOutcome
from harbors.allocations.freezing import undo_freeze
from harbors.allocations.keeping import add_cut_offs, add_draw, add_exchanged, add_places, add_refusals
from harbors.allocations.reads import STATEMENTS, draw_that_stands, freeze_of_round
from harbors.allocations.records import Beacon, DrawId, DrawKind, Freeze, KeptDraw
from harbors.allocations.refusals import not_at_stage, round_changed, second_person_required
from harbors.allocations.running import RunDraw
from harbors.applications.reads import act_as_staff
from harbors.beacons.records import VerifiedBeacon
from harbors.chance import Chance, draw_id
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.prospects.commands import keep_demand
from harbors.rounds.commands import keep_stages, lock_round
from harbors.rounds.records import Round
from harbors.rounds.rules import require_reason
from harbors.sql import Connection


async def save_beacon(
    connection: Connection, freeze: Freeze, beacon: VerifiedBeacon, *, now: datetime, chance: Chance
) -> Beacon:
    """Keep the randomness that a freeze waited for; the first that came stands."""
    await act_as_staff(connection)
    await STATEMENTS.add_beacon.run(
        connection,
        id=draw_id(chance),
        freeze_id=freeze.id,
        source=beacon.source.name,
        round=beacon.round,
        randomness=beacon.randomness.hex(),
        signature=beacon.signature.hex(),
        now=now,
    )
    kept = (await freeze_of_round(connection, freeze.round)).beacon
    assert kept is not None, "it was kept above"
    return kept


async def save_rehearsal(
    connection: Connection, freeze: Freeze, outcome: KeptOutcome, *, label: str, by: str, now: datetime, chance: Chance
) -> KeptDraw:
    """Keep what a rehearsal came to; it gives no places, and can never be released."""
    await _still_frozen(connection, freeze)
    return await add_draw(
        connection, freeze, outcome, kind=DrawKind.REHEARSAL, label=label, by=by, now=now, chance=chance
    )


async def save_draw(
    connection: Connection, freeze: Freeze, drawn: RunDraw, *, by: str, now: datetime, chance: Chance
) -> KeptDraw:
    """Keep a draw as a whole and hold its places for the season.

    Raises ``Conflict`` when the round is not frozen as it was any more, somebody withdrew since, or a place is taken.
    """
    a_round = await _still_frozen(connection, freeze)
    if a_round.drawn_at is not None:
        raise not_at_stage("NOT_FROZEN")
    await _require_nobody_withdrew(connection, freeze, drawn)
    kept = await add_draw(
        connection,
        freeze,
        drawn.kept,
        kind=DrawKind.DRAW,
        by=by,
        now=now,
        chance=chance,
        bundle=drawn.bundle,
        sealed=drawn.sealed,
    )
    await add_places(connection, freeze, drawn.kept, draw_id=kept.id, now=now)
    await add_refusals(connection, drawn.kept, draw_id=kept.id)
    await add_exchanged(connection, drawn.kept, draw_id=kept.id)
    await add_cut_offs(connection, drawn.kept, draw_id=kept.id)
    await keep_stages(connection, replace(a_round, drawn_at=now), now=now)
    return kept


async def release_draw(connection: Connection, code: str, *, by: str, now: datetime) -> KeptDraw:
    """Let the results go, by somebody else than who ran the draw. Raises ``Refused``."""
    a_round, draw = await _standing(connection, code)
    if draw.released_at is not None:
        raise not_at_stage("NOT_DRAWN")
    if draw.run_by == by:
        raise second_person_required()
    await STATEMENTS.mark_released.run(connection, id=draw.id, by=by, now=now)
    await keep_stages(connection, replace(a_round, released_at=now), now=now)
    await put(
        connection,
        Job.PUBLISH_RESULTS,
        {"draw": str(draw.id)},
        key=f"publish {draw.id}",
        due=max(now, a_round.publishes_at),
    )
    return replace(draw, released_by=by, released_at=now)


async def publish_draw(connection: Connection, code: str, *, now: datetime) -> KeptDraw:
    """Tell the results: from now on everybody reads them, and each applicant is written to. Raises ``Refused``."""
    a_round, draw = await _standing(connection, code)
    if draw.released_at is None or draw.published_at is not None:
        raise not_at_stage("NOT_RELEASED")
    await STATEMENTS.mark_published.run(connection, id=draw.id, now=now)
    if draw.kind is DrawKind.DRAW:
        await keep_demand(connection, round_id=a_round.id, draw_id=draw.id)
    await keep_stages(connection, replace(a_round, published_at=now), now=now)
    await put(connection, Job.TELL_RESULTS, {"draw": str(draw.id)}, key=f"tell {draw.id}")
    await put(connection, Job.MAKE_OFFERS, {"draw": str(draw.id)}, key=f"offer {draw.id}")
    return replace(draw, published_at=now)


async def publish_when_due(connection: Connection, draw_id: DrawId, *, now: datetime) -> None:
    """Publish a released draw when its time has come; put the telling off where the time was moved on."""
    row = await STATEMENTS.round_of_draw.row(connection, draw_id=draw_id)
    if row is None or row["released_at"] is None or row["published_at"] is not None or row["undone_at"] is not None:
        return
    if now < row["publishes_at"]:
        await put(connection, Job.PUBLISH_RESULTS, {"draw": str(draw_id)}, due=row["publishes_at"])
        return
    await publish_draw(connection, row["code"], now=now)


async def reset_round(connection: Connection, code: str, *, reason: str, now: datetime) -> Round:
    """Go back one stage, for a reason that is kept; what was published stays. Raises ``Refused`` or ``Invalid``."""
    words = require_reason(reason)
    await act_as_staff(connection)
    a_round = await lock_round(connection, code)
    if a_round.published_at is not None or a_round.frozen_at is None:
        raise not_at_stage("NOTHING_TO_RESET")
    if a_round.drawn_at is None:
        return await undo_freeze(connection, a_round, reason=words, now=now)
    draw = await draw_that_stands(connection, a_round)
    if a_round.released_at is not None:
        await STATEMENTS.mark_unreleased.run(connection, id=draw.id)
        back = replace(a_round, released_at=None)
    else:
        await STATEMENTS.undo_draw.run(connection, id=draw.id, now=now)
        back = replace(a_round, drawn_at=None)
    await keep_stages(connection, back, now=now)
    return back


async def _still_frozen(connection: Connection, freeze: Freeze) -> Round:
    await act_as_staff(connection)
    a_round = await lock_round(connection, freeze.round.code)
    if (await freeze_of_round(connection, a_round)).id != freeze.id:
        raise round_changed()
    return a_round


async def _require_nobody_withdrew(connection: Connection, freeze: Freeze, drawn: RunDraw) -> None:
    """Raise ``Conflict`` when somebody withdrew while it was drawn: that draw could never be shown again."""
    rows = await STATEMENTS.withdrawals_of.rows(connection, freeze_id=freeze.id)
    if tuple(row["public_id"] for row in rows) != drawn.withdrawn:
        raise round_changed()


async def _standing(connection: Connection, code: str) -> tuple[Round, KeptDraw]:
    await act_as_staff(connection)
    a_round = await lock_round(connection, code)
    if a_round.drawn_at is None:
        raise not_at_stage("NOT_DRAWN")
    return a_round, await draw_that_stands(connection, a_round)
