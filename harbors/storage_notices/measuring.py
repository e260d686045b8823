"""Knows how staff measure anew what stands there: the ground is counted so, the difference is owed or goes back."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from harbors.access.commands import act_as_system
from harbors.chance import Chance, draw_token, token_hash
from harbors.errors import Invalid, Refused
from harbors.forms import REASON, tidy_text
from harbors.lots.refusals import unknown_ground
from harbors.orders.commands import add_lines, open_order
from harbors.orders.records import Line, LineKind, Order, OrderDraft, OrderStatus, Purpose
from harbors.sql import Connection
from harbors.storage_notices.charging import change_line, charged, take_off
from harbors.storage_notices.commands import payer_of
from harbors.storage_notices.keeping import hold_with_orders
from harbors.storage_notices.pricing import Quote
from harbors.storage_notices.reads import STATEMENTS, ground_with, notice_with
from harbors.storage_notices.records import Measures, Noted, StorageNotice, StorageNoticeId, StorageNoticeStatus
from harbors.storage_notices.refusals import notice_fault
from harbors.storage_notices.rules import boat_problems, require_step
from harbors.storage_notices.telling import tell_of_change


async def measure_anew(
    connection: Connection,
    id: StorageNoticeId,
    measures: Measures,
    *,
    reason: str,
    by: str,
    quote: Quote,
    public_url: str,
    now: datetime,
    chance: Chance,
) -> StorageNotice:
    """Change what a boat takes, and its price, for a reason that the holder is told. Gives the notice as it is now.

    Acts as the system. Raises ``NotFound``, ``Refused``, ``Invalid``; the database refuses what there is no room for.
    """
    seen = await notice_with(connection, id)
    await act_as_system(connection)
    before, order, more = await hold_with_orders(connection, seen)
    after = _measured(before, measures, reason := tidy_text(reason))
    lines = await _quoted(connection, after, quote)
    await STATEMENTS.change_measures.run(
        connection,
        id=id,
        beam_mm=after.boat.beam_mm,
        length_mm=after.boat.length_mm,
        has_frame=after.boat.has_frame,
        m2=after.boat.m2,
    )
    token = draw_token(chance)
    await STATEMENTS.add_access.run(connection, id=id, access_hash=token_hash(token))
    due = sum((line.amount for line in lines), -charged([order, *more]))
    if due > 0:
        await _owe_more(
            connection,
            after,
            order,
            due,
            vat_rate=lines[0].vat_rate,
            token=token,
            reason=reason,
            by=by,
            now=now,
            chance=chance,
        )
    elif due < 0:
        orders = [*more, order]
        await take_off(connection, orders, -due, kind=LineKind.ADJUSTMENT, reason=reason, by=by, now=now, chance=chance)
    noted = Noted(after, token)
    await tell_of_change(connection, noted, due, reason=reason, public_url=public_url, now=now, chance=chance)
    return after


def _measured(notice: StorageNotice, measures: Measures, reason: str) -> StorageNotice:
    require_step(notice, StorageNoticeStatus.ENDED)
    boat = replace(notice.boat, beam_mm=measures.beam_mm, length_mm=measures.length_mm, has_frame=measures.has_frame)
    if problems := [*boat_problems(boat), *REASON.problems(reason, field="reason")]:
        raise Invalid(*problems)
    if boat == notice.boat:
        raise Refused(notice_fault("MEASURES_UNCHANGED", field="boat"))
    return replace(notice, boat=boat)


async def _quoted(connection: Connection, notice: StorageNotice, quote: Quote) -> tuple[Line, ...]:
    ground, holder = await ground_with(connection, notice.place_id), notice.holder
    if ground is None or holder is None:
        raise unknown_ground()
    return await quote(
        connection, ground=ground, boat=notice.boat, season=notice.season, period=notice.period, holder=holder
    )


async def _owe_more(
    connection: Connection,
    notice: StorageNotice,
    order: Order,
    due: Decimal,
    *,
    vat_rate: Decimal,
    token: str,
    reason: str,
    by: str,
    now: datetime,
    chance: Chance,
) -> None:
    """Add to an order that is open; for one that is paid open another for the difference."""
    if order.status is OrderStatus.OPEN:
        line = change_line(LineKind.ADJUSTMENT, due, vat_rate=vat_rate, reason=reason)
        await add_lines(connection, order, [line], by=by, now=now)
        return
    assert notice.holder is not None, "a notice that is measured is somebody's"
    draft = OrderDraft(
        provider_id=notice.provider_id,
        purpose=Purpose.STORAGE_NOTICE,
        payer=payer_of(notice.holder),
        lines=(change_line(LineKind.DIFFERENCE, due, vat_rate=vat_rate, reason=reason),),
        expires_at=None,
        access_token=token,
    )
    difference = await open_order(connection, draft, now=now, chance=chance)
    await STATEMENTS.add_difference.run(connection, order_id=difference.id, id=notice.id)
