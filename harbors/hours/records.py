"""Knows one line of opening hours."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Weekday(StrEnum):
    """The days of the week."""

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Open from ``opens`` to ``closes``, as HH:MM in the provider's time zone, on a weekday or on one ``day``.

    Weekly hours hold from ``first_day`` to ``last_day``, or all the year. What closes not later than it opens closes
    on the next day. A day that is an exception stands instead of the week; without hours it is closed.
    """

    weekday: Weekday | None = None
    first_day: date | None = None
    last_day: date | None = None
    day: date | None = None
    opens: str | None = None
    closes: str | None = None
