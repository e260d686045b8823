"""Knows a payment, a refund, and what a gateway tells of them; amounts are euros."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.access.records import ClientId
from harbors.orders.records import OrderId
from harbors.places.records import ProviderId

# The stamp by which a gateway knows them, too: to create or to refund twice has no second effect there.
PaymentId = NewType("PaymentId", UUID)
RefundId = NewType("RefundId", UUID)


class Method(StrEnum):
    """By which way money comes: two gateways, a transfer to an account, or the desk of the provider."""

    EMBEDDED = "EMBEDDED"
    PAYTRAIL = "PAYTRAIL"
    BANK = "BANK"
    MANUAL = "MANUAL"


# These have a gateway; money that came by another way is sent back by people.
GATEWAYS = frozenset({Method.EMBEDDED, Method.PAYTRAIL})


class PaymentStatus(StrEnum):
    """Where a payment stands."""

    STARTED = "STARTED"
    PENDING = "PENDING"
    CAPTURED = "CAPTURED"
    FAILED = "FAILED"
    MISMATCHED = "MISMATCHED"


PAYMENT_TRANSITIONS: Mapping[PaymentStatus, frozenset[PaymentStatus]] = MappingProxyType(
    {
        # We mean to ask the gateway; a callback may be here before its answer is written down.
        PaymentStatus.STARTED: frozenset(
            {PaymentStatus.PENDING, PaymentStatus.CAPTURED, PaymentStatus.FAILED, PaymentStatus.MISMATCHED}
        ),
        # The payer is at the gateway.
        PaymentStatus.PENDING: frozenset({PaymentStatus.CAPTURED, PaymentStatus.FAILED, PaymentStatus.MISMATCHED}),
        # The money is ours; only refunds take of it.
        PaymentStatus.CAPTURED: frozenset(),
        # No money came; it may all the same come later.
        PaymentStatus.FAILED: frozenset({PaymentStatus.CAPTURED, PaymentStatus.MISMATCHED}),
        # The gateway tells of another amount or order than we asked for: people look before anything is done.
        PaymentStatus.MISMATCHED: frozenset({PaymentStatus.CAPTURED, PaymentStatus.FAILED}),
    }
)
# The gateway is asked of these until they are decided.
UNDECIDED = frozenset({PaymentStatus.STARTED, PaymentStatus.PENDING})


class RefundStatus(StrEnum):
    """Where a refund stands."""

    OWED = "OWED"
    SENT = "SENT"
    DONE = "DONE"
    FAILED = "FAILED"


REFUND_TRANSITIONS: Mapping[RefundStatus, frozenset[RefundStatus]] = MappingProxyType(
    {
        # A job sends it, or people pay it and note that.
        RefundStatus.OWED: frozenset({RefundStatus.SENT, RefundStatus.DONE}),
        # The gateway was asked, with the refund's id as key.
        RefundStatus.SENT: frozenset({RefundStatus.DONE, RefundStatus.FAILED}),
        RefundStatus.DONE: frozenset(),
        # The gateway says no: people pay it by another way; or it tells late that it went after all.
        RefundStatus.FAILED: frozenset({RefundStatus.DONE}),
    }
)


class RefundReason(StrEnum):
    """Why money goes back."""

    LATE = "LATE"
    SURPLUS = "SURPLUS"
    CANCELLED = "CANCELLED"
    PRICE_CHANGED = "PRICE_CHANGED"
    UNFULFILLED = "UNFULFILLED"


class GatewayStatus(StrEnum):
    """Where a gateway says that a payment stands."""

    NEW = "NEW"
    OK = "OK"
    FAIL = "FAIL"
    PENDING = "PENDING"
    DELAYED = "DELAYED"


class EventKind(StrEnum):
    """How something was heard of a payment or a refund."""

    CREATED = "CREATED"
    RETURN = "RETURN"
    CANCEL = "CANCEL"
    CALLBACK = "CALLBACK"
    FETCHED = "FETCHED"
    SENT = "SENT"
    REFUND_CALLBACK = "REFUND_CALLBACK"


class Outcome(StrEnum):
    """What became of something that was heard."""

    HEARD = "HEARD"
    APPLIED = "APPLIED"
    REPEATED = "REPEATED"
    MISMATCHED = "MISMATCHED"
    CONTRADICTED = "CONTRADICTED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """An attempt to pay an order, or money that came for it. ``transaction_id`` is the gateway's or the bank's."""

    id: PaymentId
    order_id: OrderId
    provider_id: ProviderId
    method: Method
    status: PaymentStatus
    amount: Decimal
    transaction_id: str | None
    href: str | None
    return_url: str | None
    client_id: ClientId | None
    created_at: datetime
    asks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money that goes back: to where its payment came from, unless people pay it."""

    id: RefundId
    payment_id: PaymentId
    order_id: OrderId
    method: Method
    transaction_id: str | None
    amount: Decimal
    reason: RefundReason
    status: RefundStatus
    asks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a gateway told of a payment when it was asked; never taken from what a browser brought."""

    transaction_id: str
    status: GatewayStatus
    amount: Decimal
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Money that came without a gateway: a transfer, or what was paid at the desk. One for each transaction."""

    order_id: OrderId
    method: Method
    amount: Decimal
    transaction_id: str
    noted_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merchant:
    """To whom a gateway gives a provider's money, and what the service itself keeps of it, in percent."""

    provider_id: ProviderId
    method: Method
    sub_merchant_id: str
    merchant_id: str | None = None
    commission_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What came for an order and what of it goes back, owed or done; ``kept`` is the rest."""

    total: Decimal
    captured: Decimal
    refunded: Decimal

    @property
    def kept(self) -> Decimal:
        return self.captured - self.refunded

    @property
    def due(self) -> Decimal:
        """What is still to be paid; negative: what has to go back."""
        return self.total - self.kept
