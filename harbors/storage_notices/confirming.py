"""Knows what becomes true when a notice is paid: the boat has the next number of the season, which it is to show.

The fulfilment of orders whose purpose is a notice; ``harbors/settlements`` calls it with the order held.
"""

from datetime import datetime

from harbors.chance import Chance
from harbors.orders.records import Order
from harbors.sql import Connection
from harbors.stickers.commands import give_sticker
from harbors.stickers.records import StickerKind, Subject
from harbors.storage_notices.keeping import hold_notice, move_notice
from harbors.storage_notices.reads import STATEMENTS
from harbors.storage_notices.records import StorageNotice, StorageNoticeId, StorageNoticeStatus
from harbors.storage_notices.refusals import notice_stands, unknown_notice
from harbors.storage_notices.telling import tell_of_sticker


async def paid(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> None:
    """The order is paid: its boat gets a sticker; a difference only counts. For the system, which holds the order.

    Raises ``Refused`` for a notice that was taken back.
    """
    row = await STATEMENTS.notice_of_order.row(connection, order_id=order.id)
    if row is None:
        raise unknown_notice()
    notice = await hold_notice(connection, StorageNoticeId(row["id"]))
    if notice.status is StorageNoticeStatus.WITHDRAWN:
        raise notice_stands(notice.status)
    if row["is_difference"]:
        return
    if notice.status is StorageNoticeStatus.ENDED:
        await STATEMENTS.note_paid.run(connection, id=notice.id, now=now)
    else:
        await confirm(connection, notice, now=now, chance=chance)


async def paid_late(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> bool:
    """Money came after all: it counts for a boat that stands there, and for one that stood there."""
    row = await STATEMENTS.notice_of_order.row(connection, order_id=order.id)
    if row is None or (await hold_notice(connection, row["id"])).status is StorageNoticeStatus.WITHDRAWN:
        return False
    await paid(connection, order, now=now, chance=chance)
    return True


async def confirm(connection: Connection, notice: StorageNotice, *, now: datetime, chance: Chance) -> None:
    """Note that a notice that is held is paid, and give the sticker, last of all. For the system."""
    await move_notice(connection, notice, StorageNoticeStatus.PAID, now=now)
    sticker = await give_sticker(
        connection,
        Subject(kind=StickerKind.UNMARKED, notice_id=notice.id),
        provider_id=notice.provider_id,
        season_starts=notice.season.starts,
        now=now,
        chance=chance,
    )
    await tell_of_sticker(connection, notice, sticker.number, now=now, chance=chance)
