"""Knows how a published draw makes room for another version: what was told of it stays to be read, for ever."""

from dataclasses import replace
from datetime import datetime

from harbors.allocations.reads import STATEMENTS
from harbors.allocations.records import DrawId
from harbors.allocations.refusals import not_at_stage
from harbors.rounds.commands import keep_stages
from harbors.rounds.records import Round
from harbors.sql import Connection


async def supersede_draw(connection: Connection, a_round: Round, draw_id: DrawId, *, now: datetime) -> Round:
    """Take a locked round back to its freeze; the places of its draw are free for the next version.

    Raises ``Refused`` unless its results are published.
    """
    if a_round.published_at is None:
        raise not_at_stage("NOT_PUBLISHED")
    await STATEMENTS.supersede_draw.run(connection, id=draw_id, now=now)
    back = replace(a_round, drawn_at=None, released_at=None, published_at=None)
    await keep_stages(connection, back, now=now)
    return back
