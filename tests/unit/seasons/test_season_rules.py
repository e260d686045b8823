"""A season is a year at most, renewals are due before it, and a day between two seasons is the next one's."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from harbors.errors import Invalid, Refused
from harbors.places.records import ProviderId
from harbors.rounds.records import RoundKind, Season
from harbors.seasons.records import ProviderSeason, Renewing, SeasonId
from harbors.seasons.rules import check_season, season_after, season_on

DAYS = Season(date(2027, 6, 10), date(2027, 9, 14))
RENEWING = Renewing(sent_on=date(2026, 12, 1), due_on=date(2027, 1, 8), grace_days=7)


def a_season(year: int, kind: RoundKind = RoundKind.BERTH) -> ProviderSeason:
    return ProviderSeason(
        id=SeasonId(UUID(int=year)),
        provider_id=ProviderId(UUID(int=1)),
        kind=kind,
        days=Season(date(year, 6, 10), date(year, 9, 14)),
    )


SEASONS = [a_season(2028), a_season(2027)]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2027, 7, 1), 2027),
        (date(2027, 9, 14), 2027),
        (date(2027, 9, 15), 2028),
        (date(2027, 9, 20), 2028),
        (date(2027, 1, 1), 2027),
    ],
)
def test_behaviour_1_a_day_in_a_season_is_of_it_and_one_between_two_is_of_the_next(day: date, year: int) -> None:
    assert season_on(SEASONS, day).year == year


def test_after_the_last_season_that_is_told_there_is_none() -> None:
    with pytest.raises(Refused) as refusal:
        season_on(SEASONS, date(2028, 9, 15))
    assert [problem.code for problem in refusal.value.problems] == ["SEASON_UNKNOWN"]


def test_the_next_season_is_of_the_same_kind() -> None:
    winter = a_season(2028, RoundKind.WINTER_STORAGE)
    assert season_after([*SEASONS, winter, a_season(2029)], a_season(2027)) == a_season(2028)
    assert season_after(SEASONS, a_season(2028)) is None


def test_a_season_with_its_renewals_can_be() -> None:
    check_season(DAYS, RENEWING)
    check_season(DAYS, None)


@pytest.mark.parametrize(
    ("days", "renewing", "code"),
    [
        (Season(DAYS.ends, DAYS.starts), None, "SEASON_ORDER"),
        (Season(DAYS.starts, date(2028, 6, 10)), None, "SEASON_LONG"),
        (DAYS, replace(RENEWING, grace_days=101), "GRACE_LONG"),
        (DAYS, replace(RENEWING, grace_days=-1), "GRACE_LONG"),
        (DAYS, replace(RENEWING, due_on=RENEWING.sent_on), "DUE_BEFORE_SENT"),
        (DAYS, replace(RENEWING, due_on=date(2027, 6, 3)), "DUE_IN_SEASON"),
        (DAYS, replace(RENEWING, sent_on=date(2026, 6, 8)), "SENT_EARLY"),
    ],
)
def test_what_a_season_cannot_be_is_said(days: Season, renewing: Renewing | None, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_season(days, renewing)
    assert [problem.code for problem in refusal.value.problems] == [code]
