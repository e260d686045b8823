"""Knows what a lease must be: a place in use that the boat fits, a tenant, and a time within its season."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from harbors.boats.measures import REGISTRATION, size_problems
from harbors.boats.refusals import boat_fault
from harbors.chance import Chance, draw_id
from harbors.errors import Invalid, Problem, Refused
from harbors.forms import EMAIL, REASON, TextField, tidy_optional
from harbors.leases.records import (
    LEASE_TRANSITIONS,
    Draft,
    Lease,
    LeasedBoat,
    LeasedPlace,
    LeaseId,
    LeaseStatus,
    OccupancyId,
    Origin,
    Period,
    Tenant,
)
from harbors.leases.refusals import does_not_fit, lease_ended, lease_fault
from harbors.places.fit import NO_MARGINS, FitRules, fits
from harbors.places.kinds import PlaceKind
from harbors.places.records import PlaceId
from harbors.rounds.records import Season

LEASED = frozenset({PlaceKind.BERTH, PlaceKind.WINTER_STORAGE_PLACE})
"""What is leased for a season: a whole, numbered place."""
TENANT_NAME = TextField(longest=201, required=True)
_A_YEAR = timedelta(days=366)


def tidy(draft: Draft) -> Draft:
    """The draft without stray spaces, and the registration in upper case."""
    tenant, boat = draft.tenant, draft.boat
    named = replace(tenant, name=tidy_optional(tenant.name), email=tidy_optional(tenant.email))
    registration = tidy_optional(boat.registration and boat.registration.upper())
    return replace(draft, tenant=named, boat=replace(boat, registration=registration))


def check_draft(
    draft: Draft, place: LeasedPlace, *, type_known: bool, now: datetime, rules: FitRules = NO_MARGINS
) -> Period:
    """The time for which a tidy draft takes the place. Raises all that is wrong: as ``Refused`` what the place is not
    for, else as ``Invalid``."""
    period = period_of(draft.season, place.time_zone, starts=draft.starts, now=now)
    wrong = [*_told_problems(draft, type_known=type_known), *_time_problems(draft, place, period, now=now)]
    against = list(place_problems(draft.boat, place, rules=rules))
    if against:
        raise Refused(*against, *wrong)
    if wrong:
        raise Invalid(*wrong)
    return period


def place_problems(boat: LeasedBoat, place: LeasedPlace, *, rules: FitRules = NO_MARGINS) -> Iterator[Problem]:
    """Why the place is not for this boat, or for nobody; by how many centimetres it is too small."""
    if place.kind not in LEASED:
        yield lease_fault("PLACE_NOT_LEASED", field="placeId")
    elif not place.in_use:
        yield lease_fault("PLACE_INACTIVE", field="placeId")
    for shortfall in fits(boat.dimensions, place, rules=rules).shortfalls:
        yield does_not_fit(shortfall)


def season_period(season: Season, time_zone: str) -> Period:
    """From the first midnight to the one that ends the last day, there."""
    return Period(midnight(season.starts, time_zone), midnight(season.ends + timedelta(days=1), time_zone))


def period_of(season: Season, time_zone: str, *, starts: date | None, now: datetime) -> Period:
    """From the day that is told to the end of the season; else from today, or from the season's first day."""
    whole = season_period(season, time_zone)
    today = midnight(now.astimezone(ZoneInfo(time_zone)).date(), time_zone)
    start = max(whole.start, today) if starts is None else midnight(starts, time_zone)
    return Period(start, whole.end)


def midnight(day: date, time_zone: str) -> datetime:
    """The instant with which a day begins, there."""
    return datetime.combine(day, time.min, ZoneInfo(time_zone))


def require_active(lease: Lease) -> None:
    """Raise ``Refused`` when the lease has ended."""
    if LeaseStatus.ENDED not in LEASE_TRANSITIONS[lease.status]:
        raise lease_ended()


def check_ending(
    lease: Lease, *, at: datetime, until: datetime | None = None, reason: str | None, now: datetime
) -> None:
    """Raise ``Refused`` or ``Invalid`` unless the lease can end ``at``, or be away from its place ``until``.

    Without a ``reason`` where none is asked for.
    """
    require_active(lease)
    problems = [] if reason is None else list(REASON.problems(reason, field="reason"))
    if at < now:
        problems.append(lease_fault("IN_THE_PAST", field="at"))
    if at >= lease.period.end:
        problems.append(lease_fault("OUTSIDE_SEASON", field="at"))
    if until is not None and not max(at, lease.period.start) < until < lease.period.end:
        problems.append(lease_fault("OUTSIDE_SEASON", field="until"))
    if problems:
        raise Invalid(*problems)


def following(lease: Lease, to: PlaceId, *, period: Period, origin: Origin, chance: Chance) -> Lease:
    """The lease of the same tenant and boat on another place; what it costs is not settled yet."""
    return replace(
        lease,
        id=LeaseId(draw_id(chance)),
        occupancy_id=OccupancyId(draw_id(chance)),
        place_id=to,
        period=period,
        origin=origin,
        status=LeaseStatus.ACTIVE,
        follows_id=lease.id,
        charge=None,
    )


def tenant_problems(tenant: Tenant) -> Iterator[Problem]:
    """What is wrong with who is told to be the tenant."""
    if tenant.person_id and tenant.organisation_id:
        yield lease_fault("TENANT_AMBIGUOUS", field="tenant")
    yield from TENANT_NAME.problems(tenant.name, field="tenant.name")
    if tenant.email:
        yield from EMAIL.problems(tenant.email, field="tenant.email")


def _told_problems(draft: Draft, *, type_known: bool) -> Iterator[Problem]:
    yield from tenant_problems(draft.tenant)
    if not type_known:
        yield boat_fault("BOAT_TYPE_UNKNOWN", field="boat.type")
    yield from REGISTRATION.problems(draft.boat.registration, field="boat.registration")
    yield from size_problems(draft.boat)


def _time_problems(draft: Draft, place: LeasedPlace, period: Period, *, now: datetime) -> Iterator[Problem]:
    season = draft.season
    whole = season_period(season, place.time_zone)
    if season.starts > season.ends:
        yield lease_fault("SEASON_ORDER", field="season.ends")
    elif season.ends - season.starts >= _A_YEAR:
        yield lease_fault("SEASON_LONG", field="season.ends")
    elif whole.end <= now:
        yield lease_fault("SEASON_OVER", field="season.ends")
    elif not whole.start <= period.start < whole.end:
        yield lease_fault("OUTSIDE_SEASON", field="starts")
