"""Knows how whoever pays an order asks to pay it by transfer: the invoice is given once, and the due date stands."""

from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.chance import Chance
from harbors.errors import NotFound
from harbors.invoices.commands import issue_invoice
from harbors.invoices.reads import STATEMENTS, invoices_of, payee_of
from harbors.invoices.records import Invoice, InvoiceKind
from harbors.invoices.refusals import invoice_fault
from harbors.invoices.rules import next_cover
from harbors.invoices.showing import present_token
from harbors.orders.commands import hold_order
from harbors.orders.reads import order_with
from harbors.orders.records import Order, OrderId, OrderStatus
from harbors.orders.refusals import order_stands, unknown_order
from harbors.sql import Connection


async def ask_invoice(
    connection: Connection, id: OrderId, *, token: str | None, now: datetime, chance: Chance
) -> tuple[Order, Invoice]:
    """The invoice of an order, for whoever sees that; asked again, the same. Acts as the system then.

    Raises ``NotFound``, and ``Refused`` for an order that is not open, or whose provider gives no invoices for it.
    """
    await _require_seen(connection, id, token)
    await act_as_system(connection)
    order = await hold_order(connection, id)
    if order.status is not OrderStatus.OPEN:
        raise order_stands(order.status)
    terms = await STATEMENTS.terms_of_order.row(connection, order_id=id, now=now)
    payee = await payee_of(connection, order.provider_id)
    if payee is None or not payee.invoicing or terms is None or not terms["allowed"]:
        raise invoice_fault("NO_INVOICING")
    given = await invoices_of(connection, id)
    if given and next_cover(order, given) is None:
        return order, next(one for one in reversed(given) if one.kind is InvoiceKind.INVOICE)
    return order, await issue_invoice(connection, order, due_on=terms["due_on"], now=now, chance=chance)


async def _require_seen(connection: Connection, id: OrderId, token: str | None) -> None:
    """Who does not see the order gets no invoice of it."""
    try:
        if token is not None:
            await present_token(connection, token)
        await order_with(connection, id)
    except NotFound:
        raise unknown_order() from None
