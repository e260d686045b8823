"""Knows a notice that a boat stands on unmarked ground, what it takes of it, and by which terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID
from zoneinfo import ZoneInfo

from harbors.access.records import PersonId
from harbors.leases.records import OccupancyId, Period
from harbors.orders.records import OrderId
from harbors.organisations.records import OrganisationId
from harbors.places.records import PlaceId, ProviderId, WinterStorageAreaId
from harbors.rounds.records import Season
from harbors.text import Language

StorageNoticeId = NewType("StorageNoticeId", UUID)
_M2 = Decimal("0.01")


class StorageNoticeStatus(StrEnum):
    """Where a notice stands."""

    NOTIFIED = "NOTIFIED"
    OVERDUE = "OVERDUE"
    PAID = "PAID"
    ENDED = "ENDED"
    WITHDRAWN = "WITHDRAWN"


NOTICE_TRANSITIONS: Mapping[StorageNoticeStatus, frozenset[StorageNoticeStatus]] = MappingProxyType(
    {
        # The boat stands there, and the price is to be paid.
        StorageNoticeStatus.NOTIFIED: frozenset(
            {
                StorageNoticeStatus.PAID,
                StorageNoticeStatus.OVERDUE,
                StorageNoticeStatus.ENDED,
                StorageNoticeStatus.WITHDRAWN,
            }
        ),
        # It stands there and was not paid in time: nothing is freed by itself, staff see to it.
        StorageNoticeStatus.OVERDUE: frozenset(
            {StorageNoticeStatus.PAID, StorageNoticeStatus.ENDED, StorageNoticeStatus.WITHDRAWN}
        ),
        # It may stand there to the end of its time, with its sticker.
        StorageNoticeStatus.PAID: frozenset({StorageNoticeStatus.ENDED, StorageNoticeStatus.WITHDRAWN}),
        # The boat was taken away; what was not paid is still owed.
        StorageNoticeStatus.ENDED: frozenset(),
        # It was taken back: what is not paid is not owed.
        StorageNoticeStatus.WITHDRAWN: frozenset(),
    }
)


class Stands(StrEnum):
    """How a boat stands on the ground."""

    TRESTLES = "TRESTLES"
    TRAILER = "TRAILER"
    TARP = "TARP"
    CRADLE = "CRADLE"


class StorageChannel(StrEnum):
    """How a notice came in."""

    ONLINE = "ONLINE"
    PAPER = "PAPER"


class StorageRefund(StrEnum):
    """What a provider gives back when a boat that was paid for leaves early."""

    NOTHING = "NOTHING"
    BEFORE_START = "BEFORE_START"
    BY_DAYS = "BY_DAYS"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageTerms:
    """How a provider takes notices. Ground that nobody measured has ``usual_m2`` for each boat that it is said to take.

    A price is due ``due_days`` after the notice, with reminders so many days before that; within ``regret_days``
    whoever gave a notice may take it back; a cradle may stay ``cradle_days`` after the season.
    """

    usual_m2: Decimal
    due_days: int = 14
    remind_days: tuple[int, ...] = (7, 3, 1)
    regret_days: int = 14
    cradle_days: int = 0
    refund: StorageRefund = StorageRefund.BEFORE_START


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who brought the boat; ``address`` is where a sticker is posted, of somebody who wrote on paper."""

    name: str
    email: str | None = None
    language: Language = Language.FI
    address: str | None = None
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBoat:
    """What stands there: the largest width and length in millimetres, those of the frame of its cover included."""

    beam_mm: int
    length_mm: int
    stands: Stands
    has_frame: bool = False
    registration: str | None = None
    trailer_registration: str | None = None

    @property
    def m2(self) -> Decimal:
        """What it takes of the ground, as the database counts it."""
        return (Decimal(self.beam_mm * self.length_mm) / 1_000_000).quantize(_M2, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """A notice as it is given; without ``starts`` it is of today, without ``last_day`` to the end of the season."""

    place_id: PlaceId
    season: Season
    holder: Holder
    boat: StoredBoat
    starts: date | None = None
    last_day: date | None = None
    channel: StorageChannel = StorageChannel.ONLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageGround:
    """Unmarked ground as far as a notice looks at it; ``terms`` is ``None`` where its provider takes none."""

    id: PlaceId
    provider_id: ProviderId
    area_id: WinterStorageAreaId
    in_use: bool
    is_cut: bool
    time_zone: str
    terms: StorageTerms | None

    def day_of(self, at: datetime) -> date:
        """The day of an instant, there."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageNotice:
    """A boat on unmarked ground; ``holder`` is ``None`` once nothing tells of them any more."""

    id: StorageNoticeId
    provider_id: ProviderId
    place_id: PlaceId
    occupancy_id: OccupancyId
    order_id: OrderId
    reference: str
    season: Season
    period: Period
    holder: Holder | None
    boat: StoredBoat
    status: StorageNoticeStatus
    channel: StorageChannel
    due_at: datetime
    created_at: datetime
    paid_at: datetime | None = None
    reminded_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What staff measured of a boat that stands there, in millimetres."""

    beam_mm: int
    length_mm: int
    has_frame: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """A notice that was just given, and the capability in its link, which is shown this once."""

    notice: StorageNotice
    token: str
