"""Knows how the desk of a round is looked up; row security lets clerks of its provider see it."""

from collections.abc import Sequence

from harbors.applications.records import ApplicationId
from harbors.rounds.records import RoundId
from harbors.sql import Connection, Row, Statements
from harbors.worklists.records import Balance, RefusalCount, RefusalGround, Work, WorkCount

STATEMENTS = Statements(__package__)


async def work_counts(connection: Connection, round_id: RoundId) -> tuple[WorkCount, ...]:
    """How much of each kind of work there is; all kinds, also those that are done."""
    rows = await STATEMENTS.work_counts.rows(connection, round_id=round_id)
    counts = {row["work"]: row["count"] for row in rows}
    return tuple(WorkCount(work, counts.get(work.value, 0)) for work in Work)


async def waiting_for(connection: Connection, round_id: RoundId, work: Work, *, most: int) -> list[ApplicationId]:
    """The applications that wait for a kind of work, the oldest first, at most so many."""
    rows = await STATEMENTS.waiting_for.rows(connection, round_id=round_id, work=work.value, most=most)
    return [ApplicationId(row["id"]) for row in rows]


async def balances(connection: Connection, round_id: RoundId) -> tuple[Balance, ...]:
    """Demand and supply by harbor or winter area and by width."""
    return tuple(Balance(**row) for row in await STATEMENTS.balances.rows(connection, round_id=round_id))


async def refusal_counts(connection: Connection, round_id: RoundId) -> tuple[RefusalCount, ...]:
    """What the newest draw refused, by harbor or winter area and by ground."""
    rows = await STATEMENTS.refusal_counts.rows(connection, round_id=round_id)
    return tuple(RefusalCount(**{**row, "ground": RefusalGround(row["ground"])}) for row in rows)


async def listed_applications(connection: Connection, round_id: RoundId) -> Sequence[Row]:
    """The applications of a round for a list to take along."""
    return await STATEMENTS.listed_applications.rows(connection, round_id=round_id)
