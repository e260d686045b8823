"""Knows what opening hours can be: each line by itself, and that no two are for the same time."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from harbors.errors import Invalid, Problem
from harbors.hours.records import Hours, Weekday
from harbors.hours.refusals import hours_fault, too_many_hours

HOURS_AT_MOST = 300

_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_DAY = 24 * 60
_WEEK = 7 * _DAY


def check_hours(hours: Sequence[Hours]) -> None:
    """Raise ``Invalid`` with all that is wrong."""
    if len(hours) > HOURS_AT_MOST:
        raise too_many_hours(most=HOURS_AT_MOST)
    problems = [problem for index, line in enumerate(hours) for problem in _problems(line, field=f"hours[{index}]")]
    if problems := problems or list(_overlaps(hours)):
        raise Invalid(*problems)


def _problems(line: Hours, *, field: str) -> Iterator[Problem]:
    if (line.weekday is None) == (line.day is None):
        yield hours_fault("DAY_OR_WEEKDAY", field=field)
    if not _season_holds(line):
        yield hours_fault("SEASON_ORDER", field=field)
    if not _hours_hold(line):
        yield hours_fault("HOURS_SHAPE", field=field)


def _season_holds(line: Hours) -> bool:
    if line.first_day is None or line.last_day is None:
        return line.first_day is line.last_day
    return line.day is None and line.first_day <= line.last_day


def _hours_hold(line: Hours) -> bool:
    if line.opens is None or line.closes is None:
        return line.opens is line.closes and line.day is not None
    closes = line.closes == "24:00" or _HOUR.fullmatch(line.closes)
    return bool(_HOUR.fullmatch(line.opens) and closes) and line.opens != line.closes


def _overlaps(hours: Sequence[Hours]) -> Iterator[Problem]:
    for index, line in enumerate(hours):
        if any(_meet(line, other) for other in hours[:index]):
            yield hours_fault("HOURS_OVERLAP", field=f"hours[{index}]")


def _meet(one: Hours, other: Hours) -> bool:
    """Whether two lines are for the same time; an exception stands instead of the week, and meets only exceptions."""
    if (one.day is None) != (other.day is None):
        return False
    if one.opens is None or other.opens is None:
        return one.day == other.day
    if one.day is None and not _seasons_meet(one, other):
        return False
    (start, length), (other_start, other_length) = _span(one), _span(other)
    if one.day is not None:
        return start < other_start + other_length and other_start < start + length
    return (other_start - start) % _WEEK < length or (start - other_start) % _WEEK < other_length


def _seasons_meet(one: Hours, other: Hours) -> bool:
    starts = max(one.first_day or date.min, other.first_day or date.min)
    return starts <= min(one.last_day or date.max, other.last_day or date.max)


def _span(line: Hours) -> tuple[int, int]:
    """The minute at which it opens, of the week or since day one, and how many minutes it is open."""
    opens, closes = _minutes(line.opens or ""), _minutes(line.closes or "")
    days = line.day.toordinal() if line.day else list(Weekday).index(line.weekday or Weekday.MONDAY)
    return days * _DAY + opens, (closes - opens) % _DAY or _DAY


def _minutes(hour: str) -> int:
    hours, minutes = hour.split(":")
    return int(hours) * 60 + int(minutes)
