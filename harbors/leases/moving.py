"""Knows how staff move a tenant to another free place that fits, at one instant, for good or for a time."""

from dataclasses import replace
from datetime import datetime

from harbors.chance import Chance, draw_id
from harbors.errors import Refused
from harbors.forms import tidy_text
from harbors.leases.keeping import hold_leases, hold_places, keep_leases, mark_ended
from harbors.leases.records import Ending, Lease, LeasedPlace, LeaseId, Moved, OccupancyId, Origin, Period
from harbors.leases.refusals import lease_fault, unknown_place
from harbors.leases.rules import check_ending, place_problems
from harbors.leases.telling import tell_of_move
from harbors.places.records import PlaceId
from harbors.sql import Connection


async def move_tenant(
    connection: Connection,
    lease_id: LeaseId,
    *,
    to: PlaceId,
    at: datetime | None,
    until: datetime | None,
    reason: str,
    now: datetime,
    chance: Chance,
) -> Moved:
    """Move a tenant: the old place is free from ``at`` (now unless said), and the tenant's again ``until`` then.

    Raises ``NotFound``, ``Refused`` with every reason why the boat cannot lie there, ``Invalid``; the database
    refuses a place that somebody holds in that time. Nothing has changed then. Acts as the system once it is done.
    """
    lease = (await hold_leases(connection, [lease_id]))[lease_id]
    at, reason = at or now, tidy_text(reason)
    check_ending(lease, at=at, until=until, reason=reason, now=now)
    places = await hold_places(connection, [lease.place_id, to], provider_id=lease.provider_id)
    _require_fitting(lease, places.get(to))
    moved = _moved(lease, to, at=at, until=until, chance=chance)
    await mark_ended(connection, [lease], at=at, ending=Ending.MOVED, reason=reason, now=now)
    leases = [moved.away, *([moved.back] if moved.back else [])]
    await keep_leases(connection, leases, provider_id=lease.provider_id, now=now)
    await tell_of_move(connection, lease, moved.away, reason=reason, now=now, chance=chance)
    return moved


def following(lease: Lease, to: PlaceId, *, period: Period, origin: Origin, chance: Chance) -> Lease:
    """The lease of the same tenant and boat on another place."""
    return replace(
        lease,
        id=LeaseId(draw_id(chance)),
        occupancy_id=OccupancyId(draw_id(chance)),
        place_id=to,
        period=period,
        origin=origin,
        follows_id=lease.id,
    )


def _moved(lease: Lease, to: PlaceId, *, at: datetime, until: datetime | None, chance: Chance) -> Moved:
    start, end = max(at, lease.period.start), lease.period.end
    away = following(lease, to, period=Period(start, until or end), origin=Origin.MOVED, chance=chance)
    if until is None:
        return Moved(away, None)
    back = following(away, lease.place_id, period=Period(until, end), origin=Origin.MOVED, chance=chance)
    return Moved(away, back)


def _require_fitting(lease: Lease, place: LeasedPlace | None) -> None:
    if place is None:
        raise unknown_place()
    if place.id == lease.place_id:
        raise Refused(lease_fault("SAME_PLACE", field="placeId"))
    if problems := list(place_problems(lease.boat, place)):
        raise Refused(*problems)
