"""Knows what a lease costs as the provider's prices stand, services aside."""

from harbors.leases.records import Lease
from harbors.sql import Connection
from harbors.switching.records import Price


async def price_of(_connection: Connection, _lease: Lease, *, time_zone: str) -> Price | None:
    """What the place of a lease costs for its time; nothing where there is no price. For the system."""
    return None
