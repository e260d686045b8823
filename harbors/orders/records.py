"""Knows an order: who pays whom, what for, and line by line how much; amounts are euros with VAT contained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.applications.records import ApplicationId
from harbors.organisations.records import OrganisationId
from harbors.places.records import ProviderId
from harbors.text import Language, Translated

OrderId = NewType("OrderId", UUID)
NOTHING = Decimal("0.00")


class OrderStatus(StrEnum):
    """Where an order stands."""

    OPEN = "OPEN"
    PAID = "PAID"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


ORDER_TRANSITIONS: Mapping[OrderStatus, frozenset[OrderStatus]] = MappingProxyType(
    {
        # Waits for money.
        OrderStatus.OPEN: frozenset({OrderStatus.PAID, OrderStatus.EXPIRED, OrderStatus.CANCELLED}),
        # Nothing is due. Taken back as a whole: what was paid is owed to the payer.
        OrderStatus.PAID: frozenset({OrderStatus.CANCELLED}),
        # Nobody paid in time. Money that comes all the same counts where what was ordered is still to be had.
        OrderStatus.EXPIRED: frozenset({OrderStatus.PAID}),
        # Somebody took it back.
        OrderStatus.CANCELLED: frozenset(),
    }
)


class Purpose(StrEnum):
    """What becomes true once the order is paid: each has its fulfilment in ``harbors/settlements``."""

    OFFER = "OFFER"
    STORAGE_NOTICE = "STORAGE_NOTICE"
    SWITCH = "SWITCH"


class LineKind(StrEnum):
    """What a line is. ``SUBSIDY`` and ``CREDIT`` take off; an ``ADJUSTMENT`` does either."""

    PLACE = "PLACE"
    SERVICE = "SERVICE"
    SUBSIDY = "SUBSIDY"
    DIFFERENCE = "DIFFERENCE"
    ADJUSTMENT = "ADJUSTMENT"
    CREDIT = "CREDIT"


class Product(StrEnum):
    """What VAT and accounts go by."""

    BERTH = "BERTH"
    WINTER_STORAGE = "WINTER_STORAGE"
    SERVICE = "SERVICE"
    GUEST_NIGHT = "GUEST_NIGHT"
    PASSENGER_TRANSPORT = "PASSENGER_TRANSPORT"


class Unit(StrEnum):
    """What the quantity of a line counts."""

    SEASON = "SEASON"
    MONTH = "MONTH"
    DAY = "DAY"
    M2 = "M2"
    PIECE = "PIECE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as it was quoted. ``amount`` is the total of the line; ``vat_amount`` is contained in it.

    ``ground`` is on what a subsidy rests, ``reason`` why the price was changed after the quote.
    """

    kind: LineKind
    product: Product
    text: Translated
    amount: Decimal
    vat_rate: Decimal
    vat_amount: Decimal
    quantity: Decimal = Decimal(1)
    unit: Unit = Unit.PIECE
    ground: Translated | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RateSum:
    """What lines of one rate of VAT come to, and the VAT that is contained."""

    amount: Decimal
    vat_amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Who pays: as invoices name them, where they are written to, and the account where there is one."""

    name: str
    email: str | None
    language: Language
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDraft:
    """An order as it is to be opened; ``access_token`` is the capability in the link that the payer is sent."""

    provider_id: ProviderId
    purpose: Purpose
    payer: Payer
    lines: tuple[Line, ...]
    expires_at: datetime | None
    application_id: ApplicationId | None = None
    access_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as it stands. ``payer`` is ``None`` once the books need the name no more."""

    id: OrderId
    provider_id: ProviderId
    reference: str
    purpose: Purpose
    status: OrderStatus
    payer: Payer | None
    lines: tuple[Line, ...]
    expires_at: datetime | None
    created_at: datetime
    application_id: ApplicationId | None = None
    paid_at: datetime | None = None

    @property
    def total(self) -> Decimal:
        """What all lines come to, VAT included."""
        return sum((line.amount for line in self.lines), NOTHING)
