"""A shop of the club that knows its account, with one order and its invoice."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from harbors.access.commands import act_as_system
from harbors.invoices.commands import issue_invoice, name_payee
from harbors.invoices.records import Invoice
from harbors.orders.commands import hold_order
from harbors.orders.records import Order
from harbors.statements.commands import take_credit
from harbors.statements.records import Credit, Outcome
from tests import harbor_town as at
from tests.integration.invoices.conftest import FORM
from tests.integration.payments.conftest import NOW, Shop, opened, shop, superuser, till
from tests.signed_in import CHANCE

__all__ = ["shop", "superuser", "till"]

IBAN = "FI7944052020036082"


@dataclass
class Desk:
    """An invoiced order, and what the bank tells of it."""

    shop: Shop
    order: Order
    invoice: Invoice

    async def take(self, credit: Credit) -> Outcome | None:
        async with self.shop.database.unit_of_work() as connection:
            return await take_credit(connection, credit, now=NOW, chance=CHANCE, fulfilments=self.shop.fulfilments)

    def credit(self, amount: str = "290.00", *, archive_id: str = "A1", reference: str | None = "") -> Credit:
        told = self.invoice.reference if reference == "" else reference
        return Credit(
            iban=IBAN, archive_id=archive_id, booked_on=date(2027, 2, 15), amount=Decimal(amount), reference=told
        )


@pytest.fixture
async def desk(shop: Shop) -> Desk:
    order = await opened(shop.database)
    async with shop.database.unit_of_work() as connection:
        await act_as_system(connection)
        await name_payee(connection, FORM, provider_id=at.CLUB, now=at.OPENS, chance=CHANCE)
        held = await hold_order(connection, order.id)
        invoice = await issue_invoice(connection, held, due_on=date(2027, 2, 19), now=NOW, chance=CHANCE)
    return Desk(shop, order, invoice)
