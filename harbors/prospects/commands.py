"""Knows how the demand of a round is counted when its results are told, for those who apply the year after."""

from uuid import UUID

from harbors.prospects.reads import STATEMENTS
from harbors.rounds.records import RoundId
from harbors.sql import Connection


async def keep_demand(connection: Connection, *, round_id: RoundId, draw_id: UUID) -> None:
    """Count who asked for each harbor in the draw of a round, and how many got a place there. Acts as the system."""
    await STATEMENTS.forget_demand.run(connection, round_id=round_id)
    await STATEMENTS.keep_demand.run(connection, round_id=round_id, draw_id=draw_id)
