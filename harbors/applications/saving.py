"""Knows how a draft is saved: one for each person and round, as it was told, and never over a newer one unseen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.applications.reads import STATEMENTS
from harbors.applications.refusals import draft_gone, draft_newer, unknown_draft
from harbors.chance import Chance, draw_id
from harbors.errors import Refused
from harbors.rounds.reads import hold_round
from harbors.rounds.records import RoundId, RoundStatus
from harbors.rounds.refusals import round_not_open
from harbors.rounds.rules import status_of
from harbors.sql import Connection, Row

DraftId = NewType("DraftId", UUID)

DRAFTS_COME = frozenset({RoundStatus.PLANNED, RoundStatus.OPEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody has filled in so far; ``version`` grows with each save."""

    id: DraftId
    round_id: RoundId
    version: int
    content: Mapping[str, Any]
    created_at: datetime
    saved_at: datetime


async def save_draft(
    connection: Connection,
    content: Mapping[str, Any],
    *,
    round_id: RoundId,
    person_id: PersonId,
    version: int | None,
    now: datetime,
    chance: Chance,
) -> Draft:
    """Keep a draft in the place of the one before, whose ``version`` is told by who has seen it.

    Raises ``NotFound``, ``Refused`` for a round that is closed, and ``Conflict`` for another version.
    """
    await STATEMENTS.hold_draft.run(connection, person_id=person_id, round_id=round_id)
    a_round = await hold_round(connection, round_id)
    if (status := status_of(a_round, now=now)) not in DRAFTS_COME:
        raise Refused(round_not_open(status, field="roundId"))
    before = await STATEMENTS.own_draft.row(connection, person_id=person_id, round_id=round_id)
    require_seen(None if before is None else before["version"], seen=version)
    row = await STATEMENTS.save_draft.row(
        connection,
        id=draw_id(chance),
        round_id=round_id,
        person_id=person_id,
        form=json.dumps(content),
        now=now,
    )
    assert row is not None
    return _draft(row)


def require_seen(kept: int | None, *, seen: int | None) -> None:
    """Raise ``Conflict`` where what is kept is not what was seen; who tells no version writes over anything."""
    if seen is None or seen == kept:
        return
    raise draft_gone() if kept is None else draft_newer(kept)


async def discard_draft(connection: Connection, id: DraftId, *, person_id: PersonId) -> None:
    """Forget a draft. Raises ``NotFound``."""
    if not await STATEMENTS.discard_draft.value(connection, id=id, person_id=person_id):
        raise unknown_draft()


async def own_drafts(connection: Connection, person_id: PersonId) -> Sequence[Draft]:
    """What a person has saved, the last first."""
    return [_draft(row) for row in await STATEMENTS.own_drafts.rows(connection, person_id=person_id)]


def _draft(row: Row) -> Draft:
    return Draft(
        id=row["id"],
        round_id=row["round_id"],
        version=row["version"],
        content=json.loads(row["form"]),
        created_at=row["created_at"],
        saved_at=row["edited_at"],
    )
