"""Knows when a recurring job was last due, and how long a job that failed has to wait."""

import math
from datetime import UTC, datetime, timedelta

from harbors.jobs.records import Daily, Every, Recurrence

MOST_ATTEMPTS = 10
# Workers are killed for many reasons, and seldom for what a job does: a job is blamed late.
MOST_LOSSES = 100
_FIRST_WAIT = timedelta(seconds=15)
_LONGEST_WAIT = timedelta(hours=4)
_GROWTH = 3.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def wait_after(attempt: int) -> timedelta:
    """The wait after the so-many-th failed attempt, from 1: 15 s, three times as long each time, 4 h at most."""
    return min(_FIRST_WAIT * math.pow(_GROWTH, attempt - 1), _LONGEST_WAIT)


def is_last(attempt: int) -> bool:
    """Whether a job that fails at this attempt, from 1, is held."""
    return attempt >= MOST_ATTEMPTS


def latest_tick(recurrence: Recurrence, *, now: datetime) -> datetime:
    """The last time at or before ``now`` at which the work was due, in UTC."""
    match recurrence:
        case Every():
            return _EPOCH + (now - _EPOCH) // recurrence.interval * recurrence.interval
        case Daily():
            today = now.astimezone(recurrence.zone).date()
            days = (today - timedelta(days=back) for back in (0, 1))
            ticks = (datetime.combine(day, recurrence.at, recurrence.zone).astimezone(UTC) for day in days)
            return next(tick for tick in ticks if tick <= now)
