"""Orders in the database: as they were opened, changed by lines alone, and moved by one at a time."""

import asyncio
from datetime import datetime
from decimal import Decimal

import asyncpg
import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.errors import NotFound, Refused
from harbors.orders.commands import (
    add_lines,
    extend_order,
    hold_order,
    mark_cancelled,
    mark_expired,
    mark_paid,
    open_orders,
)
from harbors.orders.reads import order_with
from harbors.orders.records import LineKind, Order, OrderStatus
from tests.cast import CAST
from tests.integration.orders.conftest import DUE, NOW, line, opened, order_draft
from tests.signed_in import CHANCE

TOKEN = "5e" * 32


async def kept(database: Database, order: Order) -> Order:
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        return await order_with(connection, order.id)


async def test_order_is_kept_as_it_was_opened(till: Database) -> None:
    order = await opened(till, line("290.00"), line("-29.00", kind=LineKind.CREDIT, reason="Sähkö puuttuu"))
    assert await kept(till, order) == order
    assert (order.status, order.total, order.expires_at) == (OrderStatus.OPEN, Decimal("261.00"), DUE)


async def test_many_orders_are_opened_with_their_own_lines(till: Database) -> None:
    drafts = [order_draft(*(line(f"{number}.00") for number in range(1, count + 1))) for count in (3, 1, 2)]
    async with till.unit_of_work() as connection:
        await act_as_system(connection)
        orders = await open_orders(connection, drafts, now=NOW, chance=CHANCE)
    assert [order.lines for order in orders] == [draft.lines for draft in drafts]
    assert [await kept(till, order) for order in orders] == orders


async def test_order_for_nothing_is_paid_at_once(till: Database) -> None:
    order = await kept(till, await opened(till, line("0.00")))
    assert (order.status, order.paid_at) == (OrderStatus.PAID, NOW)


async def test_price_changes_only_by_a_further_line(till: Database) -> None:
    order = await opened(till)
    async with till.unit_of_work() as connection:
        await act_as_system(connection)
        held = await hold_order(connection, order.id)
        change = line("-10.00", kind=LineKind.ADJUSTMENT, reason="Väärä leveys")
        changed = await add_lines(connection, held, [change], by="person:clerk", now=NOW)
    assert changed.total == Decimal("280.00")
    assert await kept(till, order) == changed
    for statement in ("UPDATE order_lines SET amount = 1", "DELETE FROM order_lines", "DELETE FROM orders"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with till.unit_of_work() as connection:
                await act_as_system(connection)
                await connection.execute(statement)


async def test_database_refuses_lines_whose_tax_is_wrong_or_that_tell_no_reason(till: Database) -> None:
    order = await opened(till)
    add = """
        INSERT INTO order_lines (order_id, number, kind, product, text_fi, text_sv, text_en, quantity, unit, amount,
                                 vat_rate, vat_amount, added_by, added_at)
        VALUES ($1, 2, $2, 'BERTH', 'a', 'b', 'c', 1, 'PIECE', $3, 25.5, $4, 'system', $5)
    """
    wrong = {
        ("PLACE", "100.00", "20.33"): "order_lines_vat_is_contained",
        ("PLACE", "-100.00", "-20.32"): "order_lines_signed",
        ("SUBSIDY", "-100.00", "-20.32"): "order_lines_subsidy_has_ground",
        ("CREDIT", "-100.00", "-20.32"): "order_lines_change_has_reason",
    }
    for (kind, amount, vat), constraint in wrong.items():
        with pytest.raises(asyncpg.CheckViolationError) as refused:
            async with till.unit_of_work() as connection:
                await act_as_system(connection)
                await connection.execute(add, order.id, kind, Decimal(amount), Decimal(vat), NOW)
        assert refused.value.constraint_name == constraint


@pytest.mark.parametrize(
    ("move", "status"),
    [
        (mark_paid, OrderStatus.PAID),
        (mark_expired, OrderStatus.EXPIRED),
        (mark_cancelled, OrderStatus.CANCELLED),
    ],
)
async def test_order_moves_once(till: Database, move: type, status: OrderStatus) -> None:
    order = await opened(till)

    async def one() -> Order:
        async with till.unit_of_work() as connection:
            await act_as_system(connection)
            return await move(connection, await hold_order(connection, order.id), now=NOW)  # type: ignore[no-any-return]  # each of the three

    told = await asyncio.gather(one(), one(), one(), return_exceptions=True)
    assert sum(isinstance(answer, Order) for answer in told) == 1
    assert sum(isinstance(answer, Refused) for answer in told) == 2
    assert (await kept(till, order)).status is status


async def test_expired_order_is_revived_by_money_and_closed_no_more(till: Database) -> None:
    order = await opened(till)
    async with till.unit_of_work() as connection:
        await act_as_system(connection)
        expired = await mark_expired(connection, await hold_order(connection, order.id), now=NOW)
        await mark_paid(connection, expired, now=NOW)
        row = await connection.fetchrow("SELECT status, closed_at FROM orders WHERE id = $1", order.id)
    assert row is not None
    assert (row["status"], row["closed_at"]) == ("PAID", None)


async def test_only_an_open_order_is_extended(till: Database) -> None:
    order = await opened(till)
    later = datetime.fromisoformat("2027-03-01T00:00:00+02:00")
    async with till.unit_of_work() as connection:
        await act_as_system(connection)
        order = await extend_order(connection, await hold_order(connection, order.id), expires_at=later)
        assert await order_with(connection, order.id) == order
        paid = await mark_paid(connection, order, now=NOW)
        with pytest.raises(Refused):
            await extend_order(connection, paid, expires_at=DUE)


async def test_order_is_seen_by_its_payer_the_clerks_and_with_its_link(till: Database) -> None:
    order = await opened(till, token=TOKEN)

    async def is_seen(who: str | None, *, token: str = "") -> bool:
        async with till.unit_of_work(*([CAST[who]] if who else [])) as connection:
            await connection.execute("SELECT set_config('ahti.capability', $1, true)", token)
            try:
                return await order_with(connection, order.id) == order
            except NotFound:
                return False

    assert [await is_seen(who) for who in ("victim", "clerk", "stranger", "stranger's clerk", "viewer", None)] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]
    assert (await is_seen(None, token=TOKEN), await is_seen(None, token="00" * 32)) == (True, False)
