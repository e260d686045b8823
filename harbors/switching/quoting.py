"""Knows what a lease costs as the provider's prices stand, by days and services aside."""

from harbors.errors import Refused
from harbors.leases.records import Lease, Period
from harbors.leases.rules import midnight
from harbors.orders.records import NOTHING
from harbors.prices.quoting import quote_place
from harbors.prices.reads import payer_group_of
from harbors.sql import Connection
from harbors.switching.records import Price
from harbors.switching.rules import day_of, next_day


async def price_of(connection: Connection, lease: Lease, *, time_zone: str) -> Price | None:
    """What the place of a lease costs for its days; nothing where there is no price. For the system.

    A lease that ends on the day on which it begins has none: it costs nothing, and its VAT is that of a day.
    """
    first, before = day_of(lease.period.start, time_zone), day_of(lease.period.end, time_zone)
    asked = Period(midnight(first, time_zone), midnight(max(before, next_day(first)), time_zone))
    try:
        lines = await quote_place(
            connection,
            place_id=lease.place_id,
            season=lease.season,
            period=asked,
            boat=lease.boat,
            payer_group=await payer_group_of(connection, lease.tenant.organisation_id),
        )
    except Refused as refusal:
        if [problem.code for problem in refusal.problems] == ["NO_PRICE"]:
            return None
        raise
    amount = sum((line.amount for line in lines), NOTHING) if first < before else NOTHING
    return Price(amount, lines[0].product, lines[0].vat_rate)
