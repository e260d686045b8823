"""Knows how seasons are looked up: everybody sees them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from harbors.places.kinds import PlaceKind
from harbors.places.records import PlaceId, ProviderId
from harbors.rounds.records import RoundKind, Season
from harbors.seasons.records import SEASONAL, ProviderSeason, Renewing, SeasonId
from harbors.seasons.refusals import unknown_season
from harbors.seasons.rules import season_on
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


async def seasons_of(connection: Connection, provider_id: ProviderId) -> list[ProviderSeason]:
    """The seasons of a provider, the first first."""
    return [season_from_row(row) for row in await STATEMENTS.seasons_of.rows(connection, provider_id=provider_id)]


async def season_with(connection: Connection, id: SeasonId) -> ProviderSeason:
    """One season. Raises ``NotFound``."""
    if (row := await STATEMENTS.season_with.row(connection, id=id)) is None:
        raise unknown_season()
    return season_from_row(row)


async def season_of_place(
    connection: Connection, place_id: PlaceId, *, provider_id: ProviderId, day: date | None, now: datetime
) -> Season | None:
    """The season that a lease of a place is of from ``day`` on, today unless said: the next one between two.

    ``None`` for a place that is not the provider's, or of no season. Raises ``Refused`` where no season is told.
    """
    found = await STATEMENTS.place_of_seasons.row(connection, place_id=place_id, provider_id=provider_id)
    kinds = [kind for kind, of in SEASONAL.items() if found and of is PlaceKind(found["kind"])]
    if found is None or not kinds:
        return None
    seasons = [season for season in await seasons_of(connection, provider_id) if season.kind in kinds]
    return season_on(seasons, day or now.astimezone(ZoneInfo(found["time_zone"])).date()).days


def season_from_row(row: Row) -> ProviderSeason:
    """A season from the columns of its table."""
    renewing = None
    if row["due_on"] is not None:
        renewing = Renewing(sent_on=row["sent_on"], due_on=row["due_on"], grace_days=row["grace_days"])
    return ProviderSeason(
        id=row["id"],
        provider_id=row["provider_id"],
        kind=RoundKind(row["kind"]),
        days=Season(row["starts"], row["ends"]),
        renewing=renewing,
    )
