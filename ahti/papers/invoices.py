"""Knows how an invoice and a credit note read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ahti.papers.figures import day_of, told_date, told_euros, told_number, told_quantity
from ahti.papers.paying import Transfer, seller, slip
from ahti.papers.printing import paper_words, print_paper
from harbors.invoices.records import Invoice, InvoiceKind, Payee
from harbors.invoices.rules import lines_on
from harbors.orders.records import Line, Order
from harbors.orders.rules import cents, sums_by_rate
from harbors.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePaper:
    """An invoice or a credit note with all that is printed on it; ``credits`` is what a credit note takes of."""

    invoice: Invoice
    order: Order
    payee: Payee
    credits: Invoice | None = None


def print_invoice(paper: InvoicePaper) -> bytes:
    """The PDF, the same whenever it is asked for. Takes tens of milliseconds: not for the event loop."""
    return print_paper("invoice", invoice_data(paper), at=paper.invoice.issued_at)


def invoice_data(paper: InvoicePaper) -> Mapping[str, Any]:
    """What the template takes."""
    invoice, language = paper.invoice, paper.invoice.language
    words = paper_words(language)
    lines = lines_on(invoice, paper.order)
    heading = _heading(invoice, words)
    payer = paper.order.payer
    return {
        "language": language,
        "title": f"{heading} · {paper.payee.name}",
        "words": words,
        "seller": seller(paper.payee, language),
        "receiver": [payer.name] if payer else ["–"],
        "heading": heading,
        "facts": _facts(paper, words),
        "lines": [_line(line, words, language) for line in lines],
        "vat": _vat(lines, language),
        "total": told_euros(invoice.amount, language),
        "notes": _notes(paper, words, lines),
        "pay": slip(_transfer(paper), language) if invoice.kind is InvoiceKind.INVOICE else None,
    }


def _heading(invoice: Invoice, words: Mapping[str, Any]) -> str:
    told = words["invoice"]["heading" if invoice.kind is InvoiceKind.INVOICE else "credit_heading"]
    heading: str = told.format(number=invoice.number)
    return heading


def _facts(paper: InvoicePaper, words: Mapping[str, Any]) -> list[tuple[str, str]]:
    invoice, told, language = paper.invoice, words["invoice"], paper.invoice.language
    facts = [
        (told["number"], invoice.number),
        (told["date"], told_date(day_of(invoice.issued_at), language)),
        (told["order"], paper.order.reference),
    ]
    if paper.credits:
        facts.append((told["credits"], paper.credits.number))
    if invoice.due_on:
        facts.append((words["pay"]["due"], told_date(invoice.due_on, language)))
    return facts


def _line(line: Line, words: Mapping[str, Any], language: Language) -> Mapping[str, Any]:
    notes = (line.ground and line.ground.in_language(language), line.reason)
    return {
        "text": line.text.in_language(language) or "",
        "notes": [*filter(None, notes)],
        "quantity": f"{told_quantity(line.quantity, language)} {words['units'][line.unit]}",
        "vat_rate": told_quantity(line.vat_rate, language),
        "vat_amount": told_number(cents(line.vat_amount), language),
        "amount": told_number(cents(line.amount), language),
    }


def _vat(lines: Sequence[Line], language: Language) -> list[list[str]]:
    """By rate: the rate, without VAT, the VAT, with it."""
    return [
        [
            told_quantity(rate, language),
            *(told_number(cents(one), language) for one in (sum.amount - sum.vat_amount, sum.vat_amount, sum.amount)),
        ]
        for rate, sum in sums_by_rate(lines).items()
    ]


def _notes(paper: InvoicePaper, words: Mapping[str, Any], lines: Sequence[Line]) -> list[str]:
    told = words["invoice"]
    notes = [told["no_vat"]] if all(line.vat_rate == 0 for line in lines) else []
    if paper.credits is None:
        return [*notes, told["until"]]
    day = told_date(day_of(paper.credits.issued_at), paper.invoice.language)
    return [told["credited"].format(number=paper.credits.number, day=day), *notes, told["nothing_to_pay"]]


def _transfer(paper: InvoicePaper) -> Transfer:
    invoice = paper.invoice
    return Transfer(payee=paper.payee, reference=invoice.reference, amount=invoice.amount, due_on=invoice.due_on)
