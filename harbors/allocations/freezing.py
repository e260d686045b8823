"""Knows how staff freeze a closed round by one root, and take that back: what is computed between the two transactions
is computed outside of them, and nothing is kept of a round that has changed meanwhile."""

import json
from dataclasses import replace
from datetime import datetime

from harbors.allocations.frozen import RoundRows
from harbors.allocations.reads import STATEMENTS, freeze_of_round
from harbors.allocations.records import Freeze, FreezeId
from harbors.allocations.refusals import duplicates_open, not_at_stage, round_changed
from harbors.allocations.sealing import SealedRound
from harbors.applications.reads import act_as_staff
from harbors.beacons.documents import write_plan
from harbors.beacons.records import BeaconPlan
from harbors.beacons.rules import require_ahead
from harbors.chance import Chance, draw_id
from harbors.rounds.commands import keep_stages, lock_round
from harbors.rounds.records import Round, RoundStatus
from harbors.rounds.rules import status_of
from harbors.sql import Connection, Row


async def load_rows(connection: Connection, code: str, *, now: datetime) -> RoundRows:
    """A closed round as it stands. Raises ``NotFound``, or ``Refused`` where it cannot be frozen."""
    await act_as_staff(connection)
    a_round = await lock_round(connection, code)
    if status_of(a_round, now=now) is not RoundStatus.CLOSED:
        raise not_at_stage("NOT_CLOSED")
    if count := await STATEMENTS.count_duplicates.value(connection, round_id=a_round.id):
        raise duplicates_open(count)
    return RoundRows(
        round=a_round,
        places=await places_to_give(connection, a_round),
        entrants=tuple(await STATEMENTS.entrants.rows(connection, round_id=a_round.id)),
    )


async def places_to_give(connection: Connection, a_round: Round) -> tuple[Row, ...]:
    """The places of a round that nobody holds during its season, as rows."""
    return tuple(await STATEMENTS.places_to_give.rows(connection, round_id=a_round.id))


async def save_freeze(
    connection: Connection,
    sealed: SealedRound,
    *,
    plan: BeaconPlan | None,
    now: datetime,
    chance: Chance,
) -> Freeze:
    """Keep a round as it was sealed; its root is published by that.

    Raises ``Conflict`` when the round is not what was sealed any more, ``Refused`` where it cannot be frozen now.
    """
    if plan is not None:
        require_ahead(plan, now=now)
    rows = await load_rows(connection, sealed.rows.round.code, now=now)
    if rows != sealed.rows:
        raise round_changed()
    a_round = replace(rows.round, closed_at=rows.round.closed_at or rows.round.closes_at, frozen_at=now)
    freeze = Freeze(
        id=FreezeId(draw_id(chance)),
        round=a_round,
        number=await STATEMENTS.next_freeze.value(connection, round_id=a_round.id),
        root=sealed.frozen.root.hex(),
        plan=plan,
        created_at=now,
    )
    await _add(connection, freeze, sealed)
    await keep_stages(connection, a_round, now=now)
    return freeze


async def _add(connection: Connection, freeze: Freeze, sealed: SealedRound) -> None:
    await STATEMENTS.add_freeze.run(
        connection,
        id=freeze.id,
        round_id=freeze.round.id,
        number=freeze.number,
        root=freeze.root,
        rules=sealed.rules,
        public_places=sealed.public_places,
        application_count=len(sealed.frozen.records),
        place_count=len(sealed.frozen.places),
        beacon_at=None if freeze.plan is None else freeze.plan.announced_at,
        beacon_plan=None if freeze.plan is None else json.dumps(write_plan(freeze.plan)),
        now=freeze.created_at,
        salt=sealed.order_salt,
        places=sealed.places,
    )
    await STATEMENTS.add_leaves.run(
        connection,
        freeze_id=freeze.id,
        application_ids=[one.application_id for one in sealed.secrets],
        public_ids=[record.id for record in sealed.frozen.records],
        leaves=[leaf.decode() for leaf in sealed.leaves],
        paths=[b"".join(proof.path) for proof in sealed.proofs],
        salts=[one.salt for one in sealed.secrets],
        records=[one.record for one in sealed.secrets],
    )


async def undo_freeze(connection: Connection, a_round: Round, *, reason: str, now: datetime) -> Round:
    """Take the freeze of a locked round back: applications can be handled again, and another root will come."""
    freeze = await freeze_of_round(connection, a_round)
    await STATEMENTS.undo_freeze.run(connection, id=freeze.id, reason=reason, now=now)
    back = replace(a_round, frozen_at=None)
    await keep_stages(connection, back, now=now)
    return back
