"""Knows how unpaid notices are reminded of before they are due, and told to staff when they are: nothing is freed."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance, draw_token, token_hash
from harbors.notices.records import Template
from harbors.orders.reads import order_with
from harbors.sql import Connection
from harbors.storage_notices.keeping import move_notice
from harbors.storage_notices.reads import STATEMENTS, notices_with, terms_of
from harbors.storage_notices.records import Noted, StorageNotice, StorageNoticeStatus
from harbors.storage_notices.rules import reminder_now
from harbors.storage_notices.telling import tell_of_notice, tell_staff

MOST_AT_ONCE = 200


async def remind_of_some(connection: Connection, *, public_url: str, now: datetime, chance: Chance) -> bool:
    """Remind of some notices that are due soon, and say of some that they are overdue; whether there may be more.

    Acts as the system.
    """
    await act_as_system(connection)
    soon = await STATEMENTS.to_be_reminded.rows(connection, now=now, most=MOST_AT_ONCE)
    late = await STATEMENTS.overdue.rows(connection, now=now, most=MOST_AT_ONCE)
    ids = [row["id"] for row in (*soon, *late)]
    await STATEMENTS.hold_notices.rows(connection, ids=ids)
    for notice in (await notices_with(connection, ids)).values():
        await _remind(connection, notice, public_url=public_url, now=now, chance=chance)
    return MOST_AT_ONCE in (len(soon), len(late))


async def _remind(
    connection: Connection, notice: StorageNotice, *, public_url: str, now: datetime, chance: Chance
) -> None:
    """One notice that is held: it may have been paid meanwhile."""
    terms = await terms_of(connection, notice.provider_id)
    overdue = notice.status is StorageNoticeStatus.NOTIFIED and notice.due_at <= now
    days = reminder_now(notice, terms, now=now) if terms else None
    if not overdue and days is None:
        return
    order, token = await order_with(connection, notice.order_id), draw_token(chance)
    await STATEMENTS.note_reminded.run(connection, id=notice.id, days=days, access_hash=token_hash(token))
    if overdue:
        await move_notice(connection, notice, StorageNoticeStatus.OVERDUE, now=now)
        await tell_staff(connection, notice, order, now=now, chance=chance)
    await tell_of_notice(
        connection,
        Noted(notice, token),
        order,
        Template.STORAGE_OVERDUE if overdue else Template.STORAGE_DUE,
        what="overdue" if overdue else f"due {days}",
        public_url=public_url,
        now=now,
        chance=chance,
    )
