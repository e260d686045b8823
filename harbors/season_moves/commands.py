"""Knows how managers move a season that has leases, as the city did in 2020: one act, and nobody goes untold."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.errors import Invalid
from harbors.forms import REASON, tidy_text
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.rounds.records import Season
from harbors.seasons.commands import hold_season
from harbors.seasons.reads import STATEMENTS as SEASONS
from harbors.seasons.records import SEASONAL, ProviderSeason, SeasonId
from harbors.seasons.refusals import season_refused
from harbors.seasons.rules import check_season
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)


async def move_season(
    connection: Connection, id: SeasonId, days: Season, *, reason: str, now: datetime
) -> tuple[ProviderSeason, int]:
    """Give a season other days, and its leases with it: the season as it was, and how many leases followed.

    Raises ``NotFound``, ``Invalid``, and ``Refused`` while a place of the season is being given or offered: what was
    promised there speaks of the old days. The database refuses days in which somebody else has one of the places; then
    nothing has moved. Acts as the system once the season is held.
    """
    season = await hold_season(connection, id)
    reason = tidy_text(reason)
    _check(season, days, reason)
    await act_as_system(connection)
    await _require_settled(connection, season)
    ids = [row["id"] for row in await STATEMENTS.hold_leases_of.rows(connection, **_leases_of(season, season.days))]
    await SEASONS.move_season.run(connection, id=id, starts=days.starts, ends=days.ends, reason=reason, now=now)
    await STATEMENTS.move_leases.run(
        connection,
        ids=ids,
        starts=days.starts,
        ends=days.ends,
        old_starts=season.days.starts,
        old_ends=season.days.ends,
    )
    if ids:
        await put(connection, Job.TELL_SEASON, {"season": str(id)}, key=f"season {id} {days.starts} {days.ends}")
    return season, len(ids)


def _check(season: ProviderSeason, days: Season, reason: str) -> None:
    if problems := list(REASON.problems(reason, field="reason")):
        raise Invalid(*problems)
    if days == season.days:
        raise season_refused("SEASON_UNMOVED", field="starts")
    if days.starts.year != season.year:
        raise season_refused("SEASON_YEAR", field="starts")
    check_season(days, season.renewing)


async def _require_settled(connection: Connection, season: ProviderSeason) -> None:
    if await STATEMENTS.in_play.value(connection, kind=season.kind, **_leases_of(season, season.days)):
        raise season_refused("SEASON_IN_PLAY")


def _leases_of(season: ProviderSeason, days: Season) -> dict[str, object]:
    return {
        "provider_id": season.provider_id,
        "place_kind": SEASONAL[season.kind],
        "starts": days.starts,
        "ends": days.ends,
    }
