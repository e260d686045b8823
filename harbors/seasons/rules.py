"""Knows what a season can be, and which one a lease is of that is made on a day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from harbors.errors import Invalid, Problem, Refused
from harbors.rounds.records import Season
from harbors.seasons.records import ProviderSeason, Renewing
from harbors.seasons.refusals import season_fault

MOST_GRACE = 100
_A_YEAR = timedelta(days=366)
_SOONEST = timedelta(days=366)


def season_on(seasons: Iterable[ProviderSeason], day: date) -> ProviderSeason:
    """The season that a day lies in; between two the next one. Raises ``Refused`` where none is told."""
    later = [season for season in seasons if day <= season.days.ends]
    if not later:
        raise Refused(season_fault("SEASON_UNKNOWN", field="season"))
    return min(later, key=lambda season: season.days.starts)


def season_after(seasons: Iterable[ProviderSeason], season: ProviderSeason) -> ProviderSeason | None:
    """The next season of the same kind, if it is told."""
    later = [other for other in seasons if other.kind is season.kind and other.days.starts > season.days.ends]
    return min(later, key=lambda other: other.days.starts, default=None)


def check_season(days: Season, renewing: Renewing | None) -> None:
    """Raise ``Invalid`` with all that is wrong with a season."""
    if problems := [*_days(days), *(_renewing(days, renewing) if renewing else ())]:
        raise Invalid(*problems)


def _days(days: Season) -> Iterator[Problem]:
    if days.starts > days.ends:
        yield season_fault("SEASON_ORDER", field="ends")
    elif days.ends - days.starts >= _A_YEAR:
        yield season_fault("SEASON_LONG", field="ends")


def _renewing(days: Season, renewing: Renewing) -> Iterator[Problem]:
    if not 0 <= renewing.grace_days <= MOST_GRACE:
        yield season_fault("GRACE_LONG", field="renewing.graceDays")
    if renewing.due_on <= renewing.sent_on:
        yield season_fault("DUE_BEFORE_SENT", field="renewing.dueOn")
    if renewing.due_on + timedelta(days=renewing.grace_days) >= days.starts:
        yield season_fault("DUE_IN_SEASON", field="renewing.dueOn")
    if renewing.sent_on < days.starts - _SOONEST:
        yield season_fault("SENT_EARLY", field="renewing.sentOn")
