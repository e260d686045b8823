"""Invoices in the database: numbered without gaps whoever asks at once, and never changed."""

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal

import asyncpg
import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.errors import Refused
from harbors.invoices.commands import credit_what_changed, issue_invoice, name_payee
from harbors.invoices.reads import invoices_of, payee_of, payee_with
from harbors.invoices.records import Invoice, InvoiceKind
from harbors.orders.commands import add_lines, hold_order, mark_expired
from harbors.orders.records import LineKind, Order
from tests import harbor_town as at
from tests.integration.invoices.conftest import FORM
from tests.integration.orders.conftest import NOW, line, opened, till
from tests.signed_in import CHANCE

__all__ = ["till"]
DUE = date(2027, 2, 19)


async def invoiced(database: Database, order: Order, *, now: datetime = NOW) -> Invoice:
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        held = await hold_order(connection, order.id)
        return await issue_invoice(connection, held, due_on=DUE, now=now, chance=CHANCE)


async def given(database: Database, order: Order) -> list[Invoice]:
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        return await invoices_of(connection, order.id)


async def test_an_invoice_is_kept_as_it_was_given(books: Database) -> None:
    order = await opened(books, line("290.00"), line("20.00"))
    invoice = await invoiced(books, order)
    assert await given(books, order) == [invoice]
    assert (invoice.number, invoice.amount, invoice.due_on) == ("2027-000001", Decimal("310.00"), DUE)
    assert (invoice.first_line, invoice.last_line, invoice.kind) == (1, 2, InvoiceKind.INVOICE)


async def test_numbers_have_no_gap_when_many_race_and_some_fail(books: Database) -> None:
    orders = [await opened(books) for _ in range(24)]

    async def race(number: int, order: Order) -> None:
        async with books.unit_of_work() as connection:
            await act_as_system(connection)
            held = await hold_order(connection, order.id)
            await issue_invoice(connection, held, due_on=DUE, now=NOW, chance=CHANCE)
            if number % 3 == 0:
                raise ConnectionAbortedError

    answers = await asyncio.gather(*(race(n, order) for n, order in enumerate(orders)), return_exceptions=True)
    assert sum(isinstance(answer, ConnectionAbortedError) for answer in answers) == 8
    kept = [invoice for order in orders for invoice in await given(books, order)]
    assert sorted(invoice.sequence for invoice in kept) == list(range(1, 17))
    assert len({invoice.reference for invoice in kept}) == 16


async def test_two_who_invoice_one_order_at_once_give_one_invoice(books: Database) -> None:
    order = await opened(books)
    answers = await asyncio.gather(*(invoiced(books, order) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(answer, Refused) for answer in answers) == 3
    assert [invoice.sequence for invoice in await given(books, order)] == [1]


async def test_numbers_begin_anew_with_the_year_of_the_provider(books: Database) -> None:
    eve = datetime(2027, 12, 31, 21, 59, tzinfo=UTC)
    night = datetime(2027, 12, 31, 22, 0, tzinfo=UTC)
    numbers = [(await invoiced(books, await opened(books), now=now)).number for now in (eve, night, night)]
    assert numbers == ["2027-000001", "2028-000001", "2028-000002"]


async def test_a_credit_note_covers_what_took_off_and_names_its_invoice(books: Database) -> None:
    order = await opened(books)
    invoice = await invoiced(books, order)
    async with books.unit_of_work() as connection:
        await act_as_system(connection)
        held = await hold_order(connection, order.id)
        cheaper = await add_lines(
            connection, held, [line("-90.00", kind=LineKind.CREDIT, reason="Sähkö puuttui")], by="system", now=NOW
        )
        note = await credit_what_changed(connection, cheaper, now=NOW, chance=CHANCE)
        assert note is not None
        assert await credit_what_changed(connection, cheaper, now=NOW, chance=CHANCE) is None
    assert (note.kind, note.amount, note.credits_id) == (InvoiceKind.CREDIT_NOTE, Decimal("-90.00"), invoice.id)
    assert await given(books, order) == [invoice, note]


async def test_an_invoice_that_nobody_paid_is_taken_back_whole(books: Database) -> None:
    order = await opened(books, line("290.00"), line("20.00"))
    await invoiced(books, order)
    async with books.unit_of_work() as connection:
        await act_as_system(connection)
        expired = await mark_expired(connection, await hold_order(connection, order.id), now=NOW)
        note = await credit_what_changed(connection, expired, now=NOW, chance=CHANCE)
    assert note is not None
    assert sum(invoice.amount for invoice in await given(books, order)) == 0
    assert (note.first_line, note.last_line, note.turned) == (1, 2, True)


async def test_an_order_that_was_never_invoiced_needs_no_credit_note(books: Database) -> None:
    order = await opened(books)
    async with books.unit_of_work() as connection:
        await act_as_system(connection)
        expired = await mark_expired(connection, await hold_order(connection, order.id), now=NOW)
        assert await credit_what_changed(connection, expired, now=NOW, chance=CHANCE) is None


async def test_an_invoice_keeps_the_account_that_it_named(books: Database) -> None:
    first = await invoiced(books, await opened(books))
    async with books.unit_of_work() as connection:
        await act_as_system(connection)
        form = type(FORM)(name="Pursiseura ry", iban="FI2112345600000785", bic="NDEAFIHH", invoicing=False)
        moved = await name_payee(connection, form, provider_id=at.CLUB, now=NOW, chance=CHANCE)
        assert await payee_of(connection, at.CLUB) == moved
        assert (await payee_with(connection, first.payee_id)).iban == "FI7944052020036082"
    assert (await invoiced(books, await opened(books))).payee_id == moved.id


async def test_a_provider_without_an_account_invoices_nobody(till: Database) -> None:
    with pytest.raises(Refused) as refused:
        await invoiced(till, await opened(till))
    assert [problem.code for problem in refused.value.problems] == ["NO_PAYEE"]


@pytest.mark.parametrize("change", ["UPDATE invoices SET amount = 1", "DELETE FROM invoices", "DELETE FROM payees"])
async def test_no_invoice_changes_or_goes(books: Database, change: str) -> None:
    await invoiced(books, await opened(books))
    async with books.unit_of_work() as connection:
        await act_as_system(connection)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with connection.transaction():
                await connection.execute(change)


async def test_the_database_takes_no_invoice_of_another_amount_than_its_lines(books: Database) -> None:
    invoice = await invoiced(books, await opened(books))
    copied = """
        INSERT INTO invoices SELECT gen_random_uuid(), order_id, provider_id, payee_id, kind, year, 99, '12345672',
            credits_id, issued_at, due_on, first_line, last_line, turned, amount + 0.01, language
        FROM invoices WHERE id = $1
    """
    with pytest.raises(asyncpg.CheckViolationError, match="does not come to its lines"):
        async with books.unit_of_work() as connection:
            await act_as_system(connection)
            await connection.execute(copied.replace("$1", f"'{invoice.id}'"))
