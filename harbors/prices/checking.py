"""Knows what a price list must be before anything is quoted from it."""

from collections.abc import Iterator
from decimal import Decimal

from harbors.errors import Invalid, Problem
from harbors.orders.records import Product
from harbors.orders.rules import cents
from harbors.prices.records import (
    PRICE_LIST_TRANSITIONS,
    BerthPrice,
    PriceList,
    PriceListStatus,
    ServicePrice,
    Subsidy,
)
from harbors.prices.refusals import price_fault, price_list_stands
from harbors.text import Translated

LISTED = frozenset({Product.BERTH, Product.WINTER_STORAGE})
"""What is priced by the season."""
_DEAREST, _LONGEST, _WIDEST, _MOST_TIMES = Decimal(1_000_000), 200, 1_000_000, Decimal(10)
_TIERS = (None, 1, 2, 3)


def check_price_list(price_list: PriceList) -> None:
    """Raise ``Invalid`` with all that is wrong with a price list."""
    if problems := list(_problems(price_list)):
        raise Invalid(*problems)


def check_subsidy(subsidy: Subsidy) -> None:
    """Raise ``Invalid`` with all that is wrong with a subsidy."""
    if problems := list(_subsidy_problems(subsidy, "subsidy")):
        raise Invalid(*problems)


def require_step(price_list: PriceList, to: PriceListStatus) -> None:
    """Raise ``Refused`` when the list cannot go there from where it stands."""
    if to not in PRICE_LIST_TRANSITIONS[price_list.status]:
        raise price_list_stands(price_list.status)


def _problems(price_list: PriceList) -> Iterator[Problem]:
    valid, product = price_list.valid, price_list.product
    if valid.before is not None and valid.before <= valid.first:
        yield price_fault("DATES_REVERSED", field="validBefore")
    if product not in LISTED:
        yield price_fault("PRODUCT_HAS_NO_LIST", field="product")
    if not (price_list.berth_prices or price_list.area_prices):
        yield price_fault("NO_PRICES", field=None)
    if product is Product.BERTH and price_list.area_prices:
        yield price_fault("PRICES_OF_ANOTHER_PRODUCT", field="areaPrices")
    if product is Product.WINTER_STORAGE and price_list.berth_prices:
        yield price_fault("PRICES_OF_ANOTHER_PRODUCT", field="berthPrices")
    for name, factor in (("company", price_list.company_factor), ("nonBillable", price_list.non_billable_factor)):
        if not 0 <= factor <= _MOST_TIMES or factor != cents(factor):
            yield price_fault("FACTOR_OUT_OF_RANGE", field=f"{name}Factor")
    for at, berth in enumerate(price_list.berth_prices):
        yield from _berth_problems(berth, f"berthPrices.{at}")
    for at, area in enumerate(price_list.area_prices):
        yield from _amount_problems(area.per_m2, f"areaPrices.{at}.perM2")
    for at, service in enumerate(price_list.services):
        yield from _service_problems(service, f"services.{at}")
    for at, subsidy in enumerate(price_list.subsidies):
        yield from _subsidy_problems(subsidy, f"subsidies.{at}")


def _berth_problems(price: BerthPrice, field: str) -> Iterator[Problem]:
    yield from _amount_problems(price.amount, f"{field}.amount")
    if not 0 <= price.over_mm < (_WIDEST if price.upto_mm is None else min(price.upto_mm, _WIDEST)):
        yield price_fault("WIDTHS_REVERSED", field=f"{field}.uptoMm")
    if price.tier not in _TIERS:
        yield price_fault("TIER_UNKNOWN", field=f"{field}.tier")


def _service_problems(service: ServicePrice, field: str) -> Iterator[Problem]:
    yield from _name_problems(service.name, f"{field}.name")
    yield from _one_of_two(service.amount, service.percentage, field)


def _subsidy_problems(subsidy: Subsidy, field: str) -> Iterator[Problem]:
    yield from _name_problems(subsidy.name, f"{field}.name")
    yield from _name_problems(subsidy.ground, f"{field}.ground")
    yield from _one_of_two(subsidy.amount, subsidy.percentage, field)
    if subsidy.amount == 0 or subsidy.percentage == 0:
        yield price_fault("AMOUNT_OR_PERCENTAGE", field=field)


def _one_of_two(amount: Decimal | None, percentage: Decimal | None, field: str) -> Iterator[Problem]:
    if (amount is None) == (percentage is None):
        yield price_fault("AMOUNT_OR_PERCENTAGE", field=field)
    if amount is not None:
        yield from _amount_problems(amount, f"{field}.amount")
    if percentage is not None and (not 0 <= percentage <= 100 or percentage != cents(percentage)):
        yield price_fault("PERCENTAGE_OUT_OF_RANGE", field=f"{field}.percentage")


def _amount_problems(amount: Decimal, field: str) -> Iterator[Problem]:
    if not 0 <= amount <= _DEAREST or amount != cents(amount):
        yield price_fault("PRICE_OUT_OF_RANGE", field=field)


def _name_problems(text: Translated, field: str) -> Iterator[Problem]:
    if not all(told and told.strip() and len(told) <= _LONGEST for told in (text.fi, text.sv, text.en)):
        yield price_fault("NAME_REQUIRED", field=field)
