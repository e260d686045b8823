"""Knows what is asked of whoever prices a place: which one, for whom, for how long, with which boat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

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


# The lines of the price. Raises ``Refused`` where there is none.
Pricing = Callable[[Connection, Wanted], Awaitable[tuple[Line, ...]]]
