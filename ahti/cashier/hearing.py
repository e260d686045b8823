"""Knows how a gateway's calls are taken: the signature verified, the call kept, fetched again, and only then used."""

from collections.abc import Mapping

from ahti.cashier.paying import Till, Transaction, hear
from ahti.gateways.payments.records import Callback, GatewayDown, GatewayRefused
from harbors.access.commands import act_as_system
from harbors.errors import NotFound
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.payments.commands import note_event
from harbors.payments.reads import payment_with
from harbors.payments.records import EventKind, Method, Outcome, Payment, PaymentId, RefundId
from harbors.payments.refunding import hear_refund
from harbors.sql import Connection


async def hear_call(
    till: Till, method: Method, kind: EventKind, query: Mapping[str, str], transaction: Transaction
) -> Payment | None:
    """Take a call, of a gateway or by a payer's browser: the payment as it stands after, if any. Raises ``Forged``.

    Where the gateway cannot be asked again a job does that.
    """
    gateway = till.gateways[method]
    call = gateway.callback(query)
    id = PaymentId(call.stamp)
    async with transaction() as connection:
        payment = await _keep(till, connection, method, kind, query, call)
    if payment is None:
        return None
    try:
        told = await gateway.fetch(call.transaction_id)
    except (GatewayDown, GatewayRefused):
        async with transaction() as connection:
            await _ask_later(connection, call)
        return payment
    async with transaction() as connection:
        await hear(till, connection, id, told, kind=EventKind.FETCHED)
        return await payment_with(connection, id)


async def hear_again(till: Till, id: PaymentId, transaction_id: str, method: Method, note: Transaction) -> None:
    """Fetch what a callback told of, which could not be fetched when it came. Raises ``GatewayDown``."""
    told = await till.gateways[method].fetch(transaction_id)
    async with note() as connection:
        await hear(till, connection, id, told, kind=EventKind.FETCHED)


async def hear_refund_call(till: Till, method: Method, query: Mapping[str, str], transaction: Transaction) -> None:
    """Take a gateway's call for a refund. Raises ``Forged``."""
    call = till.gateways[method].refund_callback(query)
    id, now = RefundId(call.refund_stamp), till.clock.now()
    async with transaction() as connection:
        await act_as_system(connection)
        try:
            outcome = await hear_refund(connection, id, call.status, now=now)
        except NotFound:
            outcome = Outcome.UNKNOWN
        await note_event(connection, method, EventKind.REFUND_CALLBACK, query, outcome, refund_id=id, now=now)


async def _keep(
    till: Till, connection: Connection, method: Method, kind: EventKind, query: Mapping[str, str], call: Callback
) -> Payment | None:
    await act_as_system(connection)
    id = PaymentId(call.stamp)
    try:
        payment = await payment_with(connection, id)
    except NotFound:
        payment = None
    known = payment is not None and payment.method is method
    outcome = Outcome.HEARD if known else Outcome.UNKNOWN
    await note_event(connection, method, kind, query, outcome, payment_id=id, now=till.clock.now())
    return payment if known else None


async def _ask_later(connection: Connection, call: Callback) -> None:
    await act_as_system(connection)
    ids = {"payment": str(call.stamp), "transaction": call.transaction_id}
    await put(connection, Job.ASK_GATEWAY, ids, key=f"callback {call.stamp} {call.transaction_id}")
