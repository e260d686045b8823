"""Knows how a boat leaves unmarked ground, or its notice is taken back, and what goes back of the price."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.errors import Invalid
from harbors.forms import REASON, tidy_text
from harbors.orders.records import LineKind, Order, OrderStatus
from harbors.sql import Connection
from harbors.storage_notices.charging import cancel_all, share_of, take_off
from harbors.storage_notices.keeping import hold_with_orders, leave_ground, move_notice
from harbors.storage_notices.reads import ground_zone, notice_with, terms_of
from harbors.storage_notices.records import StorageNotice, StorageNoticeId, StorageNoticeStatus, StorageRefund
from harbors.storage_notices.rules import require_end, require_regret_in_time, share_left
from harbors.storage_notices.telling import tell_of_end


async def withdraw_notice(
    connection: Connection,
    id: StorageNoticeId,
    *,
    reason: str,
    by: str,
    by_holder: bool,
    now: datetime,
    chance: Chance,
) -> StorageNotice:
    """Take a notice back: what is not paid is not owed, what is paid goes back by the provider's rule.

    Gives the notice as it was. Acts as the system. Raises ``NotFound``, ``Refused``, ``Invalid``.
    """
    reason = _checked(reason)
    seen = await notice_with(connection, id)
    await act_as_system(connection)
    notice, order, more = await hold_with_orders(connection, seen)
    terms = await terms_of(connection, notice.provider_id)
    if by_holder and terms is not None:
        require_regret_in_time(notice, terms, now=now)
    await move_notice(connection, notice, StorageNoticeStatus.WITHDRAWN, at=now, reason=reason, now=now)
    await cancel_all(
        connection, [one for one in (*more, order) if one.status is OrderStatus.OPEN], now=now, chance=chance
    )
    rule = terms.refund if terms else StorageRefund.NOTHING
    await _give_back(connection, notice, [*more, order], rule, at=now, reason=reason, by=by, now=now, chance=chance)
    await leave_ground(connection, notice, at=now, now=now)
    await tell_of_end(connection, notice, at=now, reason=reason, now=now, chance=chance)
    return notice


async def end_notice(
    connection: Connection,
    id: StorageNoticeId,
    *,
    at: datetime | None,
    reason: str,
    by: str,
    now: datetime,
    chance: Chance,
) -> StorageNotice:
    """The boat was taken away: the ground is free from then; what is not paid is still owed.

    Gives the notice as it was. Acts as the system. Raises ``NotFound``, ``Refused``, ``Invalid``.
    """
    at, reason = at or now, tidy_text(reason)
    seen = await notice_with(connection, id)
    await act_as_system(connection)
    notice, order, more = await hold_with_orders(connection, seen)
    require_end(notice, at=at, reason=reason, now=now)
    await move_notice(connection, notice, StorageNoticeStatus.ENDED, at=at, reason=reason, now=now)
    terms = await terms_of(connection, notice.provider_id)
    if terms is not None and terms.refund is StorageRefund.BY_DAYS:
        await _give_back(
            connection, notice, [*more, order], terms.refund, at=at, reason=reason, by=by, now=now, chance=chance
        )
    await leave_ground(connection, notice, at=at, now=now)
    await tell_of_end(connection, notice, at=at, reason=reason, now=now, chance=chance)
    return notice


async def _give_back(
    connection: Connection,
    notice: StorageNotice,
    orders: list[Order],
    rule: StorageRefund,
    *,
    at: datetime,
    reason: str,
    by: str,
    now: datetime,
    chance: Chance,
) -> None:
    paid = [order for order in orders if order.status is OrderStatus.PAID]
    share = share_left(rule, notice.period, await ground_zone(connection, notice.provider_id), at=at)
    if share == 1:
        await cancel_all(connection, paid, now=now, chance=chance)
    elif share > 0:
        amount = share_of(paid, share)
        await take_off(connection, paid, amount, kind=LineKind.CREDIT, reason=reason, by=by, now=now, chance=chance)


def _checked(reason: str) -> str:
    reason = tidy_text(reason)
    if problems := list(REASON.problems(reason, field="reason")):
        raise Invalid(*problems)
    return reason
