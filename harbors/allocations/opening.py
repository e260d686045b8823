"""Knows how a batch is opened: everything that it depends on is read, and frozen unless it has changed meanwhile."""

from dataclasses import dataclass, replace
from datetime import datetime

from harbors.allocations.answers import FrozenBatch, read_batch, write_answers, write_standing
from harbors.allocations.frozen import rules_of
from harbors.allocations.reads import STATEMENTS, freeze_of_round, published_draw
from harbors.allocations.records import DrawId, DrawKind, Freeze, KeptDraw, Verdict
from harbors.allocations.refusals import batch_under_way, claims_open, draw_unknown, not_at_stage, round_changed
from harbors.allocations.sealing import OpenedRound
from harbors.applications.reads import act_as_staff
from harbors.chance import Chance, draw_id
from harbors.draws.batches import Answers, Standing, after_draw, is_behind
from harbors.proofs.rules import SALT_BYTES
from harbors.rounds.commands import lock_round
from harbors.rounds.records import Round
from harbors.sql import Connection, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRows:
    """A published round and what was answered, in rows that can be compared; ``before`` is the batch of the draw."""

    freeze: Freeze
    follows: KeptDraw
    before: FrozenBatch | None
    number: int
    results: tuple[Row, ...]
    declines: tuple[Row, ...]
    content: frozenset[str]
    withdrawn: frozenset[str]
    to_give: frozenset[str]


async def load_batch_rows(connection: Connection, code: str, *, now: datetime) -> BatchRows:
    """What the next batch of a round depends on; nobody answers until the transaction ends.

    Raises ``NotFound``, or ``Refused`` where no batch can be opened.
    """
    await act_as_staff(connection)
    a_round = await lock_round(connection, code)
    await require_openable(connection, a_round, now=now)
    follows = await published_draw(connection, a_round)
    declines = await STATEMENTS.declines_of.rows(connection, draw_id=follows.id)
    withdrawn = await STATEMENTS.withdrawn_since.rows(connection, round_id=a_round.id)
    content = await STATEMENTS.content_with_theirs.rows(connection, round_id=a_round.id)
    return BatchRows(
        freeze=await freeze_of_round(connection, a_round),
        follows=follows,
        before=await batch_of_draw(connection, follows),
        number=await STATEMENTS.next_batch_number.value(connection, round_id=a_round.id),
        results=tuple(await STATEMENTS.standing_of.rows(connection, draw_id=follows.id)),
        declines=tuple(declines),
        content=frozenset(row["public_id"] for row in content),
        withdrawn=frozenset(row["public_id"] for row in withdrawn),
        to_give=frozenset(row["id"] for row in await STATEMENTS.places_to_give.rows(connection, round_id=a_round.id)),
    )


async def require_openable(connection: Connection, a_round: Round, *, now: datetime) -> None:
    """Raise ``Refused`` unless a batch of the locked round can be opened: as staff, who have looked at all claims."""
    if a_round.published_at is None:
        raise not_at_stage("NOT_PUBLISHED")
    await require_season(connection, a_round, now=now)
    if await STATEMENTS.batch_under_way.row(connection, round_id=a_round.id) is not None:
        raise batch_under_way()
    if claims := await STATEMENTS.open_claims.rows(connection, round_id=a_round.id):
        raise claims_open([row["reference"] for row in claims])


async def require_season(connection: Connection, a_round: Round, *, now: datetime) -> None:
    """Raise ``Refused`` when there is nothing left to give: the season is over."""
    if await STATEMENTS.season_is_over.value(connection, round_id=a_round.id, now=now):
        raise not_at_stage("SEASON_OVER")


