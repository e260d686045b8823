"""Knows how places are changed: leases end and others begin at one instant, each settled, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from harbors.chance import Chance
from harbors.leases.keeping import keep_leases, mark_ended
from harbors.leases.records import Ending, Lease
from harbors.places.records import ProviderId
from harbors.sql import Connection
from harbors.switching.holding import Held
from harbors.switching.reads import STATEMENTS, switch_policy
from harbors.switching.settling import Settled, settle_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A lease that ends, those that follow it, and where the clock is that counts its days."""

    held: Held
    after: tuple[Lease, ...]
    time_zone: str
    waived: bool = False


async def change_places(
    connection: Connection,
    changes: Sequence[Change],
    *,
    provider_id: ProviderId,
    at: datetime,
    ending: Ending,
    reason: str | None,
    why: str,
    now: datetime,
    chance: Chance,
) -> list[Settled]:
    """End leases and begin those that follow. For the system, which holds them, their orders and the places.

    ``reason`` is kept with the leases, ``why`` with the money. The database refuses a place that is somebody's.
    """
    settled = [
        await settle_change(
            connection,
            change.held,
            change.after,
            at=at,
            time_zone=change.time_zone,
            waived=change.waived,
            reason=why,
            now=now,
            chance=chance,
        )
        for change in changes
    ]
    ended = [change.held.lease for change in changes]
    await mark_ended(connection, ended, at=at, ending=ending, reason=reason, now=now)
    begun = [lease for one in settled for lease in one.leases]
    await keep_leases(connection, begun, provider_id=provider_id, now=now)
    for one in settled:
        await note_due(connection, one, provider_id=provider_id)
    return settled


async def note_due(connection: Connection, settled: Settled, *, provider_id: ProviderId) -> None:
    """Note until when a difference is to be paid, so that it is asked for again."""
    if settled.order is None or settled.due_at is None:
        return
    policy = await switch_policy(connection, provider_id)
    await STATEMENTS.add_due.run(
        connection,
        order_id=settled.order.id,
        lease_id=settled.leases[0].id,
        provider_id=provider_id,
        due_at=settled.due_at,
        grace_until=settled.due_at + timedelta(days=policy.grace_days),
    )
