"""Knows how staff ask for what takes long: what is sure to be refused is refused at once, the rest is promised."""

from datetime import datetime

from harbors.allocations.freezing import load_rows
from harbors.allocations.reads import freeze_of_round
from harbors.allocations.refusals import beacon_awaited, beacon_required, not_at_stage
from harbors.applications.reads import act_as_staff
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.rounds.records import Round
from harbors.sql import Connection

LONGEST_LABEL = 200


async def ask_for_freeze(connection: Connection, a_round: Round, *, beacon_at: datetime | None, now: datetime) -> None:
    """Promise that a closed round is frozen. Raises ``Refused`` where it cannot be."""
    await load_rows(connection, a_round.code, now=now)
    ids = {"code": a_round.code} | ({} if beacon_at is None else {"beacon_at": beacon_at.isoformat()})
    await put(connection, Job.FREEZE_ROUND, ids, key=f"freeze {a_round.id}")


async def ask_for_rehearsal(connection: Connection, a_round: Round, *, label: str, by: str) -> None:
    """Promise that a frozen round is drawn for practice. Raises ``Refused`` where it is not frozen."""
    await act_as_staff(connection)
    await freeze_of_round(connection, a_round)
    ids = {"code": a_round.code, "label": label[:LONGEST_LABEL], "by": by}
    await put(connection, Job.REHEARSE_DRAW, ids, key=f"rehearse {a_round.id} {label[:LONGEST_LABEL]}")


async def ask_for_draw(connection: Connection, a_round: Round, *, by: str) -> None:
    """Promise that a frozen round is drawn. Raises ``Refused`` where it is drawn, or its randomness has not come."""
    await act_as_staff(connection)
    freeze = await freeze_of_round(connection, a_round)
    if a_round.drawn_at is not None:
        raise not_at_stage("NOT_FROZEN")
    if freeze.plan is None:
        raise beacon_required()
    if freeze.beacon is None:
        raise beacon_awaited()
    await put(connection, Job.RUN_DRAW, {"code": a_round.code, "by": by}, key=f"run {a_round.id}")
