"""Knows a sticker: a number of a provider, for one kind of place and one season."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.places.kinds import PlaceKind
from harbors.places.records import PlaceId, ProviderId

StickerId = NewType("StickerId", UUID)


class StickerKind(StrEnum):
    """What a sticker is for; each kind is counted by itself."""

    BERTH = "BERTH"
    WINTER_STORAGE = "WINTER_STORAGE"
    UNMARKED = "UNMARKED"


LEASED: Mapping[PlaceKind, StickerKind] = MappingProxyType(
    {PlaceKind.BERTH: StickerKind.BERTH, PlaceKind.WINTER_STORAGE_PLACE: StickerKind.WINTER_STORAGE}
)
"""The stickers of leases, which a provider gives where it wants to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a sticker is for: a notice of a boat on unmarked ground, or a lease."""

    kind: StickerKind
    notice_id: UUID | None = None
    lease_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sticker:
    """A number that was given; ``by_hand`` over the counter, else it is posted."""

    id: StickerId
    provider_id: ProviderId
    subject: Subject
    season_starts: date
    number: int
    by_hand: bool
    given_at: datetime
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A sticker that is still to be posted, and to whom: without an address it is fetched, or kept for the boat."""

    id: StickerId
    kind: StickerKind
    number: int
    season_starts: date
    given_at: datetime
    name: str | None
    address: str | None
    place_id: PlaceId
    subject_id: UUID
    person_id: UUID | None
