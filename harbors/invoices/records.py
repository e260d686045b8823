"""Knows an invoice, a credit note, and to whose account their money goes; amounts are euros with VAT contained."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from harbors.orders.records import OrderId
from harbors.places.records import ProviderId
from harbors.text import Language

InvoiceId = NewType("InvoiceId", UUID)
PayeeId = NewType("PayeeId", UUID)


class InvoiceKind(StrEnum):
    """What is to be paid, and what takes of it."""

    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Who sells and is paid, as invoices name them. ``invoicing``: whether tenants may ask to pay by transfer.

    What was told once stays, since invoices were given in that name: a newer one counts from when it is told.
    """

    id: PayeeId
    provider_id: ProviderId
    name: str
    business_id: str | None
    street_address: str | None
    zip_code: str | None
    city: str | None
    iban: str
    bic: str
    invoicing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice or a credit note as it was given; its lines are those of the order from the first to the last.

    ``turned``: a credit note that takes back lines which were invoiced, so that each counts with the other sign.
    """

    id: InvoiceId
    order_id: OrderId
    provider_id: ProviderId
    payee_id: PayeeId
    kind: InvoiceKind
    year: int
    sequence: int
    reference: str
    issued_at: datetime
    due_on: date | None
    first_line: int
    last_line: int
    turned: bool
    amount: Decimal
    language: Language
    credits_id: InvoiceId | None = None

    @property
    def number(self) -> str:
        """As it is printed: the year, and without a gap in it the how-manieth of the provider."""
        return numbered(self.year, self.sequence)


def numbered(year: int, sequence: int) -> str:
    """The number of an invoice."""
    return f"{year}-{sequence:06d}"
