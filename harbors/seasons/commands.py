"""Knows how managers tell the days of a season; those of one with leases are moved with them, elsewhere."""

from datetime import datetime

from harbors.chance import Chance, draw_id
from harbors.places.records import ProviderId
from harbors.seasons.reads import STATEMENTS, season_from_row
from harbors.seasons.records import SEASONAL, ProviderSeason, SeasonDraft, SeasonId
from harbors.seasons.refusals import season_refused, unknown_season
from harbors.seasons.rules import check_season
from harbors.sql import Connection


async def set_season(
    connection: Connection, draft: SeasonDraft, *, provider_id: ProviderId, now: datetime, chance: Chance
) -> ProviderSeason:
    """Tell a season, or anew the one of its kind that begins in the same year.

    Raises ``Invalid``, and ``Refused`` for other days of one that has leases; the database refuses one that overlaps.
    """
    check_season(draft.days, draft.renewing)
    row = await STATEMENTS.hold_season_of_year.row(
        connection, provider_id=provider_id, kind=draft.kind, year=draft.days.starts.year
    )
    if row and season_from_row(row).days != draft.days and await has_leases(connection, season_from_row(row)):
        raise season_refused("SEASON_HAS_LEASES", field="starts")
    renewing = draft.renewing
    id = await STATEMENTS.set_season.value(
        connection,
        id=draw_id(chance),
        provider_id=provider_id,
        kind=draft.kind,
        starts=draft.days.starts,
        ends=draft.days.ends,
        sent_on=renewing and renewing.sent_on,
        due_on=renewing and renewing.due_on,
        grace_days=renewing.grace_days if renewing else 0,
        now=now,
    )
    return ProviderSeason(id=SeasonId(id), provider_id=provider_id, kind=draft.kind, days=draft.days, renewing=renewing)


async def hold_season(connection: Connection, id: SeasonId) -> ProviderSeason:
    """A season that nobody else changes until the transaction ends. Raises ``NotFound``."""
    if (row := await STATEMENTS.hold_season.row(connection, id=id)) is None:
        raise unknown_season()
    return season_from_row(row)


async def has_leases(connection: Connection, season: ProviderSeason) -> bool:
    """Whether somebody has a lease of the season, as far as this transaction sees."""
    found: bool = await STATEMENTS.has_leases.value(
        connection,
        provider_id=season.provider_id,
        kind=SEASONAL[season.kind],
        starts=season.days.starts,
        ends=season.days.ends,
    )
    return found