def frozen_batch(rows: BatchRows, opened: OpenedRound, *, by: str, now: datetime, chance: Chance) -> FrozenBatch:
    """The documents of a batch: not in an event loop, nor in a transaction."""
    standing = _standing(rows, opened)
    answers = _answers(rows, opened, standing)
    a_round, written = rows.freeze.round, write_standing(standing, opened.frozen)
    upgrades = a_round.rules.upgrades and a_round.upgrades_until is not None and now <= a_round.upgrades_until
    return FrozenBatch(
        id=draw_id(chance),
        round_id=a_round.id,
        number=rows.number,
        follows_id=rows.follows.id,
        standing=written,
        answers=write_answers(
            answers,
            opened,
            rules_of(a_round),
            left=standing.left,
            standing=written,
            code=a_round.code,
            number=rows.number,
            at=now,
            upgrades=upgrades,
            salt=chance.bytes(SALT_BYTES),
        ),
        opened_by=by,
        opened_at=now,
    )


async def save_opened(connection: Connection, rows: BatchRows, batch: FrozenBatch, *, now: datetime) -> None:
    """Keep a batch as it was frozen. Raises ``Conflict`` when somebody has answered since it was read."""
    if await load_batch_rows(connection, rows.freeze.round.code, now=now) != rows:
        raise round_changed()
    await STATEMENTS.add_batch.run(
        connection,
        id=batch.id,
        round_id=batch.round_id,
        number=batch.number,
        follows_id=batch.follows_id,
        standing=batch.standing.decode(),
        answers=batch.answers.decode(),
        digest=batch.digest,
        by=batch.opened_by,
        now=batch.opened_at,
    )


async def batch_of_draw(connection: Connection, draw: KeptDraw) -> FrozenBatch | None:
    """What a draw began with, where it was one of a batch. For the system."""
    if draw.kind is not DrawKind.BATCH:
        return None
    row = await STATEMENTS.batch_of_draw.row(connection, draw_id=draw.id)
    return None if row is None else batch_from_row(row)


async def batch_at_hand(connection: Connection, a_round: Round) -> FrozenBatch | None:
    """The batch of a round that is opened, and not published yet. For the system."""
    row = await STATEMENTS.batch_under_way.row(connection, round_id=a_round.id)
    return None if row is None else batch_from_row(row)


async def batch_by_number(connection: Connection, a_round: Round, number: int) -> FrozenBatch:
    """A batch of a round that was not taken back. For staff. Raises ``NotFound``."""
    await act_as_staff(connection)
    row = await STATEMENTS.batch_by_number.row(connection, round_id=a_round.id, number=number)
    if row is None:
        raise draw_unknown()
    return batch_from_row(row)


def batch_from_row(row: Row) -> FrozenBatch:
    """A batch from the columns of its table."""
    return FrozenBatch(
        id=row["id"],
        round_id=row["round_id"],
        number=row["number"],
        follows_id=DrawId(row["follows_id"]),
        standing=row["standing"].encode(),
        answers=row["answers"].encode(),
        opened_by=row["opened_by"],
        opened_at=row["opened_at"],
    )


def _standing(rows: BatchRows, opened: OpenedRound) -> Standing:
    """Where everybody stands after the draw that the batch follows."""
    standing = after_draw(
        opened.frozen.places,
        assignment={row["public_id"]: row["place_id"] for row in rows.results},
        rank={row["public_id"]: row["rank"] for row in rows.results},
    )
    if rows.before is None:
        return standing
    told = read_batch(rows.before, opened.frozen)
    behind = frozenset(id for id in standing.rank if is_behind(id, told.standing, told.answers))
    return replace(standing, behind=behind, left=standing.left | told.standing.left)


def _answers(rows: BatchRows, opened: OpenedRound, standing: Standing) -> Answers:
    upheld = {row["public_id"] for row in rows.declines if row["verdict"] == Verdict.UPHELD}
    declined = {row["public_id"] for row in rows.declines} - upheld
    known = standing.assignment.keys()
    gave_back = upheld | declined | rows.withdrawn
    kept = {place for id, place in standing.assignment.items() if place is not None and id not in gave_back}
    sealed = {place.id for place in opened.frozen.places}
    return Answers(
        declined=frozenset(declined),
        misdescribed=frozenset(upheld),
        content=rows.content & known,
        withdrawn=rows.withdrawn & known,
        gone=frozenset(sealed - kept - rows.to_give),
    )
