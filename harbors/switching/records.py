"""Knows what is left of what a lease costs, how a change of places is settled, and what a provider gives back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from harbors.leases.records import LeaseId
from harbors.orders.records import NOTHING, Product


@dataclass(frozen=True, slots=True)
class Price:
    """What a time on a place costs, VAT included, and how VAT and accounts look at it."""

    amount: Decimal
    product: Product
    vat_rate: Decimal


@dataclass(frozen=True, slots=True)
class Left:
    """What the days that are left of a lease cost: ``paid`` of it by orders of this service."""

    worth: Decimal
    paid: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is ``due`` for other places, or given ``back``; ``worths`` and ``paid`` are those of the new leases."""

    due: Decimal
    back: Decimal
    worths: tuple[Decimal, ...]
    paid: tuple[Decimal, ...]


class RefundKind(StrEnum):
    """What a provider gives back to who gives up a place."""

    NONE = "NONE"
    DAYS = "DAYS"
    TABLE = "TABLE"


@dataclass(frozen=True, slots=True)
class RefundStep:
    """So many percent of what was paid, for a lease that ends before a day: counted from the first of the season."""

    before_day: int
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRule:
    """What is given back from ``valid_from`` on: nothing, the days left, or by a table; minus a fee."""

    kind: RefundKind = RefundKind.NONE
    fee: Decimal = NOTHING
    steps: tuple[RefundStep, ...] = ()
    valid_from: date = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpaidDue:
    """A difference that is not paid; ``overdue_at`` is from when staff look at it."""

    lease_id: LeaseId
    reference: str
    amount: Decimal
    due_at: datetime
    reminders: int
    overdue_at: datetime | None


class Unpaid(StrEnum):
    """What becomes of a lease whose difference is not paid when its grace is over."""

    LIST = "LIST"
    END = "END"


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchPolicy:
    """How a provider deals with changes of places."""

    swaps_allowed: bool = True
    swaps_approved: bool = False
    due_days: int = 14
    grace_days: int = 7
    unpaid: Unpaid = Unpaid.LIST
