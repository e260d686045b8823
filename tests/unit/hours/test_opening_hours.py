"""Opening hours: what a line can be, and which two are for the same time."""

from datetime import date

import pytest

from harbors.errors import Invalid
from harbors.hours.records import Hours, Weekday
from harbors.hours.rules import HOURS_AT_MOST, check_hours

MAY, JUNE, AUGUST = date(2027, 5, 1), date(2027, 6, 1), date(2027, 8, 31)
MIDSUMMER = date(2027, 6, 26)


def weekly(opens: str, closes: str, weekday: Weekday = Weekday.MONDAY, **season: date) -> Hours:
    return Hours(weekday=weekday, opens=opens, closes=closes, **season)


def codes(*hours: Hours) -> list[tuple[str, str | None]]:
    try:
        check_hours(hours)
    except Invalid as refused:
        return [(problem.code, problem.field) for problem in refused.problems]
    return []


@pytest.mark.parametrize(
    "line",
    [
        weekly("09:00", "17:00"),
        weekly("00:00", "24:00"),
        weekly("18:00", "02:00"),
        weekly("09:00", "17:00", first_day=JUNE, last_day=AUGUST),
        weekly("09:00", "17:00", first_day=JUNE, last_day=JUNE),
        Hours(day=MIDSUMMER),
        Hours(day=MIDSUMMER, opens="10:00", closes="12:00"),
    ],
)
def test_a_line_that_can_be(line: Hours) -> None:
    assert codes(line) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (Hours(opens="09:00", closes="17:00"), "DAY_OR_WEEKDAY"),
        (Hours(weekday=Weekday.MONDAY, day=MIDSUMMER, opens="09:00", closes="17:00"), "DAY_OR_WEEKDAY"),
        (weekly("09:00", "17:00", first_day=AUGUST, last_day=JUNE), "SEASON_ORDER"),
        (weekly("09:00", "17:00", first_day=JUNE), "SEASON_ORDER"),
        (Hours(day=MIDSUMMER, first_day=JUNE, last_day=AUGUST), "SEASON_ORDER"),
        (Hours(weekday=Weekday.MONDAY), "HOURS_SHAPE"),
        (Hours(day=MIDSUMMER, opens="09:00"), "HOURS_SHAPE"),
        (weekly("9:00", "17:00"), "HOURS_SHAPE"),
        (weekly("09:60", "17:00"), "HOURS_SHAPE"),
        (weekly("24:00", "17:00"), "HOURS_SHAPE"),
        (weekly("09:00", "09:00"), "HOURS_SHAPE"),
        (weekly("09:00", "17:00\n"), "HOURS_SHAPE"),
        (weekly("٠٩:00", "17:00"), "HOURS_SHAPE"),
    ],
)
def test_a_line_that_cannot_be(line: Hours, code: str) -> None:
    assert codes(line) == [(code, "hours[0]")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (weekly("09:00", "12:00"), weekly("11:59", "17:00")),
        (weekly("22:00", "02:00"), weekly("01:00", "05:00", Weekday.TUESDAY)),
        (weekly("22:00", "02:00", Weekday.SUNDAY), weekly("01:00", "05:00")),
        (weekly("09:00", "12:00"), weekly("09:00", "12:00", first_day=JUNE, last_day=AUGUST)),
        (
            weekly("09:00", "12:00", first_day=MAY, last_day=JUNE),
            weekly("9:00".zfill(5), "10:00", first_day=JUNE, last_day=AUGUST),
        ),
        (Hours(day=MIDSUMMER), Hours(day=MIDSUMMER, opens="10:00", closes="12:00")),
        (Hours(day=MIDSUMMER, opens="09:00", closes="11:00"), Hours(day=MIDSUMMER, opens="10:00", closes="12:00")),
    ],
)
def test_two_lines_for_the_same_time_are_refused_in_either_order(one: Hours, other: Hours) -> None:
    assert codes(one, other) == [("HOURS_OVERLAP", "hours[1]")] == codes(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (weekly("09:00", "12:00"), weekly("12:00", "17:00")),
        (weekly("22:00", "02:00"), weekly("02:00", "05:00", Weekday.TUESDAY)),
        (
            weekly("09:00", "12:00", first_day=MAY, last_day=MAY),
            weekly("09:00", "12:00", first_day=JUNE, last_day=JUNE),
        ),
        (weekly("09:00", "12:00"), Hours(day=MIDSUMMER)),
        (weekly("09:00", "12:00"), weekly("09:00", "12:00", Weekday.TUESDAY)),
        (Hours(day=MIDSUMMER, opens="09:00", closes="11:00"), Hours(day=MIDSUMMER, opens="11:00", closes="12:00")),
    ],
)
def test_two_lines_one_after_the_other_are_fine(one: Hours, other: Hours) -> None:
    assert codes(one, other) == codes(other, one) == []


def test_more_lines_than_anybody_reads_are_refused() -> None:
    assert codes(*[Hours(day=MIDSUMMER)] * (HOURS_AT_MOST + 1)) == [("TOO_MANY_HOURS", "hours")]
