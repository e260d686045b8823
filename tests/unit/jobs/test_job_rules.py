"""When recurring jobs are due, and how long a job that failed has to wait."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from harbors.jobs.records import JOB_TRANSITIONS, TIMETABLE, Daily, Every, JobStatus
from harbors.jobs.rules import MOST_ATTEMPTS, is_last, latest_tick, wait_after

HELSINKI = ZoneInfo("Europe/Helsinki")


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, second: int = 0) -> datetime:
    """A time of the wall clock in Helsinki in 2026."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=HELSINKI)


def ticks_of(recurrence: Daily | Every, *, begin: datetime, hours: int) -> list[datetime]:
    """Each tick that somebody sees who looks every ten minutes."""
    looks = (begin.astimezone(UTC) + timedelta(minutes=10 * step) for step in range(6 * hours))
    return list(dict.fromkeys(latest_tick(recurrence, now=now) for now in looks))


def test_daily_job_is_due_once_its_time_has_come() -> None:
    daily = Daily(at=time(3, 10))
    assert latest_tick(daily, now=at(24, 3, 9, second=59)) == at(23, 3, 10)
    assert latest_tick(daily, now=at(24, 3, 10)) == at(24, 3, 10)
    assert latest_tick(daily, now=at(25, 0, 5)) == at(24, 3, 10)


def test_daily_job_comes_once_on_the_days_on_which_the_clocks_change() -> None:
    for first, month in ((28, 3), (24, 10)):
        daily = Daily(at=time(3, 30))
        ticks = ticks_of(daily, begin=at(first, 12, month=month), hours=48)
        days = [tick.astimezone(HELSINKI).date().day for tick in ticks]
        assert days == [first, first + 1, first + 2]


def test_repeated_job_is_due_at_multiples_of_its_interval() -> None:
    every = Every(interval=timedelta(minutes=15))
    assert latest_tick(every, now=at(24, 12, 14, second=59)) == at(24, 12, 0)
    assert latest_tick(every, now=at(24, 12, 15)) == at(24, 12, 15)


def test_ticks_are_told_in_utc_so_that_they_are_named_alike_everywhere() -> None:
    assert {latest_tick(recurrence, now=at(24, 12)).tzinfo for recurrence in TIMETABLE.values()} == {UTC}


def test_waits_grow_from_seconds_to_hours_and_no_further() -> None:
    waits = [wait_after(attempt).total_seconds() for attempt in range(1, MOST_ATTEMPTS)]
    assert waits == [15, 45, 135, 405, 1215, 3645, 10935, 14400, 14400]


def test_the_tenth_attempt_is_the_last() -> None:
    assert [attempt for attempt in range(1, 12) if is_last(attempt)] == [10, 11]


def test_job_that_is_held_waits_again_only_when_somebody_says_so() -> None:
    assert JOB_TRANSITIONS[JobStatus.HELD] == {JobStatus.WAITING}
    assert JobStatus.HELD not in JOB_TRANSITIONS[JobStatus.WAITING]
    assert set(JOB_TRANSITIONS) == set(JobStatus)
