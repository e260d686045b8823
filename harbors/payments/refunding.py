"""Knows how a refund leaves: noted as sent, asked for outside under its own id, noted again; or paid by people."""

from datetime import datetime

from harbors.payments.reads import STATEMENTS, hold_refund
from harbors.payments.records import GATEWAYS, GatewayStatus, Outcome, Refund, RefundId, RefundStatus
from harbors.payments.rules import can_refund_go, pause_after, require_refund_step
from harbors.sql import Connection

_LONGEST_FAILURE = 200
_STANDS = {GatewayStatus.OK: RefundStatus.DONE, GatewayStatus.FAIL: RefundStatus.FAILED}


async def begin_refund(connection: Connection, id: RefundId, *, now: datetime) -> Refund | None:
    """Note that the gateway is about to be asked; ``None`` where there is nothing to ask. As the system.

    Asked again it has no second effect there: the refund's id is the key.
    """
    refund = await hold_refund(connection, id)
    if refund.method not in GATEWAYS or refund.status not in (RefundStatus.OWED, RefundStatus.SENT):
        return None
    ask_at = now + pause_after(refund.asks)
    await STATEMENTS.move_refund.run(connection, id=id, status=RefundStatus.SENT, ask_at=ask_at, failure=None, now=now)
    return refund


async def hear_refund(
    connection: Connection, id: RefundId, status: GatewayStatus, *, now: datetime, failure: str | None = None
) -> Outcome:
    """Take a gateway's word for a refund. As the system. Raises ``NotFound``."""
    refund = await hold_refund(connection, id)
    to = _STANDS.get(status)
    if to is None:
        return Outcome.HEARD
    if to is refund.status:
        return Outcome.REPEATED
    if not can_refund_go(refund.status, to):
        return Outcome.CONTRADICTED
    told = (failure or "the gateway says no")[:_LONGEST_FAILURE] if to is RefundStatus.FAILED else None
    await STATEMENTS.move_refund.run(connection, id=id, status=to, ask_at=None, failure=told, now=now)
    return Outcome.APPLIED


async def note_refund_paid(connection: Connection, id: RefundId, *, note: str, by: str, now: datetime) -> Refund:
    """Note that people paid a refund by another way. As the system. Raises ``NotFound``, ``Refused``.

    What a gateway was asked for and has not told of is its own to pay: it would be paid twice.
    """
    refund = await hold_refund(connection, id)
    require_refund_step(refund, RefundStatus.DONE)
    if refund.status is RefundStatus.SENT:
        require_refund_step(refund, RefundStatus.SENT)
    await STATEMENTS.note_refund.run(connection, id=id, noted_by=by, note=note, now=now)
    return await hold_refund(connection, id)
