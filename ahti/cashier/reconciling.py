"""Knows how gateways are asked, payment by payment, whether they say otherwise than our books."""

from uuid import UUID

from ahti.cashier.paying import Till, Transaction
from ahti.gateways.payments.records import GatewayDown, GatewayRefused
from harbors.access.commands import act_as_system
from harbors.payments.reads import STATEMENTS
from harbors.payments.reconciling import Finding
from harbors.payments.records import GatewayStatus, Method, PaymentStatus
from harbors.places.records import ProviderId
from harbors.sql import Row

_AT_ONCE = 200


async def ask_gateways(till: Till, provider_id: ProviderId | None, transaction: Transaction) -> list[Finding]:
    """All payments of which a gateway that we have tells otherwise, or nothing. Nothing is changed."""
    found: list[Finding] = []
    after = UUID(int=0)
    while True:
        async with transaction() as connection:
            await act_as_system(connection)
            rows = await STATEMENTS.payments_at_gateways.rows(
                connection, provider_id=provider_id, after=after, most=_AT_ONCE
            )
        for row in rows:
            for kind, says in await _otherwise(till, row):
                found.append(Finding(kind=kind, reference=row["reference"], id=str(row["id"]), says=says))
        if len(rows) < _AT_ONCE:
            return found
        after = rows[-1]["id"]


async def _otherwise(till: Till, row: Row) -> list[tuple[str, str]]:
    gateway = till.gateways.get(Method(row["method"]))
    if gateway is None:
        return []
    try:
        told = await gateway.fetch(row["transaction_id"])
    except (GatewayDown, GatewayRefused) as failure:
        return [("GATEWAY_SILENT", str(failure))]
    ours = row["status"] == PaymentStatus.CAPTURED
    agree = ours == (told.status is GatewayStatus.OK) and (not ours or told.amount == row["amount"])
    says = f"ours {row['status']} {row['amount']}, theirs {told.status} {told.amount}"
    return [] if agree else [("GATEWAY_OTHERWISE", says)]
