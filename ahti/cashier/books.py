"""Knows what is looked up before a gateway is asked: a payment or a refund, its order, and whose money it is."""

from dataclasses import dataclass

from harbors.access.commands import act_as_system
from harbors.orders.reads import order_with
from harbors.orders.records import Order
from harbors.payments.reads import merchant_of, payment_with, refund_with
from harbors.payments.records import Merchant, Payment, PaymentId, Refund, RefundId
from harbors.sql import Connection


@dataclass(frozen=True, slots=True)
class Open:
    """A payment, its order, and to whom the gateway gives the money."""

    payment: Payment
    order: Order
    merchant: Merchant | None


async def look_up(connection: Connection, id: PaymentId) -> Open:
    """A payment as it stands. Acts as the system. Raises ``NotFound``."""
    await act_as_system(connection)
    payment = await payment_with(connection, id)
    merchant = await merchant_of(connection, payment.provider_id, payment.method)
    return Open(payment, await order_with(connection, payment.order_id), merchant)


async def look_up_refund(connection: Connection, id: RefundId) -> tuple[Refund, Order, Merchant | None]:
    """A refund as it stands. Acts as the system. Raises ``NotFound``."""
    await act_as_system(connection)
    refund = await refund_with(connection, id)
    order = await order_with(connection, refund.order_id)
    return refund, order, await merchant_of(connection, order.provider_id, refund.method)
