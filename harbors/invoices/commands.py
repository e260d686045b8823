"""Knows how invoices and credit notes are given for an order that is held; each act is the system's.

The number is the last thing that is held: whoever gives invoices for many orders holds all of these before.
"""

from datetime import date, datetime

from harbors.chance import Chance, draw_id
from harbors.invoices.reads import STATEMENTS, invoices_of, payee_of
from harbors.invoices.records import Invoice, InvoiceId, InvoiceKind, Payee, PayeeId
from harbors.invoices.references import draw_payment_reference
from harbors.invoices.refusals import invoice_fault
from harbors.invoices.rules import Cover, PayeeForm, next_cover, read_payee, require_kind
from harbors.orders.records import Order
from harbors.places.records import ProviderId
from harbors.sql import Connection
from harbors.text import Language


async def name_payee(
    connection: Connection, form: PayeeForm, *, provider_id: ProviderId, now: datetime, chance: Chance
) -> Payee:
    """From now on a provider's invoices name and pay this payee. Raises ``Invalid``."""
    payee = read_payee(form, id=PayeeId(draw_id(chance)), provider_id=provider_id)
    await STATEMENTS.add_payee.run(
        connection,
        id=payee.id,
        provider_id=payee.provider_id,
        name=payee.name,
        business_id=payee.business_id,
        street_address=payee.street_address,
        zip_code=payee.zip_code,
        city=payee.city,
        iban=payee.iban,
        bic=payee.bic,
        invoicing=payee.invoicing,
        now=now,
    )
    return payee


async def issue_invoice(
    connection: Connection, order: Order, *, due_on: date, now: datetime, chance: Chance
) -> Invoice:
    """Invoice all lines of an order that are on no invoice yet. Raises ``Refused``."""
    given = await invoices_of(connection, order.id)
    cover = require_kind(next_cover(order, given), InvoiceKind.INVOICE)
    return await _give(connection, order, cover, given, due_on=due_on, now=now, chance=chance)


async def credit_what_changed(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> Invoice | None:
    """Give the credit note that an order needs, if it was invoiced and has become cheaper or void; else nothing."""
    given = await invoices_of(connection, order.id)
    cover = next_cover(order, given)
    if not given or cover is None or cover.kind is not InvoiceKind.CREDIT_NOTE:
        return None
    return await _give(connection, order, cover, given, due_on=None, now=now, chance=chance)


async def _give(
    connection: Connection,
    order: Order,
    cover: Cover,
    given: list[Invoice],
    *,
    due_on: date | None,
    now: datetime,
    chance: Chance,
) -> Invoice:
    payee = await payee_of(connection, order.provider_id)
    if payee is None:
        raise invoice_fault("NO_PAYEE")
    numbered = await STATEMENTS.next_number.row(connection, provider_id=order.provider_id, now=now)
    assert numbered is not None
    invoice = Invoice(
        id=InvoiceId(draw_id(chance)),
        order_id=order.id,
        provider_id=order.provider_id,
        payee_id=payee.id,
        kind=cover.kind,
        year=numbered["year"],
        sequence=numbered["last"],
        reference=draw_payment_reference(chance),
        issued_at=now,
        due_on=due_on,
        first_line=cover.first,
        last_line=cover.last,
        turned=cover.turned,
        amount=cover.amount,
        language=_language(order, given),
        credits_id=_credited(given) if cover.kind is InvoiceKind.CREDIT_NOTE else None,
    )
    await _keep(connection, invoice)
    return invoice


def _language(order: Order, given: list[Invoice]) -> Language:
    """That of the payer, or of what was given while the payer was known. Raises ``Refused``."""
    if order.payer is not None:
        return order.payer.language
    if not given:
        raise invoice_fault("INVOICE_OF_NOBODY")
    return given[-1].language


def _credited(given: list[Invoice]) -> InvoiceId:
    """The invoice that a credit note takes of: the newest."""
    return next(one.id for one in reversed(given) if one.kind is InvoiceKind.INVOICE)


async def _keep(connection: Connection, invoice: Invoice) -> None:
    await STATEMENTS.add_invoice.run(
        connection,
        id=invoice.id,
        order_id=invoice.order_id,
        provider_id=invoice.provider_id,
        payee_id=invoice.payee_id,
        kind=invoice.kind,
        year=invoice.year,
        sequence=invoice.sequence,
        reference=invoice.reference,
        credits_id=invoice.credits_id,
        issued_at=invoice.issued_at,
        due_on=invoice.due_on,
        first_line=invoice.first_line,
        last_line=invoice.last_line,
        turned=invoice.turned,
        amount=invoice.amount,
        language=invoice.language,
    )
