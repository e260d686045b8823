"""Knows how figures of a provider are looked up; row security lets its clerks see the orders behind them."""

from datetime import date

from harbors.orders.records import Product
from harbors.places.kinds import PlaceKind
from harbors.places.records import ProviderId
from harbors.rounds.records import Season
from harbors.sql import Connection, Statements
from harbors.statistics.records import Occupancy, Revenue

STATEMENTS = Statements(__package__)


async def revenue(connection: Connection, provider_id: ProviderId, *, first: date, before: date) -> list[Revenue]:
    """What came from the ``first`` day to the one ``before`` which the time ends, by month, product and VAT."""
    rows = await STATEMENTS.revenue.rows(connection, provider_id=provider_id, first=first, before=before)
    return [Revenue(**{**row, "product": Product(row["product"])}) for row in rows]


async def occupancy_by_width(
    connection: Connection, provider_id: ProviderId, *, season: Season, kind: PlaceKind
) -> list[Occupancy]:
    """How full each harbor or area is in a season, by width."""
    rows = await STATEMENTS.occupancy_by_width.rows(
        connection, provider_id=provider_id, season_starts=season.starts, season_ends=season.ends, kind=kind
    )
    return [Occupancy(**row) for row in rows]
