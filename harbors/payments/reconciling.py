"""Knows what does not add up: orders against their money, and payments and refunds that people have to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from harbors.access.commands import act_as_system
from harbors.payments.reads import STATEMENTS
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row

# A gateway is asked again for six hours at most; a day without a word is too long.
TOO_LONG = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not add up: a stable ``kind``, the order's reference where known, and what is wrong."""

    kind: str
    reference: str | None
    id: str | None
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was found, and what it all comes to. ``owed`` is what of the refunds has not gone yet."""

    findings: tuple[Finding, ...]
    orders: int
    captured: Decimal
    refunded: Decimal
    kept: Decimal
    owed: Decimal


async def reconcile(connection: Connection, *, provider_id: ProviderId | None, now: datetime) -> Report:
    """Hold all orders, or those of a provider, against their money. Acts as the system."""
    await act_as_system(connection)
    found: list[Row] = []
    for statement in (STATEMENTS.unbalanced_orders, STATEMENTS.odd_payments, STATEMENTS.odd_refunds):
        found += await statement.rows(connection, provider_id=provider_id, before=now - TOO_LONG)
    found += await STATEMENTS.odd_events.rows(connection, provider_id=provider_id)
    totals = await STATEMENTS.totals_of_money.row(connection, provider_id=provider_id)
    assert totals is not None
    return Report(findings=_findings(found), **totals)


def _findings(rows: Sequence[Row]) -> tuple[Finding, ...]:
    return tuple(
        Finding(kind=row["kind"], reference=row["reference"], id=str(row["id"]), says=row["says"]) for row in rows
    )
