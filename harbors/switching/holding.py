"""Knows how leases are held together with the orders that paid for them: orders first, each kind in order of id.

Which orders stand behind a lease never changes, only further leases get further ones; so they can be found before they
are held.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from harbors.access.commands import act_as_system
from harbors.leases.keeping import hold_leases
from harbors.leases.reads import leases_with
from harbors.leases.records import Lease, LeaseId
from harbors.leases.refusals import unknown_lease
from harbors.orders.commands import hold_orders
from harbors.orders.records import OrderId
from harbors.sql import Connection
from harbors.switching.reads import STATEMENTS


@dataclass(frozen=True, slots=True)
class Held:
    """A lease that nobody else changes, and the orders that paid for it, the newest first."""

    lease: Lease
    orders: tuple[OrderId, ...] = ()


async def require_in_charge(connection: Connection, ids: Sequence[LeaseId]) -> None:
    """Raise ``NotFound`` unless who acts keeps all of these leases."""
    if await STATEMENTS.leases_in_charge.value(connection, ids=list(ids)) != len(set(ids)):
        raise unknown_lease()


async def hold(connection: Connection, ids: Sequence[LeaseId]) -> dict[LeaseId, Held]:
    """Leases and their orders until the transaction ends. Acts as the system. Raises ``NotFound``."""
    await act_as_system(connection)
    behind = await _behind(connection, ids)
    if orders := {id for found in behind.values() for id in found}:
        await hold_orders(connection, sorted(orders))
    leases = await hold_leases(connection, ids)
    return {id: Held(lease, tuple(behind[id])) for id, lease in leases.items()}


async def look_at(connection: Connection, ids: Sequence[LeaseId]) -> dict[LeaseId, Held]:
    """The same to look at only: nothing is held, and what is not there is left out. For the system."""
    behind = await _behind(connection, ids)
    return {id: Held(lease, tuple(behind[id])) for id, lease in (await leases_with(connection, ids)).items()}


async def _behind(connection: Connection, ids: Sequence[LeaseId]) -> dict[LeaseId, list[OrderId]]:
    behind: dict[LeaseId, list[OrderId]] = defaultdict(list)
    for row in await STATEMENTS.orders_behind.rows(connection, ids=list(ids)):
        behind[row["lease_id"]].append(row["order_id"])
    return behind
