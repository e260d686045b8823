"""Knows what whoever has the link of a notice is shown, and which of its orders is to be paid next."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from harbors.access.commands import act_as_system
from harbors.applications.reads import present_capability
from harbors.errors import NotFound
from harbors.leases.telling import called
from harbors.orders.reads import orders_with
from harbors.orders.records import NOTHING, Order, OrderId, OrderStatus
from harbors.sql import Connection
from harbors.stickers.reads import sticker_of
from harbors.storage_notices.reads import differences_of, notice_with
from harbors.storage_notices.records import StorageNotice, StorageNoticeId
from harbors.storage_notices.refusals import unknown_notice
from harbors.text import Language

_A_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNotice:
    """A notice in words of a language; ``due`` is what is to be paid next, nothing where all is."""

    notice: StorageNotice
    place: str
    days: str
    until: str
    due: Decimal
    sticker: int | None


async def show_notice(connection: Connection, id: StorageNoticeId, *, token: str, language: Language) -> ShownNotice:
    """The notice of a link. Acts as the system. Raises ``NotFound``."""
    notice = await _opened(connection, id, token)
    place, sticker = await called(connection, notice.place_id), await sticker_of(connection, notice_id=id)
    order = await _due(connection, notice)
    return ShownNotice(
        notice=notice,
        place=place.in_language(language),
        days=place.days(notice.period),
        until=place.day((order.expires_at if order and order.expires_at else notice.due_at) - _A_MICROSECOND),
        due=order.total if order else NOTHING,
        sticker=None if sticker is None else sticker.number,
    )


async def order_to_pay(connection: Connection, id: StorageNoticeId, *, token: str) -> OrderId:
    """The order that is to be paid next: that of the notice, or for what was measured more. Raises ``NotFound``."""
    notice = await _opened(connection, id, token)
    order = await _due(connection, notice)
    return notice.order_id if order is None else order.id


async def _opened(connection: Connection, id: StorageNoticeId, token: str) -> StorageNotice:
    try:
        await present_capability(connection, token)
    except NotFound:
        raise unknown_notice() from None
    notice = await notice_with(connection, id)
    await act_as_system(connection)
    return notice


async def _due(connection: Connection, notice: StorageNotice) -> Order | None:
    ids = [notice.order_id, *await differences_of(connection, notice.id)]
    orders = await orders_with(connection, ids)
    return next((orders[id] for id in ids if orders[id].status is OrderStatus.OPEN), None)
