"""Knows the part of a paper that says how to pay: account, reference, due date and amount, as text and for machines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ahti.papers.figures import told_date, told_euros
from ahti.papers.marks import bars, transfer_qr
from ahti.papers.printing import paper_words
from harbors.invoices.accounts import spaced_iban
from harbors.invoices.bank_barcodes import bank_barcode
from harbors.invoices.records import Payee
from harbors.invoices.references import spaced_reference
from harbors.text import Language

# What the code for banking apps carries at least and at most.
_LEAST, _MOST = Decimal("0.01"), Decimal("999999999.99")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A payment by bank as it is asked for; the reference is a Finnish one."""

    payee: Payee
    reference: str
    amount: Decimal
    due_on: date | None


def slip(transfer: Transfer, language: Language) -> Mapping[str, Any]:
    """What the template of a payment slip takes."""
    words, payee = paper_words(language), transfer.payee
    told = words["pay"]
    barcode = bank_barcode(payee.iban, reference=transfer.reference, amount=transfer.amount, due_on=transfer.due_on)
    facts = [
        (told["payee"], payee.name),
        (told["iban"], spaced_iban(payee.iban)),
        (told["bic"], payee.bic),
        (told["reference"], spaced_reference(transfer.reference)),
        *([(told["due"], told_date(transfer.due_on, language))] if transfer.due_on else []),
        (told["amount"], told_euros(transfer.amount, language)),
    ]
    return {"facts": facts, "qr": _qr(transfer), **_barcode(barcode, words)}


def seller(payee: Payee, language: Language) -> Mapping[str, Any]:
    """The head of a paper."""
    town = " ".join(filter(None, (payee.zip_code, payee.city)))
    told = paper_words(language)["seller"]
    business_id = payee.business_id and told["business_id"].format(id=payee.business_id)
    return {"name": payee.name, "lines": [*filter(None, (payee.street_address, town, business_id))]}


def _qr(transfer: Transfer) -> str | None:
    if not _LEAST <= transfer.amount <= _MOST:
        return None
    return transfer_qr(transfer.payee, reference=transfer.reference, amount=transfer.amount)


def _barcode(digits: str | None, words: Mapping[str, Any]) -> Mapping[str, Any]:
    if digits is None:
        return {"barcode": None, "bars": None, "bars_alt": None}
    return {"barcode": digits, "bars": bars(digits), "bars_alt": words["bars_alt"].format(digits=digits)}
