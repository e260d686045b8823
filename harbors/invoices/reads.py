"""Knows how invoices are looked up by those who see their order, and whom a provider's invoices pay."""

from harbors.invoices.records import Invoice, InvoiceId, InvoiceKind, Payee, PayeeId
from harbors.invoices.refusals import unknown_invoice
from harbors.orders.records import OrderId
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements
from harbors.text import Language

STATEMENTS = Statements(__package__)


async def invoices_of(connection: Connection, order_id: OrderId) -> list[Invoice]:
    """What was given for an order, the first first."""
    return [invoice_from_row(row) for row in await STATEMENTS.invoices_of_order.rows(connection, order_id=order_id)]


async def invoice_with(connection: Connection, id: InvoiceId) -> Invoice:
    """An invoice or a credit note. Raises ``NotFound``."""
    if (row := await STATEMENTS.invoice_with_id.row(connection, id=id)) is None:
        raise unknown_invoice()
    return invoice_from_row(row)


async def payee_of(connection: Connection, provider_id: ProviderId) -> Payee | None:
    """Whom a provider's invoices name and pay from now on; ``None`` while nobody told."""
    row = await STATEMENTS.newest_payee.row(connection, provider_id=provider_id)
    return None if row is None else Payee(**row)


async def payee_with(connection: Connection, id: PayeeId) -> Payee:
    """Whom an invoice names."""
    row = await STATEMENTS.payee_with_id.row(connection, id=id)
    assert row is not None
    return Payee(**row)


def invoice_from_row(row: Row) -> Invoice:
    """An invoice from the columns of its table."""
    return Invoice(**{**row, "kind": InvoiceKind(row["kind"]), "language": Language(row["language"])})
