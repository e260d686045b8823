"""Knows what places cost that are offered."""

from collections.abc import Sequence

from harbors.errors import HarborError
from harbors.offers.pricing import Wanted
from harbors.offers.refusals import offer_refused
from harbors.orders.records import Line
from harbors.sql import Connection


async def prices_of(_connection: Connection, wanted: Sequence[Wanted]) -> list[tuple[Line, ...] | HarborError]:
    """The lines of each price, or why a place has none."""
    return [offer_refused("NO_PRICE") for _ in wanted]
