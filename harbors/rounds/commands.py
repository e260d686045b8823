"""Knows how staff create a round, change its rules and dates, and close it."""

import json
from dataclasses import replace
from datetime import datetime

from harbors.rounds.documents import write_rules
from harbors.rounds.reads import STATEMENTS, round_from_row
from harbors.rounds.records import Round, RoundId, RoundRules, Windows
from harbors.rounds.refusals import unknown_provider, unknown_round
from harbors.rounds.rules import check_round, require_changeable, require_closable, require_movable, require_reason
from harbors.sql import Connection, Row
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
        kind=a_round.kind,
        publishes_at=a_round.publishes_at,
        upgrades_until=a_round.upgrades_until,
        previous_round_id=a_round.previous_round_id,
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
    await keep_stages(connection, closed, now=now)
    return closed


async def change_rules(
    connection: Connection, round_id: RoundId, rules: RoundRules, *, reason: str | None, now: datetime
) -> Round:
    """Rules in another version, until the round is frozen. Raises ``NotFound``, ``Refused`` or ``Invalid``."""
    a_round = await lock_round_by_id(connection, round_id)
    require_changeable(a_round, now=now)
    reason = require_reason(reason)
    changed = replace(a_round, rules=rules, rules_version=a_round.rules_version + 1)
    check_round(changed)
    await STATEMENTS.change_rules.run(
        connection,
        id=round_id,
        rules=json.dumps(write_rules(rules)),
        version=changed.rules_version,
        reason=reason,
        now=now,
    )
    return changed


async def move_windows(connection: Connection, round_id: RoundId, windows: Windows, *, now: datetime) -> Round:
    """Other dates, of what is still to come. Raises ``NotFound``, ``Refused`` or ``Invalid``."""
    a_round = await lock_round_by_id(connection, round_id)
    require_movable(a_round, windows, now=now)
    moved = replace(
        a_round,
        opens_at=windows.opens_at,
        closes_at=windows.closes_at,
        publishes_at=windows.publishes_at,
        upgrades_until=windows.upgrades_until,
    )
    check_round(moved)
    await STATEMENTS.move_windows.run(
        connection,
        id=round_id,
        opens_at=windows.opens_at,
        closes_at=windows.closes_at,
        publishes_at=windows.publishes_at,
        upgrades_until=windows.upgrades_until,
        now=now,
    )
    return moved


async def lock_round(connection: Connection, code: str) -> Round:
    """A round that stands still until the transaction ends. Raises ``NotFound``."""
    return _found(await STATEMENTS.lock_round.row(connection, code=code), field="code")


async def lock_round_by_id(connection: Connection, round_id: RoundId) -> Round:
    """The same by its id. Raises ``NotFound``."""
    return _found(await STATEMENTS.lock_round_by_id.row(connection, id=round_id), field="roundId")


async def keep_stages(connection: Connection, a_round: Round, *, now: datetime) -> None:
    """Keep how far staff have come with a locked round: ``closed_at`` to ``published_at``."""
    await STATEMENTS.mark_stages.run(
        connection,
        id=a_round.id,
        closed_at=a_round.closed_at,
        frozen_at=a_round.frozen_at,
        drawn_at=a_round.drawn_at,
        released_at=a_round.released_at,
        published_at=a_round.published_at,
        now=now,
    )


def _found(row: Row | None, *, field: str) -> Round:
    if row is None:
        raise unknown_round(field=field)
    return round_from_row(row)
