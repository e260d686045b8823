"""Knows how acts on many applications are looked up; row security lets clerks of the provider see them."""

from uuid import UUID

from harbors.applications.records import ApplicationId
from harbors.handlings.records import Handling, HandlingId, HandlingOutcome, Item, Progress
from harbors.handlings.rules import read_act, read_problem
from harbors.rounds.records import RoundId
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


async def find_handling(connection: Connection, id: HandlingId) -> Handling | None:
    """The handling, as far as this transaction sees it."""
    row = await STATEMENTS.find_handling.row(connection, id=id)
    return None if row is None else _handling(row)


async def handlings_of(connection: Connection, round_id: RoundId, *, most: int) -> list[Handling]:
    """What was done to many applications of a round, the newest first."""
    rows = await STATEMENTS.handlings_of_round.rows(connection, round_id=round_id, most=most)
    return [_handling(row) for row in rows]


async def progress_of(connection: Connection, id: HandlingId) -> Progress:
    """How far it is."""
    row = await STATEMENTS.progress.row(connection, handling_id=id)
    return Progress(**(row or {}))


async def items_of(
    connection: Connection, id: HandlingId, *, outcome: HandlingOutcome | None, after: UUID | None, most: int
) -> list[Item]:
    """What became of each, in order of the ids of applications, of those after one of them."""
    rows = await STATEMENTS.items_of_handling.rows(connection, handling_id=id, outcome=outcome, after=after, most=most)
    return [_item(row) for row in rows]


def _item(row: Row) -> Item:
    outcome = row["outcome"]
    return Item(
        application_id=ApplicationId(row["application_id"]),
        outcome=None if outcome is None else HandlingOutcome(outcome),
        problem=read_problem(row["problem"]),
    )


def _handling(row: Row) -> Handling:
    told = {name: value for name, value in row.items() if name not in ("act", "detail")}
    return Handling(act=read_act(row["act"], row["detail"]), **told)
