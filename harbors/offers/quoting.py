"""Knows what places cost that are offered: as their price lists say, to whoever pays."""

from collections.abc import Sequence

from harbors.errors import HarborError
from harbors.offers.pricing import Wanted
from harbors.orders.records import Line
from harbors.prices.quoting import PlaceAsked, quote_places
from harbors.prices.reads import payer_groups_of
from harbors.sql import Connection


async def prices_of(connection: Connection, wanted: Sequence[Wanted]) -> list[tuple[Line, ...] | HarborError]:
    """The lines of each price, or why a place has none (``NO_PRICE``); as many statements for many as for one."""
    groups = await payer_groups_of(connection, [one.organisation_id for one in wanted])
    asked = [
        PlaceAsked(place_id=one.place_id, season=one.season, period=one.period, boat=one.boat, payer_group=group)
        for one, group in zip(wanted, groups, strict=True)
    ]
    return await quote_places(connection, asked)
