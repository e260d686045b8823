"""Knows which rounds are simulated, how one is read as it stands, and how its odds are kept."""

from collections.abc import Sequence
from datetime import datetime

from harbors.allocations.frozen import RoundRows
from harbors.allocations.reads import STATEMENTS as ALLOCATIONS
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.odds.reads import STATEMENTS
from harbors.odds.records import CornerOdds, RoundOdds, Tally
from harbors.rounds.reads import round_from_row
from harbors.rounds.records import RoundId
from harbors.sql import Connection


async def put_simulations(connection: Connection, *, now: datetime) -> None:
    """Promise a simulation of every round whose odds may still change; one that waits or runs is not put twice."""
    for row in await STATEMENTS.open_rounds.rows(connection, now=now):
        await put(connection, Job.SIMULATE_ODDS, {"round": str(row["id"])}, key=f"odds of {row['id']}")


async def standing_round(connection: Connection, round_id: RoundId) -> RoundRows | None:
    """A round as it stands, with nothing held; ``None`` once it is frozen, or without anybody in it."""
    row = await STATEMENTS.round_by_id.row(connection, id=round_id)
    if row is None or row["frozen_at"] is not None or row["drawn_at"] is not None:
        return None
    places = tuple(await ALLOCATIONS.places_to_give.rows(connection, round_id=round_id))
    known = {None, *(place["id"] for place in places)}
    # A tenant whose place is not there to be given is for staff to look at before the freeze.
    everybody = await ALLOCATIONS.entrants.rows(connection, round_id=round_id)
    entrants = tuple(one for one in everybody if one["current"] in known)
    return RoundRows(round=round_from_row(row), places=places, entrants=entrants) if entrants else None


async def keep_odds(connection: Connection, odds: RoundOdds, *, as_of: datetime) -> None:
    """Put these odds in the place of those before. ``as_of``: when the round stood so."""
    await _keep_tallies(connection, odds, list(odds.tallies.values()), as_of=as_of)
    await STATEMENTS.forget_application_odds.run(connection, round_id=odds.round_id, as_of=as_of)
    await _keep_corners(connection, odds, list(odds.corners.values()), as_of=as_of)
    await STATEMENTS.forget_round_odds.run(connection, round_id=odds.round_id, as_of=as_of)


async def _keep_tallies(connection: Connection, odds: RoundOdds, tallies: Sequence[Tally], *, as_of: datetime) -> None:
    await STATEMENTS.keep_application_odds.run(
        connection,
        round_id=odds.round_id,
        public_ids=list(odds.tallies),
        won=[f"{{{','.join(map(str, one.won))}}}" for one in tallies],
        kept=[one.kept for one in tallies],
        nothing=[one.nothing for one in tallies],
        seeds=odds.seeds,
        as_of=as_of,
    )


async def _keep_corners(
    connection: Connection, odds: RoundOdds, told: Sequence[CornerOdds], *, as_of: datetime
) -> None:
    corners = list(odds.corners)
    figures = {
        name + bound: [getattr(getattr(one, name), bound.strip("_") or "probability") for one in told]
        for name in ("here", "elsewhere", "nothing")
        for bound in ("", "_low", "_high")
    }
    await STATEMENTS.keep_round_odds.run(
        connection,
        round_id=odds.round_id,
        site_ids=[one.harbor for one in corners],
        beams_from=[one.beam_from_mm for one in corners],
        beams_to=[one.beam_to_mm for one in corners],
        applicants=[one.applicants for one in told],
        seeds=odds.seeds,
        as_of=as_of,
        **figures,
    )
