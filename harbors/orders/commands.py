"""Knows how orders are opened, changed by further lines, and moved; each act is the system's, who has judged before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from harbors.chance import Chance, draw_id, draw_reference, token_hash
from harbors.orders.reads import STATEMENTS, orders_with
from harbors.orders.records import Line, Order, OrderDraft, OrderId, OrderStatus
from harbors.orders.refusals import unknown_order
from harbors.orders.rules import check_lines, require_changeable, require_step
from harbors.sql import Connection
from harbors.text import Translated

SYSTEM = "system"


async def open_order(connection: Connection, draft: OrderDraft, *, now: datetime, chance: Chance) -> Order:
    """Open an order. Where it comes to nothing it is paid at once, and the caller sees to what that means."""
    [order] = await open_orders(connection, [draft], now=now, chance=chance)
    return order


async def open_orders(
    connection: Connection, drafts: Sequence[OrderDraft], *, now: datetime, chance: Chance
) -> list[Order]:
    """Open many orders in two statements, in the order of their drafts. Raises ``Invalid`` for lines that cannot be."""
    for draft in drafts:
        check_lines(draft.lines)
    orders = [_opened(draft, now=now, chance=chance) for draft in drafts]
    payers = [draft.payer for draft in drafts]
    await STATEMENTS.add_orders.run(
        connection,
        ids=[order.id for order in orders],
        provider_ids=[order.provider_id for order in orders],
        references=[order.reference for order in orders],
        purposes=[order.purpose for order in orders],
        statuses=[order.status for order in orders],
        person_ids=[payer.person_id for payer in payers],
        organisation_ids=[payer.organisation_id for payer in payers],
        names=[payer.name for payer in payers],
        emails=[payer.email for payer in payers],
        languages=[payer.language for payer in payers],
        application_ids=[order.application_id for order in orders],
        access_hashes=[draft.access_token and token_hash(draft.access_token) for draft in drafts],
        expirations=[order.expires_at for order in orders],
        now=now,
    )
    await _keep_lines(connection, [(order.id, line) for order in orders for line in order.lines], by=SYSTEM, now=now)
    return orders


async def hold_order(connection: Connection, id: OrderId) -> Order:
    """An order that nobody else moves until the transaction ends. Raises ``NotFound``."""
    found = await hold_orders(connection, [id])
    if id not in found:
        raise unknown_order()
    return found[id]


async def hold_orders(connection: Connection, ids: Sequence[OrderId]) -> dict[OrderId, Order]:
    """Orders that nobody else moves until the transaction ends, by id."""
    await STATEMENTS.hold_orders.rows(connection, ids=list(ids))
    return await orders_with(connection, ids)


async def add_lines(connection: Connection, order: Order, lines: Sequence[Line], *, by: str, now: datetime) -> Order:
    """Change the price of an order that is held: only by further lines, each with its reason.

    Raises ``Refused`` for one that is closed, ``Invalid`` for lines that cannot be. Whoever calls settles what is paid
    too much or too little by now.
    """
    require_changeable(order)
    check_lines(lines, before=order.total)
    await _keep_lines(connection, [(order.id, line) for line in lines], by=by, now=now)
    return replace(order, lines=(*order.lines, *lines))


async def mark_paid(connection: Connection, order: Order, *, now: datetime) -> Order:
    """Nothing is due any more. Raises ``Refused``."""
    return await _move(connection, order, OrderStatus.PAID, now=now)


async def mark_expired(connection: Connection, order: Order, *, now: datetime) -> Order:
    """Nobody paid in time. Raises ``Refused``."""
    return await _move(connection, order, OrderStatus.EXPIRED, now=now)


async def mark_cancelled(connection: Connection, order: Order, *, now: datetime) -> Order:
    """Somebody took it back. Raises ``Refused``."""
    return await _move(connection, order, OrderStatus.CANCELLED, now=now)


async def extend_order(connection: Connection, order: Order, *, expires_at: datetime | None) -> Order:
    """Let an open order be paid until another time. Raises ``Refused``."""
    require_step(order, OrderStatus.PAID)
    await STATEMENTS.extend_orders.run(connection, ids=[order.id], expires_at=expires_at)
    return replace(order, expires_at=expires_at)


async def _move(connection: Connection, order: Order, to: OrderStatus, *, now: datetime) -> Order:
    require_step(order, to)
    await STATEMENTS.move_orders.run(connection, ids=[order.id], status=to, now=now)
    return replace(order, status=to, paid_at=now if to is OrderStatus.PAID else order.paid_at)


def _opened(draft: OrderDraft, *, now: datetime, chance: Chance) -> Order:
    order = Order(
        id=OrderId(draw_id(chance)),
        provider_id=draft.provider_id,
        reference=draw_reference(chance),
        purpose=draft.purpose,
        status=OrderStatus.OPEN,
        payer=draft.payer,
        lines=draft.lines,
        expires_at=draft.expires_at,
        created_at=now,
        application_id=draft.application_id,
    )
    return replace(order, status=OrderStatus.PAID, paid_at=now) if order.total == 0 else order


async def _keep_lines(connection: Connection, told: Sequence[tuple[OrderId, Line]], *, by: str, now: datetime) -> None:
    lines = [line for _, line in told]
    grounds = [line.ground or Translated() for line in lines]
    await STATEMENTS.add_lines.run(
        connection,
        order_ids=[id for id, _ in told],
        kinds=[line.kind for line in lines],
        products=[line.product for line in lines],
        fi=[line.text.fi for line in lines],
        sv=[line.text.sv for line in lines],
        en=[line.text.en for line in lines],
        quantities=[line.quantity for line in lines],
        units=[line.unit for line in lines],
        amounts=[line.amount for line in lines],
        vat_rates=[line.vat_rate for line in lines],
        vat_amounts=[line.vat_amount for line in lines],
        grounds_fi=[ground.fi for ground in grounds],
        grounds_sv=[ground.sv for ground in grounds],
        grounds_en=[ground.en for ground in grounds],
        reasons=[line.reason for line in lines],
        by=by,
        now=now,
    )
