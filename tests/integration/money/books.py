"""Knows what stands in the books and at the payment page, and holds one against the other: to the cent."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ahti.db import Database
from harbors.access.commands import act_as_system

_ORDERS = """
    SELECT ordered.id, ordered.status, sum(line.amount) AS total,
           (SELECT lease_id FROM offers WHERE order_id = ordered.id) AS lease_id
    FROM orders AS ordered JOIN order_lines AS line ON line.order_id = ordered.id
    GROUP BY ordered.id
"""
_PAYMENTS = "SELECT id, order_id, amount FROM payments WHERE status = 'CAPTURED'"
_REFUNDS = "SELECT payment_id, amount, status FROM refunds"
_HELD_TWICE = """
    SELECT one.place_id FROM occupancies AS one JOIN occupancies AS other
    ON other.place_id = one.place_id AND other.id > one.id AND other.period && one.period
    WHERE one.state = 'HOLDING' AND other.state = 'HOLDING'
"""
_LEASES = """
    SELECT lease.id FROM leases AS lease
    JOIN occupancies AS held ON held.id = lease.occupancy_id AND held.state = 'HOLDING' AND held.kind = 'LEASE'
    WHERE lease.status = 'ACTIVE'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All money in cents: what came, what was let for it, what goes back; and what does not add up."""

    captured: int
    leases: int
    refunded: int
    let: int
    wrong: tuple[str, ...]


async def close_books(database: Database, ledger: Mapping[str, Any]) -> Books:
    """Hold our books against the page's ledger, payment by payment and order by order."""
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        orders = {row["id"]: row for row in await connection.fetch(_ORDERS)}
        payments = list(await connection.fetch(_PAYMENTS))
        refunds = list(await connection.fetch(_REFUNDS))
        leases = {row["id"] for row in await connection.fetch(_LEASES)}
        twice = list(await connection.fetch(_HELD_TWICE))
    wrong = [f"two hold {row['place_id']}" for row in twice]
    wrong += _against_the_page(payments, refunds, ledger)
    kept: dict[Any, Decimal] = {}
    order_of = {payment["id"]: payment["order_id"] for payment in payments}
    for payment in payments:
        kept[payment["order_id"]] = kept.get(payment["order_id"], Decimal(0)) + payment["amount"]
    for refund in refunds:
        kept[order_of[refund["payment_id"]]] -= refund["amount"]
    paid = 0
    for id, order in orders.items():
        is_paid = order["status"] == "PAID"
        due = order["total"] if is_paid else Decimal(0)
        if kept.get(id, Decimal(0)) != due:
            wrong.append(f"order {id} is {order['status']}, {order['total']} in all, and {kept.get(id)} is kept")
        if is_paid != (order["lease_id"] in leases):
            wrong.append(f"order {id} is {order['status']}, and its lease is {order['lease_id']}")
        paid += cents(due)
    return Books(
        captured=sum(cents(payment["amount"]) for payment in payments),
        leases=paid,
        refunded=sum(cents(refund["amount"]) for refund in refunds),
        let=len(leases),
        wrong=tuple(wrong),
    )


def cents(amount: Decimal) -> int:
    return int(amount * 100)


def _against_the_page(payments: list[Any], refunds: list[Any], ledger: Mapping[str, Any]) -> list[str]:
    ours = {str(payment["id"]): [cents(payment["amount"]), 0] for payment in payments}
    for refund in refunds:
        ours[str(refund["payment_id"])][1] += cents(refund["amount"])
    theirs = {one["stamp"]: [one["captured"], one["refunded"]] for one in ledger["payments"]}
    return [
        f"payment {stamp}: ours {ours.get(stamp)}, theirs {theirs.get(stamp)}"
        for stamp in sorted(ours.keys() | theirs.keys())
        if ours.get(stamp) != theirs.get(stamp)
    ]
