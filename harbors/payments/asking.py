"""Knows of which payments and refunds nothing was heard for a while, and has their gateways asked."""

from datetime import datetime

from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.payments.reads import STATEMENTS
from harbors.sql import Connection

_AT_ONCE = 1_000


async def put_asks(connection: Connection, *, now: datetime) -> int:
    """Promise a job for each that is due; how many. As the system."""
    payments = await STATEMENTS.payments_to_ask.rows(connection, now=now, most=_AT_ONCE)
    for row in payments:
        await put(connection, Job.ASK_GATEWAY, {"payment": str(row["id"])}, key=f"payment {row['id']}")
    refunds = await STATEMENTS.refunds_to_send.rows(connection, now=now, most=_AT_ONCE)
    for row in refunds:
        await put(connection, Job.SEND_REFUND, {"refund": str(row["id"])}, key=f"refund {row['id']}")
    return len(payments) + len(refunds)
