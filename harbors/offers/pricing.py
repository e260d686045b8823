"""Knows what is asked of whoever prices places: which one, for whom, for how long, with which boat."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from harbors.errors import HarborError
from harbors.leases.records import LeasedBoat, Period
from harbors.orders.records import Line
from harbors.organisations.records import OrganisationId
from harbors.places.records import PlaceId
from harbors.rounds.records import Season
from harbors.sql import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A place for a time; the price may depend on the boat, and on whether an organisation pays."""

    place_id: PlaceId
    season: Season
    period: Period
    boat: LeasedBoat
    organisation_id: OrganisationId | None = None


# The lines of each price, in the order in which they are asked for, or why a place has none.
Pricing = Callable[[Connection, Sequence[Wanted]], Awaitable[list[tuple[Line, ...] | HarborError]]]


async def price_one(connection: Connection, wanted: Wanted, *, pricing: Pricing) -> tuple[Line, ...]:
    """The lines of one price. Raises ``HarborError`` where there is none."""
    [answer] = await pricing(connection, [wanted])
    if isinstance(answer, HarborError):
        raise answer
    return answer
