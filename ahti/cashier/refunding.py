"""Knows how a refund is sent: noted as sent, asked for outside under its own id, noted again."""

from ahti.cashier.asked import asked_refund
from ahti.cashier.books import look_up_refund
from ahti.cashier.paying import Till, Transaction
from ahti.gateways.payments.records import GatewayDown, GatewayRefused
from harbors.access.commands import act_as_system
from harbors.payments.commands import note_event
from harbors.payments.records import EventKind, GatewayStatus, Outcome, RefundId
from harbors.payments.refunding import begin_refund, hear_refund


async def send_refund(till: Till, id: RefundId, look: Transaction, note: Transaction) -> None:
    """Have the gateway pay a refund; where nobody answers it is asked again later, under the same key."""
    async with look() as connection:
        refund, order, merchant = await look_up_refund(connection, id)
        begun = await begin_refund(connection, id, now=till.clock.now()) if refund.method in till.gateways else None
    if begun is None:
        async with note():
            return
    asked = asked_refund(refund, order, merchant, url=till.url)
    status, failure = GatewayStatus.PENDING, None
    try:
        status = (await till.gateways[refund.method].refund(asked)).status
    except GatewayDown as down:
        failure = str(down) or "nobody answers"
    except GatewayRefused as no:
        status, failure = GatewayStatus.FAIL, str(no) or "refused"
    async with note() as connection:
        await act_as_system(connection)
        outcome = await hear_refund(connection, id, status, failure=failure, now=till.clock.now())
        told = {"status": status, "error": failure}
        await note_event(
            connection, refund.method, EventKind.SENT, told, Outcome(outcome), refund_id=id, now=till.clock.now()
        )
