"""Knows what a place costs that is offered."""

from harbors.offers.pricing import Wanted
from harbors.offers.refusals import offer_refused
from harbors.orders.records import Line
from harbors.sql import Connection


async def price_of(_connection: Connection, _wanted: Wanted) -> tuple[Line, ...]:
    """The lines of the price. Raises ``Refused`` where there is none."""
    raise offer_refused("NO_PRICE")
