"""Knows how payments, refunds and balances are looked up: row security decides who sees them."""

from harbors.orders.records import OrderId
from harbors.orders.refusals import unknown_order
from harbors.payments.records import (
    Balance,
    Merchant,
    Method,
    Payment,
    PaymentId,
    PaymentStatus,
    Refund,
    RefundId,
    RefundReason,
    RefundStatus,
)
from harbors.payments.refusals import unknown_payment, unknown_refund
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


async def payment_with(connection: Connection, id: PaymentId) -> Payment:
    """A payment as it stands. Raises ``NotFound``."""
    return _payment(await STATEMENTS.find_payment.row(connection, id=id))


async def hold_payment(connection: Connection, id: PaymentId) -> Payment:
    """A payment that nobody else moves until the transaction ends; its order is held before. Raises ``NotFound``."""
    return _payment(await STATEMENTS.hold_payment.row(connection, id=id))


async def refund_with(connection: Connection, id: RefundId) -> Refund:
    """A refund as it stands. Raises ``NotFound``."""
    return _refund(await STATEMENTS.find_refund.row(connection, id=id))


async def hold_refund(connection: Connection, id: RefundId) -> Refund:
    """A refund that nobody else moves until the transaction ends. Raises ``NotFound``."""
    return _refund(await STATEMENTS.hold_refund.row(connection, id=id))


async def balance_of(connection: Connection, order_id: OrderId) -> Balance:
    """What came for an order and what goes back. Raises ``NotFound``."""
    row = await STATEMENTS.balance_of_order.row(connection, order_id=order_id)
    if row is None:
        raise unknown_order()
    return Balance(total=row["total"], captured=row["captured"], refunded=row["refunded"])


async def merchant_of(connection: Connection, provider_id: ProviderId, method: Method) -> Merchant | None:
    """To whom a provider's money goes by a way to pay, where that is somebody else than the service itself."""
    row = await STATEMENTS.merchant_of.row(connection, provider_id=provider_id, method=method)
    return None if row is None else Merchant(**{**row, "method": Method(row["method"])})


def _payment(row: Row | None) -> Payment:
    if row is None:
        raise unknown_payment()
    return Payment(**{**row, "method": Method(row["method"]), "status": PaymentStatus(row["status"])})


def _refund(row: Row | None) -> Refund:
    if row is None:
        raise unknown_refund()
    told = {"method": Method(row["method"]), "status": RefundStatus(row["status"])}
    return Refund(**{**row, **told, "reason": RefundReason(row["reason"])})
