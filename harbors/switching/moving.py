"""Knows how staff move a tenant to another free place that fits, at one instant, for good or for a time."""

from datetime import datetime

from harbors.chance import Chance
from harbors.errors import Refused
from harbors.forms import tidy_text
from harbors.leases.keeping import hold_places
from harbors.leases.records import Ending, Lease, LeasedPlace, LeaseId, Moved, Origin, Period
from harbors.leases.refusals import lease_fault, unknown_place
from harbors.leases.rules import check_ending, following, place_problems
from harbors.places.records import PlaceId
from harbors.sql import Connection
from harbors.switching.changing import Change, change_places
from harbors.switching.holding import hold, require_in_charge
from harbors.switching.telling import tell_of_move


async def move_tenant(
    connection: Connection,
    lease_id: LeaseId,
    *,
    to: PlaceId,
    at: datetime | None,
    until: datetime | None,
    reason: str,
    waived: bool = False,
    now: datetime,
    chance: Chance,
) -> Moved:
    """Move a tenant: the old place is free from ``at`` (now unless said), and the tenant's again ``until`` then.

    The difference of the prices is settled; what is dearer can be ``waived``, as when the move is the provider's
    fault. Raises ``NotFound``, ``Refused`` with every reason why the boat cannot lie there, ``Invalid``; the database
    refuses a place that somebody holds in that time. Nothing has changed then. Acts as the system once it is done.
    """
    await require_in_charge(connection, [lease_id])
    held = (await hold(connection, [lease_id]))[lease_id]
    lease, at, reason = held.lease, at or now, tidy_text(reason)
    check_ending(lease, at=at, until=until, reason=reason, now=now)
    places = await hold_places(connection, [lease.place_id, to], provider_id=lease.provider_id)
    place = require_fitting(lease, places.get(to))
    after = _after(lease, to, at=at, until=until, chance=chance)
    [settled] = await change_places(
        connection,
        [Change(held=held, after=after, time_zone=place.time_zone, waived=waived)],
        provider_id=lease.provider_id,
        at=at,
        ending=Ending.MOVED,
        reason=reason,
        why=reason,
        now=now,
        chance=chance,
    )
    await tell_of_move(connection, lease, settled, reason=reason, now=now, chance=chance)
    return Moved(settled.leases[0], settled.leases[1] if until is not None else None)


def require_fitting(lease: Lease, place: LeasedPlace | None) -> LeasedPlace:
    """The place, if the boat can lie there and does not already. Raises ``NotFound``, ``Refused``."""
    if place is None:
        raise unknown_place()
    if place.id == lease.place_id:
        raise Refused(lease_fault("SAME_PLACE", field="placeId"))
    if problems := list(place_problems(lease.boat, place)):
        raise Refused(*problems)
    return place


def _after(lease: Lease, to: PlaceId, *, at: datetime, until: datetime | None, chance: Chance) -> tuple[Lease, ...]:
    start, end = max(at, lease.period.start), lease.period.end
    away = following(lease, to, period=Period(start, until or end), origin=Origin.MOVED, chance=chance)
    if until is None:
        return (away,)
    return (away, following(away, lease.place_id, period=Period(until, end), origin=Origin.MOVED, chance=chance))
