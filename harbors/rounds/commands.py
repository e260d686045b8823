"""Knows how staff create a round and close it."""

import json
from dataclasses import replace
from datetime import datetime

from harbors.rounds.documents import write_rules
from harbors.rounds.reads import STATEMENTS, round_from_row
from harbors.rounds.records import Round
from harbors.rounds.refusals import unknown_provider, unknown_round
from harbors.rounds.rules import check_round, require_closable
from harbors.sql import Connection
from harbors.text import Language, search_text, sort_key


async def create_round(connection: Connection, a_round: Round, *, now: datetime) -> None:
    """Keep a new round. Raises ``Invalid`` with all that is wrong with it, ``NotFound`` for an unknown provider."""
    check_round(a_round)
    if not await STATEMENTS.provider_exists.value(connection, id=a_round.provider_id):
        raise unknown_provider()
    name = a_round.name
    await STATEMENTS.add_round.run(
        connection,
        id=a_round.id,
        provider_id=a_round.provider_id,
        code=a_round.code,
        name_fi=name.fi,
        name_sv=name.sv,
        name_en=name.en,
        name_sort=sort_key(name.in_language(Language.FI) or ""),
        search_text=search_text((name.fi, name.sv, name.en)),
        season_starts=a_round.season.starts,
        season_ends=a_round.season.ends,
        opens_at=a_round.opens_at,
        closes_at=a_round.closes_at,
        policy=a_round.policy,
        rules=json.dumps(write_rules(a_round.rules)),
        now=now,
    )


async def close_round(connection: Connection, code: str, *, now: datetime) -> Round:
    """Close an open round before its time. Raises ``NotFound``, or ``Refused`` when it is not open."""
    a_round = await lock_round(connection, code)
    require_closable(a_round, now=now)
    closed = replace(a_round, closed_at=now)
    await mark_closed(connection, closed, now=now)
    return closed


async def lock_round(connection: Connection, code: str) -> Round:
    """A round that stands still until the transaction ends. Raises ``NotFound``."""
    row = await STATEMENTS.lock_round.row(connection, code=code)
    if row is None:
        raise unknown_round(field="code")
    return round_from_row(row)


async def mark_closed(connection: Connection, a_round: Round, *, now: datetime) -> None:
    """Keep that a locked round has closed, and when."""
    await STATEMENTS.mark_closed.run(connection, id=a_round.id, closed_at=a_round.closed_at, now=now)


async def mark_drawn(connection: Connection, a_round: Round, *, now: datetime) -> None:
    """Keep that a locked round has been drawn now."""
    await STATEMENTS.mark_drawn.run(connection, id=a_round.id, now=now)
