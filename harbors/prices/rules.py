"""Knows which price of a list is whose, what share of a season some days are, and which VAT is contained on a day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from harbors.orders.records import Product
from harbors.orders.rules import cents
from harbors.prices.records import (
    AreaPrice,
    BerthPrice,
    Days,
    PricedBerth,
    PricedGround,
    PriceList,
    Subsidy,
    VatRates,
)
from harbors.prices.refusals import no_vat_rate

NO_VAT = Decimal("0.00")
_MM2_IN_M2 = Decimal(1_000_000)


def berth_price(berth: PricedBerth, prices: Iterable[BerthPrice]) -> BerthPrice | None:
    """The price of a berth, if it has one.

    Of the kinds of prices that a list has, the most exact that names the berth counts alone: those of its mooring in
    its harbor, of its mooring, of its harbor, of all. Of these the band that holds its width, for the tier of its pier
    rather than for all tiers.
    """
    kinds: dict[tuple[bool, bool], list[BerthPrice]] = {}
    for price in prices:
        if price.mooring in (None, berth.mooring) and price.harbor_id in (None, berth.harbor_id):
            kinds.setdefault((price.mooring is not None, price.harbor_id is not None), []).append(price)
    if berth.width_mm is None or not kinds:
        return None
    fitting = [price for price in kinds[max(kinds)] if _in_band(price, berth.width_mm)]
    of_tier = [price for price in fitting if price.tier is not None and price.tier == berth.tier]
    return next(iter(of_tier or [price for price in fitting if price.tier is None]), None)


def area_price(ground: PricedGround, prices: Iterable[AreaPrice]) -> AreaPrice | None:
    """The price of a square metre there, if it has one."""
    return next((price for price in prices if (price.area_id, price.stored) == (ground.area_id, ground.stored)), None)


def square_metres(ground: PricedGround) -> Decimal | None:
    """Width by length, exactly; ``None`` where one of them is not known."""
    if ground.width_mm is None or ground.length_mm is None:
        return None
    return Decimal(ground.width_mm * ground.length_mm) / _MM2_IN_M2


def subsidies_for(
    place: PricedBerth | PricedGround, price_list: PriceList, *, boat_type_id: object
) -> Iterable[Subsidy]:
    """The subsidies whose conditions hold, in the order of the list."""
    harbor_id = place.harbor_id if isinstance(place, PricedBerth) else None
    area_id = place.area_id if isinstance(place, PricedGround) else None
    for subsidy in price_list.subsidies:
        told = (subsidy.harbor_id, subsidy.area_id, subsidy.boat_type_id)
        if all(a is None or a == b for a, b in zip(told, (harbor_id, area_id, boat_type_id), strict=True)):
            yield subsidy


def day_share(amount: Decimal, *, days: Days, of: Days) -> Decimal:
    """What some days of a season cost of what the whole costs, to the cent, half a cent upwards; exact until then."""
    part, whole = count_days(days), count_days(of)
    return cents(amount if part >= whole else amount * part / whole)


def count_days(days: Days) -> int:
    """How many days these are. Raises ``ValueError`` for those without an end."""
    if days.before is None:
        raise ValueError("days without an end cannot be counted")
    return (days.before - days.first).days


def months_begun(days: Days) -> int:
    """How many months are begun, each from the day of the month on which the first begins; at least one."""
    first, before = days.first, days.before
    if before is None:
        raise ValueError("days without an end cannot be counted")
    whole = (before.year - first.year) * 12 + before.month - first.month
    return max(1, whole + (before.day > first.day))


def vat_rate(vat: VatRates, product: Product, *, on: date) -> Decimal:
    """The rate in percent that a price contains on a day; 0 where the seller is outside VAT. Raises ``Refused``."""
    if any(days.holds(on) for days in vat.outside):
        return NO_VAT
    found = (rate.rate for rate in vat.rates if rate.product is product and rate.valid.holds(on))
    if (rate := next(found, None)) is None:
        raise no_vat_rate(on)
    return rate


def _in_band(price: BerthPrice, width_mm: int) -> bool:
    return price.over_mm < width_mm and (price.upto_mm is None or width_mm <= price.upto_mm)
