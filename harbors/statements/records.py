"""Knows a transfer as a bank tells of it, and what became of it here."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a transfer."""

    MATCHED = "MATCHED"
    # It came for an invoice, yet is not what that asks for: taken all the same, and people look.
    WRONG_AMOUNT = "WRONG_AMOUNT"
    # Nobody knows whose it is: kept for people.
    UNMATCHED = "UNMATCHED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Money that came to an account; the bank gives each an archive id. Who sent it is the bank's to know."""

    iban: str
    archive_id: str
    booked_on: date
    amount: Decimal
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import came to; ``duplicates`` were there before, and nothing was done for them."""

    matched: list[Credit] = field(default_factory=list)
    wrong_amounts: list[Credit] = field(default_factory=list)
    unmatched: list[Credit] = field(default_factory=list)
    duplicates: list[Credit] = field(default_factory=list)
