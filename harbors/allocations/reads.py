"""Knows how draws are looked up: the published list, and for one application its result and the reasons."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from harbors.allocations.drawn import Result
from harbors.applications.records import ApplicationId
from harbors.places.records import PlaceId
from harbors.rounds.records import RoundId
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A draw that was kept."""

    id: UUID
    version: int
    seed: str
    engine: str
    applicant_count: int
    place_count: int
    award_count: int
    result_digest: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a better choice was not received, as ``harbors.draws.records.Explanation`` without telling who holds what.

    The ``fitting`` places lie in ``tight``, the places of that harbor that were closed by ``event``; ``holders`` of
    the tight ones were given away. The certificate holds when it is all of them. When nothing fits there is no event.
    """

    choice: int
    event: int | None
    fitting: tuple[PlaceId, ...]
    tight: tuple[PlaceId, ...]
    holders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnResult:
    """What a draw came to for one application: for the applicant's eyes, with place and reasons."""

    position: int
    ticket: str
    class_number: int
    rank: int | None
    place_id: PlaceId | None
    reasons: tuple[Reason, ...]


async def draw_of_round(connection: Connection, round_id: RoundId) -> Draw | None:
    """The draw of a round that counts."""
    row = await STATEMENTS.draw_of_round.row(connection, round_id=round_id)
    return None if row is None else Draw(**row)


async def results_of(connection: Connection, draw_id: UUID) -> tuple[Result, ...]:
    """The published list, in the order of the queue."""
    return tuple(Result(**row) for row in await STATEMENTS.results.rows(connection, draw_id=draw_id))


async def own_result(connection: Connection, application_id: ApplicationId, *, round_id: RoundId) -> OwnResult | None:
    """What the draw of its round came to for an application that this transaction may see."""
    draw = await draw_of_round(connection, round_id)
    if draw is None:
        return None
    row = await STATEMENTS.result_of.row(connection, draw_id=draw.id, application_id=application_id)
    if row is None:
        return None
    reasons = await STATEMENTS.refusals_of.rows(connection, draw_id=draw.id, application_id=application_id)
    return OwnResult(**row, reasons=tuple(_reason(one) for one in reasons))


def _reason(row: Row) -> Reason:
    return Reason(
        choice=row["choice"],
        event=row["event"],
        fitting=tuple(row["fitting"]),
        tight=tuple(row["tight"]),
        holders=row["holders"],
    )
