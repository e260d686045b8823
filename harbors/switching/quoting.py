"""Knows what a lease costs as the provider's prices stand, services aside."""

from harbors.errors import HarborError
from harbors.leases.records import Lease
from harbors.orders.records import NOTHING
from harbors.prices.quoting import PlaceAsked, quote_places
from harbors.prices.reads import payer_group_of
from harbors.sql import Connection
from harbors.switching.records import Price


async def price_of(connection: Connection, lease: Lease, *, time_zone: str) -> Price | None:
    """What the place of a lease costs for its time; nothing where there is no price. For the system."""
    asked = PlaceAsked(
        place_id=lease.place_id,
        season=lease.season,
        period=lease.period,
        boat=lease.boat,
        payer_group=await payer_group_of(connection, lease.tenant.organisation_id),
    )
    [lines] = await quote_places(connection, [asked])
    if isinstance(lines, HarborError):
        if [problem.code for problem in lines.problems] == ["NO_PRICE"]:
            return None
        raise lines
    amount = sum((line.amount for line in lines), NOTHING)
    return Price(amount=amount, product=lines[0].product, vat_rate=lines[0].vat_rate)
