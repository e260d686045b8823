"""Knows how a round is frozen and how its draw is kept; between the two somebody computes, outside any transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from harbors.allocations.drawn import ENGINE, DrawnRound, Result
from harbors.allocations.frozen import FrozenRound
from harbors.allocations.reads import STATEMENTS
from harbors.allocations.refusals import round_changed
from harbors.applications.reads import act_as_staff
from harbors.chance import Chance, draw_id
from harbors.rounds.commands import keep_stages, lock_round
from harbors.rounds.rules import require_drawable
from harbors.sql import Connection


async def freeze_round(connection: Connection, code: str, *, now: datetime) -> FrozenRound:
    """A closed round as it stands: no application comes in any more. Raises ``NotFound`` or ``Refused``."""
    await act_as_staff(connection)
    a_round = await lock_round(connection, code)
    require_drawable(a_round, now=now)
    if a_round.closed_at is None:
        a_round = replace(a_round, closed_at=a_round.closes_at)
        await keep_stages(connection, a_round, now=now)
    return FrozenRound(
        round=a_round,
        places=tuple(await STATEMENTS.free_places.rows(connection, round_id=a_round.id)),
        entrants=tuple(await STATEMENTS.entrants.rows(connection, round_id=a_round.id)),
    )


async def save_draw(connection: Connection, drawn: DrawnRound, *, now: datetime, chance: Chance) -> UUID:
    """Keep a draw as a whole and hold the places for the season; the id of the draw.

    Raises ``Conflict`` when the round is not what was drawn any more, ``Refused`` when it has been drawn meanwhile.
    """
    frozen = drawn.frozen
    if await freeze_round(connection, frozen.round.code, now=now) != frozen:
        raise round_changed()
    id = draw_id(chance)
    await STATEMENTS.add_draw.run(
        connection,
        id=id,
        round_id=frozen.round.id,
        seed=drawn.seed,
        engine=ENGINE,
        applicant_count=len(frozen.entrants),
        place_count=len(frozen.places),
        award_count=len(drawn.awards),
        result_digest=drawn.digest,
        now=now,
    )
    await _add_results(connection, drawn.results, draw_id=id)
    await _add_places(connection, drawn, draw_id=id, now=now)
    await _add_refusals(connection, drawn, draw_id=id)
    await keep_stages(connection, replace(frozen.round, frozen_at=now, drawn_at=now), now=now)
    return id


async def _add_results(connection: Connection, results: Sequence[Result], *, draw_id: UUID) -> None:
    await STATEMENTS.add_results.run(
        connection,
        draw_id=draw_id,
        public_ids=[one.public_id for one in results],
        tickets=[one.ticket for one in results],
        class_numbers=[one.class_number for one in results],
        ranks=[one.rank for one in results],
    )


async def _add_places(connection: Connection, drawn: DrawnRound, *, draw_id: UUID, now: datetime) -> None:
    await STATEMENTS.add_closures.run(
        connection, draw_id=draw_id, place_ids=list(drawn.closures), events=list(drawn.closures.values())
    )
    await STATEMENTS.add_awards.run(
        connection,
        draw_id=draw_id,
        round_id=drawn.frozen.round.id,
        application_ids=list(drawn.awards),
        place_ids=list(drawn.awards.values()),
        now=now,
    )


async def _add_refusals(connection: Connection, drawn: DrawnRound, *, draw_id: UUID) -> None:
    await STATEMENTS.add_fits.run(connection, draw_id=draw_id, fits=[f"{{{','.join(fit)}}}" for fit in drawn.fits])
    await STATEMENTS.add_refusals.run(
        connection,
        draw_id=draw_id,
        application_ids=[one.application_id for one in drawn.refusals],
        choices=[one.choice for one in drawn.refusals],
        events=[one.event for one in drawn.refusals],
        fits=[one.fit for one in drawn.refusals],
    )
