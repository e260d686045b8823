"""Knows how draws are looked up: the published list, and for one application its result and the reasons."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from harbors.allocations.drawn import Result
from harbors.allocations.records import Beacon, DrawKind, Freeze, FreezeId, KeptDraw, SealedPlaces, Secret
from harbors.allocations.refusals import draw_unknown, not_at_stage
from harbors.allocations.sealing import OpenedRound, opened
from harbors.applications.records import ApplicationId
from harbors.beacons.documents import read_plan
from harbors.bundles.records import Withdrawal
from harbors.leases.telling import Called, called
from harbors.places.records import PlaceId
from harbors.rounds.records import Round, RoundId
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
    sufficient: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What an exchanger gave, and what came for it, in a cycle of so many."""

    gave_place_id: PlaceId
    got_place_id: PlaceId
    gave: Called
    got: Called
    event: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnResult:
    """What a draw came to for one application: for the applicant's eyes, with place and reasons."""

    position: int
    ticket: str
    class_number: int
    rank: int | None
    place_id: PlaceId | None
    declined_at: datetime | None
    refuses_upgrades: bool
    reasons: tuple[Reason, ...]
    exchange: Exchange | None


async def draw_of_round(connection: Connection, round_id: RoundId) -> Draw | None:
    """The draw of a round that counts; batches after it are apart, of which no results are published."""
    row = await STATEMENTS.draw_of_round.row(connection, round_id=round_id, batches=False)
    return None if row is None else Draw(**row)


async def results_of(connection: Connection, draw_id: UUID) -> tuple[Result, ...]:
    """The published list, in the order of the queue."""
    return tuple(Result(**row) for row in await STATEMENTS.results.rows(connection, draw_id=draw_id))


async def own_result(connection: Connection, application_id: ApplicationId, *, round_id: RoundId) -> OwnResult | None:
    """What the draw, or the last batch after it, came to for an application that this transaction may see."""
    draw = await STATEMENTS.draw_of_round.row(connection, round_id=round_id, batches=True)
    if draw is None:
        return None
    row = await STATEMENTS.result_of.row(connection, draw_id=draw["id"], application_id=application_id)
    if row is None:
        return None
    reasons = await STATEMENTS.refusals_of.rows(connection, draw_id=draw["id"], application_id=application_id)
    exchanged = await STATEMENTS.exchange_of.row(connection, draw_id=draw["id"], application_id=application_id)
    return OwnResult(
        **row,
        reasons=tuple(_reason(one) for one in reasons),
        exchange=None if exchanged is None else await _exchange(connection, exchanged),
    )


async def freeze_of_round(connection: Connection, a_round: Round) -> Freeze:
    """The freeze of a round that stands. Raises ``Refused``."""
    row = await STATEMENTS.freeze_that_stands.row(connection, round_id=a_round.id)
    if row is None:
        raise not_at_stage("NOT_FROZEN")
    return Freeze(
        id=FreezeId(row["id"]),
        round=a_round,
        number=row["number"],
        root=row["root"],
        plan=None if row["beacon_plan"] is None else read_plan(json.loads(row["beacon_plan"])),
        created_at=row["created_at"],
        beacon=None if row["randomness"] is None else _beacon(row),
    )


async def codes_waiting(connection: Connection, *, now: datetime) -> list[str]:
    """The codes of rounds that wait for randomness which is due. For the system."""
    return [row["code"] for row in await STATEMENTS.freezes_waiting.rows(connection, now=now)]


async def draw_that_stands(connection: Connection, a_round: Round) -> KeptDraw:
    """The draw of a round, rehearsals and batches apart. Raises ``NotFound``."""
    row = await STATEMENTS.draw_that_stands.row(connection, round_id=a_round.id)
    if row is None:
        raise draw_unknown()
    return kept_draw(row)


async def published_draw(connection: Connection, a_round: Round) -> KeptDraw:
    """The newest published draw of a round, that of a batch included. For the system. Raises ``NotFound``."""
    row = await STATEMENTS.published_draw.row(connection, round_id=a_round.id)
    if row is None:
        raise draw_unknown()
    return kept_draw(row)


def kept_draw(row: Row) -> KeptDraw:
    """A draw with its hands, from the columns of a statement."""
    return KeptDraw(**{**row, "kind": DrawKind(row["kind"])})


async def open_freeze(connection: Connection, freeze: Freeze) -> tuple[OpenedRound, tuple[Withdrawal, ...]]:
    """What a freeze sealed, and who withdrew since. For the system."""
    documents = await STATEMENTS.sealed_documents.row(connection, freeze_id=freeze.id)
    rows = await STATEMENTS.sealed_leaves.rows(connection, freeze_id=freeze.id)
    assert documents is not None, "a freeze has its documents"
    secrets = {
        row["application_id"]: Secret(application_id=row["application_id"], salt=row["salt"], record=row["record"])
        for row in rows
        if row["record"] is not None
    }
    round_ = opened(
        rules=documents["rules"],
        root=documents["root"],
        places=SealedPlaces(salt=documents["salt"], places=tuple(json.loads(documents["places"]))),
        leaves={row["application_id"]: row["leaf"] for row in rows},
        secrets=secrets,
    )
    withdrawn = ((row["public_id"], row["withdrawn_at"]) for row in rows if row["withdrawn_at"] is not None)
    return round_, tuple(Withdrawal(id=id, at=at.astimezone(UTC)) for id, at in withdrawn)


def _beacon(row: Row) -> Beacon:
    return Beacon(source=row["source"], round=row["round"], randomness=row["randomness"], signature=row["signature"])


async def _exchange(connection: Connection, row: Row) -> Exchange:
    gave = await called(connection, row["gave_place_id"])
    return Exchange(**row, gave=gave, got=await called(connection, row["got_place_id"]))


def _reason(row: Row) -> Reason:
    return Reason(
        choice=row["choice"],
        event=row["event"],
        fitting=tuple(row["fitting"]),
        tight=tuple(row["tight"]),
        holders=row["holders"],
        sufficient=row["sufficient"],
    )
