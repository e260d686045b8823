"""Knows what every payment gateway is asked and tells; one protocol, whoever stands behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from harbors.payments.records import GatewayStatus as GatewayStatus
from harbors.payments.records import Method
from harbors.text import Language


class GatewayDown(Exception):
    """Nobody answered, or not in a way that tells what was done: try again, with the same stamp."""


class GatewayRefused(Exception):
    """The gateway understood, and says no."""


class Forged(Exception):
    """What came is not the gateway's: the signature does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What of an item goes to another merchant than the seller."""

    merchant: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """One thing that is paid for; ``amount`` in euros with VAT. ``merchant`` sells it, where that is not ourselves."""

    text: str
    code: str
    amount: Decimal
    vat_rate: Decimal
    merchant: str | None = None
    commission: Commission | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPayment:
    """A payment as a gateway is asked to take it; asked again with the same ``stamp`` it is the same payment."""

    stamp: UUID
    reference: str
    amount: Decimal
    items: tuple[AskedItem, ...]
    payer_email: str | None
    payer_name: str | None
    language: Language
    return_url: str
    cancel_url: str
    callback_url: str
    seller: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """The payment as the gateway knows it, and where the payer goes on."""

    transaction_id: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where the gateway says that a payment stands."""

    transaction_id: str
    stamp: UUID
    status: GatewayStatus
    amount: Decimal
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRefund:
    """Money that goes back; asked again with the same ``refund_stamp`` it goes once. ``merchant`` gives it back."""

    transaction_id: str
    amount: Decimal
    refund_stamp: UUID
    reference: str
    callback_url: str
    email: str | None = None
    merchant: str | None = None
    payment_stamp: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTold:
    """Where the gateway says that a refund stands: OK, PENDING or FAIL."""

    status: GatewayStatus
    transaction_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """What a signed callback says; it is fetched again before it is believed."""

    transaction_id: str
    stamp: UUID
    status: GatewayStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundCallback:
    """What a signed callback says of a refund."""

    refund_stamp: UUID
    status: GatewayStatus


class Gateway(Protocol):
    """A payment gateway. What is asked raises ``GatewayDown`` or ``GatewayRefused``, what came in ``Forged``."""

    @property
    def method(self) -> Method: ...

    async def create(self, asked: AskedPayment) -> Created: ...

    async def fetch(self, transaction_id: str) -> Told: ...

    async def refund(self, asked: AskedRefund) -> RefundTold: ...

    def callback(self, query: Mapping[str, str]) -> Callback: ...

    def refund_callback(self, query: Mapping[str, str]) -> RefundCallback: ...


Gateways = Mapping[Method, Gateway]
