"""Knows which lines of an order a next invoice or credit note covers, and what each of them shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from harbors.invoices.records import Invoice, InvoiceKind
from harbors.invoices.refusals import invoice_fault
from harbors.orders.records import NOTHING, Line, Order, OrderStatus


@dataclass(frozen=True, slots=True)
class Cover:
    """The lines from ``first`` to ``last``, counted from one, and what they come to."""

    kind: InvoiceKind
    first: int
    last: int
    amount: Decimal
    turned: bool = False


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
