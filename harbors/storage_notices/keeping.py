"""Knows how notices are held and moved: after their order, before the ground that they take."""

from datetime import datetime

from harbors.orders.commands import hold_orders
from harbors.orders.records import Order
from harbors.orders.refusals import unknown_order
from harbors.sql import Connection
from harbors.storage_notices.reads import STATEMENTS, differences_of, notice_with
from harbors.storage_notices.records import StorageNotice, StorageNoticeId, StorageNoticeStatus
from harbors.storage_notices.rules import require_step


async def hold_notice(connection: Connection, id: StorageNoticeId) -> StorageNotice:
    """A notice that nobody else changes until the transaction ends. For the system. Raises ``NotFound``."""
    await STATEMENTS.hold_notices.rows(connection, ids=[id])
    return await notice_with(connection, id)


async def hold_with_orders(connection: Connection, notice: StorageNotice) -> tuple[StorageNotice, Order, list[Order]]:
    """A notice with its order, and the orders for differences, the newest first. For the system."""
    more = await differences_of(connection, notice.id)
    orders = await hold_orders(connection, [notice.order_id, *more])
    if notice.order_id not in orders:
        raise unknown_order()
    return await hold_notice(connection, notice.id), orders[notice.order_id], [orders[id] for id in more]


async def move_notice(
    connection: Connection,
    notice: StorageNotice,
    to: StorageNoticeStatus,
    *,
    at: datetime | None = None,
    reason: str | None = None,
    now: datetime,
) -> None:
    """Have a notice that is held stand elsewhere. Raises ``Refused``."""
    require_step(notice, to)
    await STATEMENTS.mark_notice.run(connection, id=notice.id, status=to, at=at, reason=reason, now=now)


async def leave_ground(connection: Connection, notice: StorageNotice, *, at: datetime, now: datetime) -> None:
    """The ground is free of the boat from an instant on."""
    await STATEMENTS.leave_ground.run(connection, occupancy_id=notice.occupancy_id, at=at, now=now)
