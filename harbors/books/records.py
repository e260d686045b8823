"""Knows a voucher with its postings, what happened that it tells of, and the accounts of a provider."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from harbors.orders.records import Line, Product
from harbors.payments.records import Method


class Use(StrEnum):
    """What an account is for."""

    # What customers owe; what they paid before it is theirs to owe stands on the other side.
    RECEIVABLE = "RECEIVABLE"
    SALES = "SALES"
    VAT = "VAT"
    # Where money is, by the way it came: a gateway, the bank, the desk.
    MONEY = "MONEY"
    REFUNDS_OWED = "REFUNDS_OWED"
    # What the service keeps of what a gateway takes in.
    COMMISSION = "COMMISSION"


class VoucherKind(StrEnum):
    """What a voucher tells of."""

    SALE = "SALE"
    CHANGE = "CHANGE"
    CANCELLATION = "CANCELLATION"
    CAPTURE = "CAPTURE"
    REFUND_OWED = "REFUND_OWED"
    REFUND_DONE = "REFUND_DONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account of a provider: of sales by product, of money by method; without these it is for all the others."""

    use: Use
    account: str
    product: Product | None = None
    method: Method | None = None
    vat_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """Lines that are sold from a day on, changed on it, or taken back."""

    kind: VoucherKind
    key: str
    day: date
    order: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Money that came, or that is owed or paid back; ``commission`` is what of it a gateway gives to the service."""

    kind: VoucherKind
    key: str
    day: date
    order: str
    method: Method
    amount: Decimal
    commission: Decimal = Decimal("0.00")


Happening = Sold | Moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A row of a voucher: either side, never both. ``vat_rate`` and ``vat_code`` stand with sales and VAT."""

    account: str
    debit: Decimal
    credit: Decimal
    product: Product | None = None
    vat_rate: Decimal | None = None
    vat_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """What happened, as the books have it."""

    kind: VoucherKind
    key: str
    day: date
    order: str
    method: Method | None
    postings: tuple[Posting, ...]


Chart = Mapping[tuple[Use, Product | Method | None], Account]
