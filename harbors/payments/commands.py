"""Knows how a payment begins, and what is noted of it; what money does to its order is for ``harbors/settlements``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from harbors.access.records import ClientId
from harbors.chance import Chance, draw_id
from harbors.orders.records import Order
from harbors.payments.addresses import require_return
from harbors.payments.reads import STATEMENTS, balance_of, payment_with
from harbors.payments.records import (
    EventKind,
    Merchant,
    Method,
    Outcome,
    Payment,
    PaymentId,
    PaymentStatus,
    Received,
    RefundId,
)
from harbors.payments.rules import pause_after, require_amount, require_gateway, require_payable
from harbors.sql import Connection

# Until then whoever started the payment asks the gateway; after that it is taken for lost on the way, and a job asks.
_OWN_TIME = timedelta(seconds=30)
# Signatures are secrets' shadows: they are checked, and not kept.
_NOT_KEPT = ("signature",)
_LONGEST_FAILURE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What a payer asks for. ``own_url`` is where our own pages begin; ``client_id`` is the program's, if one asks."""

    method: Method
    return_url: str
    own_url: str
    client_id: ClientId | None = None


async def start_payment(
    connection: Connection,
    order: Order,
    attempt: Attempt,
    *,
    offered: Sequence[Method],
    now: datetime,
    chance: Chance,
) -> Payment:
    """Note that an order that is held is about to be paid; the gateway is asked once this is committed.

    Acts as the system. Raises ``Refused`` for an order that takes no money, ``Invalid`` for a way or an address that is
    not offered.
    """
    require_gateway(attempt.method, offered)
    await _require_return(connection, attempt)
    amount = require_payable(order, await balance_of(connection, order.id), now=now)
    id = PaymentId(draw_id(chance))
    await STATEMENTS.add_payment.run(
        connection,
        id=id,
        order_id=order.id,
        provider_id=order.provider_id,
        method=attempt.method,
        amount=amount,
        return_url=attempt.return_url,
        client_id=attempt.client_id,
        now=now,
        ask_at=now + _OWN_TIME,
    )
    return await payment_with(connection, id)


async def note_received(
    connection: Connection, received: Received, order: Order, *, now: datetime, chance: Chance
) -> PaymentId | None:
    """Note money that came without a gateway for an order that is held; ``None``: it has been noted before."""
    return await STATEMENTS.add_received.value(  # type: ignore[no-any-return]  # the id, or nothing
        connection,
        id=draw_id(chance),
        order_id=order.id,
        provider_id=order.provider_id,
        method=received.method,
        amount=require_amount(received.amount),
        transaction_id=received.transaction_id,
        noted_by=received.noted_by,
        now=now,
    )


async def note_answer(connection: Connection, id: PaymentId, *, transaction_id: str, href: str, now: datetime) -> None:
    """Note where the payer goes on; where a callback was quicker, what it brought stays."""
    await STATEMENTS.note_answer.run(connection, id=id, transaction_id=transaction_id, href=href, now=now)


async def note_asked(connection: Connection, payment: Payment, *, now: datetime) -> None:
    """Have the gateway asked again, after a pause that grows."""
    await STATEMENTS.note_asked.run(connection, id=payment.id, ask_at=now + pause_after(payment.asks))


async def move_payment(
    connection: Connection,
    payment: Payment,
    status: PaymentStatus,
    *,
    now: datetime,
    transaction_id: str | None = None,
    failure: str | None = None,
) -> None:
    """Have a held payment stand elsewhere; whether it can go there was judged before."""
    told = failure and failure[:_LONGEST_FAILURE]
    await STATEMENTS.move_payment.run(
        connection, id=payment.id, status=status, transaction_id=transaction_id, failure=told, now=now
    )


async def note_event(
    connection: Connection,
    method: Method,
    kind: EventKind,
    told: Mapping[str, Any],
    outcome: Outcome,
    *,
    now: datetime,
    payment_id: PaymentId | None = None,
    refund_id: RefundId | None = None,
) -> None:
    """Keep what was heard, as it came; ids that we do not know are kept in what was told only."""
    kept = {name: value for name, value in told.items() if name.lower() not in _NOT_KEPT}
    await STATEMENTS.add_event.value(
        connection,
        method=method,
        kind=kind,
        payment_id=payment_id,
        refund_id=refund_id,
        told=json.dumps(kept).replace("\\u0000", ""),
        outcome=outcome,
        now=now,
    )


async def keep_merchant(connection: Connection, merchant: Merchant) -> None:
    """From now on the provider's money goes there."""
    await STATEMENTS.keep_merchant.run(
        connection,
        provider_id=merchant.provider_id,
        method=merchant.method,
        sub_merchant_id=merchant.sub_merchant_id,
        merchant_id=merchant.merchant_id,
        commission_percent=merchant.commission_percent,
    )


async def _require_return(connection: Connection, attempt: Attempt) -> None:
    registered: Sequence[str] = ()
    if attempt.client_id is not None:
        registered = await STATEMENTS.addresses_of_client.value(connection, client_id=attempt.client_id) or ()
    require_return(attempt.return_url, own_url=attempt.own_url, registered=registered)
