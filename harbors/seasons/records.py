"""Knows a season of a provider: its days, and those by which whoever had a place before renews it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.places.kinds import PlaceKind
from harbors.places.records import ProviderId
from harbors.rounds.records import RoundKind, Season

SeasonId = NewType("SeasonId", UUID)

SEASONAL: Mapping[RoundKind, PlaceKind] = MappingProxyType(
    {RoundKind.BERTH: PlaceKind.BERTH, RoundKind.WINTER_STORAGE: PlaceKind.WINTER_STORAGE_PLACE}
)
"""Which places the seasons of a kind are of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewing:
    """When renewals for a season are sent, until which day they are to be paid, and the days of grace after that."""

    sent_on: date
    due_on: date
    grace_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSeason:
    """A season of a provider's berths or winter places; one of a kind begins in a year."""

    id: SeasonId
    provider_id: ProviderId
    kind: RoundKind
    days: Season
    renewing: Renewing | None = None

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return self.days.starts.year


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonDraft:
    """A season as a manager tells it."""

    kind: RoundKind
    days: Season
    renewing: Renewing | None = None
