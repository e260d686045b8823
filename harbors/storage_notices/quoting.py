"""Knows what it costs to stand on unmarked ground: the square metre of its area, for the whole season."""

from harbors.leases.records import Period
from harbors.leases.rules import season_period
from harbors.orders.records import Line
from harbors.prices.quoting import quote_area
from harbors.prices.reads import payer_group_of
from harbors.prices.records import Stored
from harbors.rounds.records import Season
from harbors.sql import Connection
from harbors.storage_notices.records import Holder, StorageGround, StoredBoat


async def price_of_ground(
    connection: Connection,
    /,
    *,
    ground: StorageGround,
    boat: StoredBoat,
    season: Season,
    period: Period,
    holder: Holder,
) -> tuple[Line, ...]:
    """The lines of the price. Raises ``Refused``.

    Who notifies late pays no less: the boat was brought before. Nor does a cradle pay more that stays for the summer.
    """
    return await quote_area(
        connection,
        area_id=ground.area_id,
        stored=Stored.BOAT,
        length_mm=boat.length_mm,
        width_mm=boat.beam_mm,
        season=season,
        period=season_period(season, ground.time_zone),
        payer_group=await payer_group_of(connection, holder.organisation_id),
    )
