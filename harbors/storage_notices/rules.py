"""Knows what a notice must be, from when to when a boat may stand, and what is given back when it leaves early."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from harbors.boats.measures import REGISTRATION
from harbors.errors import Invalid, Problem, Refused
from harbors.forms import EMAIL, REASON, TextField, tidy_optional, tidy_text
from harbors.leases.records import Period
from harbors.leases.rules import midnight, season_period
from harbors.storage_notices.records import (
    NOTICE_TRANSITIONS,
    Holder,
    NoticeDraft,
    Stands,
    StorageGround,
    StorageNotice,
    StorageNoticeStatus,
    StorageRefund,
    StorageTerms,
    StoredBoat,
)
from harbors.storage_notices.refusals import notice_fault, notice_stands

# A cover has a frame that is somewhat larger than the largest boat.
LENGTHS_MM, WIDTHS_MM = range(2_000, 26_001), range(500, 14_001)
HOLDER_NAME, HOLDER_ADDRESS = TextField(longest=201, required=True), TextField(longest=300)
_A_DAY = timedelta(days=1)


def tidy(draft: NoticeDraft) -> NoticeDraft:
    """The draft without stray spaces, and registrations in upper case."""
    holder, boat = draft.holder, draft.boat
    named = replace(
        holder, name=tidy_text(holder.name), email=tidy_optional(holder.email), address=tidy_optional(holder.address)
    )
    return replace(draft, holder=named, boat=tidy_boat(boat))


def tidy_boat(boat: StoredBoat) -> StoredBoat:
    """The boat without stray spaces, and registrations in upper case."""
    return replace(
        boat,
        registration=tidy_optional(boat.registration and boat.registration.upper()),
        trailer_registration=tidy_optional(boat.trailer_registration and boat.trailer_registration.upper()),
    )


def check_notice(draft: NoticeDraft, ground: StorageGround, *, now: datetime) -> Period:
    """The time for which a tidy draft takes the ground. Raises all that is wrong: as ``Refused`` what the ground is not
    for, else as ``Invalid``."""
    wrong = [*_holder_problems(draft.holder), *boat_problems(draft.boat)]
    against = list(_ground_problems(ground))
    if against or ground.terms is None:
        raise Refused(*against, *wrong)
    period = period_of(draft, ground.time_zone, now=now)
    wrong += _time_problems(draft, period, ground, ground.terms, now=now)
    if wrong:
        raise Invalid(*wrong)
    return period


def period_of(draft: NoticeDraft, time_zone: str, *, now: datetime) -> Period:
    """From the day that is told, or today, to the end of the last day."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    start = max(draft.season.starts, today) if draft.starts is None else draft.starts
    end = (draft.last_day or draft.season.ends) + _A_DAY
    return Period(midnight(start, time_zone), midnight(end, time_zone))


def due_at(terms: StorageTerms, time_zone: str, *, now: datetime) -> datetime:
    """The midnight after the last day on which the price is paid in time, there."""
    return midnight(now.astimezone(ZoneInfo(time_zone)).date() + timedelta(days=terms.due_days + 1), time_zone)


def boat_problems(boat: StoredBoat) -> Iterator[Problem]:
    """What is wrong with what is told to stand there."""
    yield from REGISTRATION.problems(boat.registration, field="boat.registration")
    yield from REGISTRATION.problems(boat.trailer_registration, field="boat.trailerRegistration")
    if (boat.stands is Stands.TRAILER) != (boat.trailer_registration is not None):
        code = "TRAILER_UNREGISTERED" if boat.stands is Stands.TRAILER else "TRAILER_NOT_THERE"
        yield notice_fault(code, field="boat.trailerRegistration")
    if boat.beam_mm not in WIDTHS_MM:
        yield notice_fault("WIDTH_RANGE", field="boat.widthMm")
    if boat.length_mm not in LENGTHS_MM:
        yield notice_fault("LENGTH_RANGE", field="boat.lengthMm")
    if boat.length_mm < boat.beam_mm:
        yield notice_fault("WIDTH_EXCEEDS_LENGTH", field="boat.widthMm")


def require_step(notice: StorageNotice, to: StorageNoticeStatus) -> None:
    """Raise ``Refused`` when the notice cannot go there from where it stands."""
    if to not in NOTICE_TRANSITIONS[notice.status]:
        raise notice_stands(notice.status)


