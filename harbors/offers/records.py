"""Knows an offer: which place, to whom, for which season, until when, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.applications.records import ApplicationId
from harbors.leases.records import LeasedBoat, LeaseId, OccupancyId, Period, Tenant
from harbors.orders.records import Line, OrderId, Payer
from harbors.places.records import PlaceId, ProviderId
from harbors.queues.records import EntryId
from harbors.rounds.records import Season

OfferId = NewType("OfferId", UUID)


class OfferKind(StrEnum):
    """Why a place is offered: a round gave it, the season goes on, staff say so, or a tenant moves up."""

    AWARD = "AWARD"
    RENEWAL = "RENEWAL"
    DIRECT = "DIRECT"
    SWITCH = "SWITCH"


class OfferStatus(StrEnum):
    """Where an offer stands."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"


OFFER_TRANSITIONS: Mapping[OfferStatus, frozenset[OfferStatus]] = MappingProxyType(
    {
        # Waits for the money, until the due date and the days of grace are over.
        OfferStatus.OPEN: frozenset(
            {OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.EXPIRED, OfferStatus.WITHDRAWN}
        ),
        # Paid, or there was nothing to pay: there is a lease.
        OfferStatus.ACCEPTED: frozenset(),
        # The place is not wanted, and given on.
        OfferStatus.DECLINED: frozenset(),
        # Nobody paid in time. Money that comes later counts where the place is still free.
        OfferStatus.EXPIRED: frozenset({OfferStatus.ACCEPTED}),
        # Staff took it back, or a better place is offered in its stead.
        OfferStatus.WITHDRAWN: frozenset(),
    }
)


class OfferChannel(StrEnum):
    """How an offer reaches people: by mail, or in a letter that is printed and posted."""

    MAIL = "MAIL"
    PAPER = "PAPER"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTerms:
    """How long an offer stands, how many days before it is due its reminders go out, and whether invoices are given."""

    offer_days: int = 14
    grace_days: int = 7
    reminder_days: tuple[int, ...] = (7, 3, 1)
    by_invoice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDraft:
    """An offer as it is to be made. Without ``occupancy_id`` the place is taken for the period, if it is free.

    ``lines`` are the price as it was quoted. ``due_at`` is when it is to be paid.
    """

    provider_id: ProviderId
    kind: OfferKind
    place_id: PlaceId
    season: Season
    period: Period
    tenant: Tenant
    boat: LeasedBoat
    payer: Payer
    lines: tuple[Line, ...]
    due_at: datetime
    terms: OfferTerms = field(default_factory=OfferTerms)
    channel: OfferChannel = OfferChannel.MAIL
    occupancy_id: OccupancyId | None = None
    application_id: ApplicationId | None = None
    queue_entry_id: EntryId | None = None
    previous_lease_id: LeaseId | None = None
    replaces_id: OfferId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An offer as it stands. ``accepted_at``: when an invoice was asked for, which is to be paid by ``due_at``."""

    id: OfferId
    provider_id: ProviderId
    kind: OfferKind
    status: OfferStatus
    reference: str
    order_id: OrderId
    place_id: PlaceId
    occupancy_id: OccupancyId
    season: Season
    period: Period
    tenant: Tenant
    boat: LeasedBoat
    channel: OfferChannel
    terms: OfferTerms
    due_at: datetime
    created_at: datetime
    application_id: ApplicationId | None = None
    queue_entry_id: EntryId | None = None
    previous_lease_id: LeaseId | None = None
    replaces_id: OfferId | None = None
    lease_id: LeaseId | None = None
    accepted_at: datetime | None = None
    reminded_days: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """An offer that was just made, and the capability in its link, which is shown this once."""

    offer: Offer
    token: str = field(repr=False)
