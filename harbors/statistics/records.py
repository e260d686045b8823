"""Knows a figure of revenue and one of occupancy."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from harbors.orders.records import Product


class SeasonPlaces(StrEnum):
    """What is counted: places that are let by the season."""

    BERTH = "BERTH"
    WINTER_STORAGE_PLACE = "WINTER_STORAGE_PLACE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revenue:
    """What a month brought by one product at one rate of VAT, in euros with VAT contained; ``month`` is its first day.

    A line counts when its order was paid, or when it was added to a paid one; an order that was cancelled after that is
    taken out again in the month in which it was.
    """

    month: date
    product: Product
    vat_rate: Decimal
    amount: Decimal
    vat_amount: Decimal
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """Places in use at one site, wider than ``from_mm`` and up to ``to_mm``; ``None`` where no width is known.

    Each is counted once: leased, else offered (an open offer, or what a round gave), else free.
    """

    harbor_id: UUID | None
    area_id: UUID | None
    from_mm: int | None
    to_mm: int | None
    places: int
    leased: int
    offered: int
    free: int