def require_regret_in_time(notice: StorageNotice, terms: StorageTerms, *, now: datetime) -> None:
    """Raise ``Refused`` unless whoever gave the notice may take it back by themselves."""
    if now >= notice.period.start and now >= notice.created_at + timedelta(days=terms.regret_days):
        raise Refused(notice_fault("REGRET_LATE", field="noticeId"))


def require_end(notice: StorageNotice, *, at: datetime, reason: str, now: datetime) -> None:
    """Raise ``Refused`` or ``Invalid`` unless the boat can be said to be away from ``at`` on."""
    require_step(notice, StorageNoticeStatus.ENDED)
    problems = list(REASON.problems(reason, field="reason"))
    if at > now:
        problems.append(notice_fault("NOTHING_LEFT", field="at"))
    if at < notice.period.start or at >= notice.period.end:
        problems.append(notice_fault("OUTSIDE_SEASON", field="at"))
    if problems:
        raise Invalid(*problems)


def share_left(rule: StorageRefund, period: Period, time_zone: str, *, at: datetime) -> Decimal:
    """Which share of the price goes back when the boat is away from an instant on; a day that has begun was stood."""
    if rule is StorageRefund.NOTHING:
        return Decimal(0)
    if at <= period.start:
        return Decimal(1)
    if rule is StorageRefund.BEFORE_START or at >= period.end:
        return Decimal(0)
    zone = ZoneInfo(time_zone)
    whole = _days(period.start, period.end, zone)
    return Decimal(_days(at, period.end, zone)) / whole


def reminder_now(notice: StorageNotice, terms: StorageTerms, *, now: datetime) -> int | None:
    """Of which day before the due date it is time to remind: of missed ones the last, of each once."""
    if notice.status is not StorageNoticeStatus.NOTIFIED or now >= notice.due_at:
        return None
    reached = [days for days in terms.remind_days if notice.due_at - timedelta(days=days) <= now]
    days, before = min(reached, default=None), notice.reminded_days
    return None if days is None or (before is not None and before <= days) else days


def terms_problems(terms: StorageTerms) -> Iterator[Problem]:
    """What cannot be in the terms."""
    ranges = {
        "usualM2": 1 <= terms.usual_m2 <= 500,
        "dueDays": 1 <= terms.due_days <= 365,
        "remindDays": len(terms.remind_days) <= 10 and all(1 <= day <= 365 for day in terms.remind_days),
        "regretDays": 0 <= terms.regret_days <= 365,
        "cradleDays": 0 <= terms.cradle_days <= 366,
    }
    for field, fits in ranges.items():
        if not fits:
            yield notice_fault("TERMS_RANGE", field=field)


def _ground_problems(ground: StorageGround) -> Iterator[Problem]:
    if not ground.in_use:
        yield notice_fault("GROUND_INACTIVE", field="unmarkedId")
    if ground.is_cut:
        yield notice_fault("GROUND_IN_LOTS", field="unmarkedId")
    if ground.terms is None:
        yield notice_fault("NOTICES_NOT_TAKEN", field="unmarkedId")


def _holder_problems(holder: Holder) -> Iterator[Problem]:
    if holder.person_id and holder.organisation_id:
        yield notice_fault("HOLDER_AMBIGUOUS", field="holder")
    yield from HOLDER_NAME.problems(holder.name, field="holder.name")
    yield from HOLDER_ADDRESS.problems(holder.address, field="holder.address")
    if holder.email:
        yield from EMAIL.problems(holder.email, field="holder.email")


def _time_problems(
    draft: NoticeDraft, period: Period, ground: StorageGround, terms: StorageTerms, *, now: datetime
) -> Iterator[Problem]:
    season = draft.season
    if season.starts > season.ends:
        yield notice_fault("SEASON_ORDER", field="season.ends")
        return
    whole = season_period(season, ground.time_zone)
    stay = midnight(season.ends + _A_DAY * (terms.cradle_days + 1), ground.time_zone)
    if period.end <= now or period.end <= period.start:
        yield notice_fault("SEASON_OVER" if draft.last_day is None else "NOTHING_LEFT", field="lastDay")
    if not whole.start <= period.start < stay:
        yield notice_fault("OUTSIDE_SEASON", field="starts")
    if period.end > whole.end and draft.boat.stands is not Stands.CRADLE:
        yield notice_fault("CRADLE_ONLY", field="lastDay")
    elif period.end > stay:
        yield notice_fault("OUTSIDE_SEASON", field="lastDay")


def _days(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """The whole days of the calendar from one instant to another, there."""
    first = (start.astimezone(zone) - timedelta(microseconds=1)).date() + _A_DAY
    return (end.astimezone(zone).date() - first).days
