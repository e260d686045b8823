"""Knows which lines of an order a next invoice or credit note covers, and what a payee can be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from harbors.invoices.accounts import read_bic, read_iban
from harbors.invoices.records import Invoice, InvoiceKind, Payee, PayeeId
from harbors.invoices.refusals import invoice_fault, payee_faults
from harbors.orders.records import NOTHING, Line, Order, OrderStatus
from harbors.places.records import ProviderId

# What has room in a transfer.
_LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class Cover:
    """The lines from ``first`` to ``last``, counted from one, and what they come to."""

    kind: InvoiceKind
    first: int
    last: int
    amount: Decimal
    turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeForm:
    """What is told of a payee, as it was typed."""

    name: str
    iban: str
    bic: str
    business_id: str | None = None
    street_address: str | None = None
    zip_code: str | None = None
    city: str | None = None
    invoicing: bool = True


def read_payee(form: PayeeForm, *, id: PayeeId, provider_id: ProviderId) -> Payee:
    """The payee that a form tells of. Raises ``Invalid`` with all that is wrong."""
    name, iban, bic = " ".join(form.name.split()), read_iban(form.iban), read_bic(form.bic)
    faults = []
    if not 1 <= len(name) <= _LONGEST_NAME:
        faults.append(("NAME_LENGTH", "name"))
    if iban is None:
        faults.append(("IBAN_WRONG", "iban"))
    if bic is None:
        faults.append(("BIC_WRONG", "bic"))
    if faults or iban is None or bic is None:
        raise payee_faults(*faults)
    return Payee(
        id=id,
        provider_id=provider_id,
        name=name,
        business_id=form.business_id,
        street_address=form.street_address,
        zip_code=form.zip_code,
        city=form.city,
        iban=iban,
        bic=bic,
        invoicing=form.invoicing,
    )


def next_cover(order: Order, given: Sequence[Invoice]) -> Cover | None:
    """What is not on paper yet, of an order with what was ``given`` for it in order of time; ``None``: all of it is.

    Lines that nobody has to pay any more, since the order expired or was cancelled, are taken back together.
    """
    covered = _covered(given)
    if order.status in (OrderStatus.EXPIRED, OrderStatus.CANCELLED):
        standing = sum((one.amount for one in given), NOTHING)
        return Cover(InvoiceKind.CREDIT_NOTE, 1, covered, -standing, turned=True) if standing else None
    amount = sum((line.amount for line in order.lines[covered:]), NOTHING)
    if covered == len(order.lines) or amount == 0:
        return None
    kind = InvoiceKind.INVOICE if amount > 0 else InvoiceKind.CREDIT_NOTE
    return Cover(kind, covered + 1, len(order.lines), amount)


def lines_on(invoice: Invoice, order: Order) -> tuple[Line, ...]:
    """The lines that an invoice or a credit note shows."""
    lines = order.lines[invoice.first_line - 1 : invoice.last_line]
    return tuple(map(_turned, lines)) if invoice.turned else lines


def require_kind(cover: Cover | None, kind: InvoiceKind) -> Cover:
    """Raise ``Refused`` where there is nothing of this kind to be given."""
    if cover is None or cover.kind is not kind:
        raise invoice_fault("NOTHING_TO_INVOICE" if kind is InvoiceKind.INVOICE else "NOTHING_TO_CREDIT")
    return cover


def _covered(given: Sequence[Invoice]) -> int:
    return 0 if not given or given[-1].turned else given[-1].last_line


def _turned(line: Line) -> Line:
    return replace(line, amount=-line.amount, vat_amount=-line.vat_amount)
