"""Knows who is shown an invoice: whoever sees its order, by signing in or by the capability in the payer's link."""

from dataclasses import dataclass
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from harbors.audit.commands import write
from harbors.audit.records import READ, Behalf, BehalfKind, Entry
from harbors.audit.rules import actor_of
from harbors.chance import Chance
from harbors.invoices.reads import STATEMENTS, invoice_with, payee_with
from harbors.invoices.records import Invoice, InvoiceId, Payee
from harbors.invoices.refusals import unknown_invoice
from harbors.orders.reads import order_with
from harbors.orders.records import Order
from harbors.sql import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An invoice or a credit note with all that it tells of; ``credits`` is what a credit note takes of."""

    invoice: Invoice
    order: Order
    payee: Payee
    credits: Invoice | None


async def show_invoice(
    connection: Connection, id: InvoiceId, *, by: Principal, token: str | None, now: datetime, chance: Chance
) -> Shown:
    """The invoice, to whoever sees its order; that a clerk looked is kept. Acts as the system. Raises ``NotFound``."""
    if token is not None:
        await present_token(connection, token)
    invoice = await invoice_with(connection, id)
    await act_as_system(connection)
    order = await order_with(connection, invoice.order_id)
    if token is None and _is_anothers(order, by):
        await write(connection, _look(order, by=by, now=now), chance=chance)
    return Shown(
        invoice=invoice,
        order=order,
        payee=await payee_with(connection, invoice.payee_id),
        credits=None if invoice.credits_id is None else await invoice_with(connection, invoice.credits_id),
    )


async def present_token(connection: Connection, token: str) -> None:
    """Tell the database with which capability we come. Raises ``NotFound`` for a text that can be none."""
    if not (token.isascii() and token.isalnum()):
        raise unknown_invoice()
    await STATEMENTS.present_capability.run(connection, token=token)


def _is_anothers(order: Order, by: Principal) -> bool:
    payer = order.payer
    return payer is not None and payer.person_id is not None and payer.person_id != by.person_id


def _look(order: Order, *, by: Principal, now: datetime) -> Entry:
    return Entry(
        at=now,
        actor=actor_of(by),
        operation=READ,
        on_behalf=Behalf(BehalfKind.PROVIDER, order.provider_id),
        client_id=by.client_id,
        subject_type="Order",
        subject_id=order.id,
        person_id=None if order.payer is None else order.payer.person_id,
        provider_id=order.provider_id,
    )
