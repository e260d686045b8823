"""Transfers that a bank tells of: each meets its order once, and no cent is lost."""

import asyncio
from decimal import Decimal

import pytest

from harbors.errors import NotFound
from harbors.orders.commands import hold_order
from harbors.orders.records import LineKind, OrderStatus
from harbors.settlements.commands import cancel_order, change_price
from harbors.statements.records import Outcome
from tests.integration.orders.conftest import NOW, line
from tests.integration.statements.conftest import Desk
from tests.signed_in import CHANCE

KEPT = "SELECT archive_id, outcome, amount FROM bank_credits ORDER BY archive_id"


async def test_a_transfer_with_the_reference_of_an_invoice_pays_its_order(desk: Desk) -> None:
    assert await desk.take(desk.credit()) is Outcome.MATCHED
    assert await desk.shop.status(desk.order) is OrderStatus.PAID
    assert await desk.shop.given() == ["given"]


async def test_a_statement_that_is_taken_again_does_nothing(desk: Desk) -> None:
    outcomes = [await desk.take(desk.credit()) for _ in range(3)]
    assert outcomes == [Outcome.MATCHED, None, None]
    assert await desk.shop.given() == ["given"]


async def test_two_who_take_one_statement_at_once_take_it_once(desk: Desk) -> None:
    outcomes = await asyncio.gather(*(desk.take(desk.credit()) for _ in range(4)))
    assert sorted(outcomes, key=str) == [Outcome.MATCHED, None, None, None]
    assert [row["outcome"] for row in await desk.shop.rows(KEPT)] == ["MATCHED"]


async def test_too_little_waits_for_the_rest_and_too_much_goes_back(desk: Desk) -> None:
    assert await desk.take(desk.credit("90.00", archive_id="A1")) is Outcome.WRONG_AMOUNT
    assert await desk.shop.status(desk.order) is OrderStatus.OPEN
    assert await desk.take(desk.credit("210.00", archive_id="A2")) is Outcome.WRONG_AMOUNT
    assert await desk.shop.status(desk.order) is OrderStatus.PAID
    assert await desk.shop.refunds() == [("10.00", "SURPLUS")]


async def test_the_rest_that_is_due_is_the_right_amount(desk: Desk) -> None:
    await desk.take(desk.credit("90.00", archive_id="A1"))
    assert await desk.take(desk.credit("200.00", archive_id="A2")) is Outcome.MATCHED


async def test_money_for_an_order_that_expired_is_not_lost(desk: Desk) -> None:
    desk.shop.still_free = False
    await desk.shop.expire(desk.order)
    assert await desk.take(desk.credit()) is Outcome.MATCHED
    assert await desk.shop.status(desk.order) is OrderStatus.EXPIRED
    assert await desk.shop.refunds() == [("290.00", "LATE")]


@pytest.mark.parametrize("reference", [None, "12345672"])
async def test_what_is_nobodys_is_kept_for_people(desk: Desk, reference: str | None) -> None:
    assert await desk.take(desk.credit(reference=reference)) is Outcome.UNMATCHED
    assert await desk.take(desk.credit(reference=reference)) is None
    [kept] = await desk.shop.rows(KEPT)
    assert (kept["archive_id"], kept["outcome"], kept["amount"]) == ("A1", "UNMATCHED", Decimal("290.00"))
    assert await desk.shop.status(desk.order) is OrderStatus.OPEN


async def test_the_reference_counts_only_on_the_account_of_its_provider(desk: Desk) -> None:
    credit = type(desk.credit())(
        iban="FI2112345600000785",
        archive_id="A1",
        booked_on=desk.credit().booked_on,
        amount=Decimal("290.00"),
        reference=desk.invoice.reference,
    )
    with pytest.raises(NotFound):
        await desk.take(credit)
    assert await desk.shop.rows(KEPT) == []


async def test_an_invoice_of_an_order_that_became_cheaper_or_void_is_credited_with_it(desk: Desk) -> None:
    await desk.take(desk.credit())
    async with desk.shop.acting() as connection:
        held = await hold_order(connection, desk.order.id)
        off = [line("-90.00", kind=LineKind.CREDIT, reason="Sähkö puuttui")]
        await change_price(
            connection, held, off, by="system", now=NOW, chance=CHANCE, fulfilments=desk.shop.fulfilments
        )
    async with desk.shop.acting() as connection:
        await cancel_order(
            connection, desk.order.id, reason="x", now=NOW, chance=CHANCE, fulfilments=desk.shop.fulfilments
        )
    given = await desk.shop.rows("SELECT kind, amount, turned FROM invoices ORDER BY sequence")
    assert [(row["kind"], str(row["amount"]), row["turned"]) for row in given] == [
        ("INVOICE", "290.00", False),
        ("CREDIT_NOTE", "-90.00", False),
        ("CREDIT_NOTE", "-200.00", True),
    ]


async def test_an_invoice_that_nobody_paid_in_time_is_credited(desk: Desk) -> None:
    await desk.shop.expire(desk.order)
    given = await desk.shop.rows("SELECT sum(amount) AS left, count(*) AS papers FROM invoices")
    assert [(row["left"], row["papers"]) for row in given] == [(0, 2)]
