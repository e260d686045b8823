"""Knows how a quote is made: the line of the place, those of services, and what is taken off; all to the cent."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from harbors.orders.records import Line, LineKind, Product, Unit
from harbors.orders.rules import cents, contained_vat
from harbors.prices.records import Asked, Per, PricedBerth, PriceList, ServicePrice, ServicePriceId, VatRates
from harbors.prices.refusals import no_price, unknown_service
from harbors.prices.rules import (
    area_price,
    berth_price,
    count_days,
    day_share,
    months_begun,
    square_metres,
    subsidies_for,
    vat_rate,
)
from harbors.prices.wording import with_days
from harbors.text import Translated

_SHOWN = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Price:
    """What a place costs a season, exactly, as this payer pays it."""

    amount: Decimal
    quantity: Decimal
    unit: Unit


def quote(asked: Asked, price_list: PriceList, *, vat: VatRates) -> tuple[Line, ...]:
    """The lines of an order for what is asked: the place, its services, its subsidies.

    VAT is that of the first day. Raises ``Refused`` where there is no price or no rate of VAT, ``Invalid`` for a
    service that the list does not have. Nothing is taken off beyond what the place costs.
    """
    price = _price(asked, price_list)
    place = _place_line(asked, price, price_list.product, vat=vat)
    services = tuple(
        _service_line(service, asked, price, place, price_list, vat=vat) for service in _services(asked, price_list)
    )
    return (place, *services, *_subsidy_lines(asked, place, price_list))


def _price(asked: Asked, price_list: PriceList) -> _Price:
    factor = price_list.factor(asked.payer_group)
    if isinstance(asked.place, PricedBerth):
        if (berth := berth_price(asked.place, price_list.berth_prices)) is None:
            raise no_price()
        return _Price(amount=berth.amount * factor, quantity=Decimal(1), unit=Unit.SEASON)
    ground, m2 = area_price(asked.place, price_list.area_prices), square_metres(asked.place)
    if ground is None or m2 is None:
        raise no_price()
    return _Price(amount=ground.per_m2 * m2 * factor, quantity=_shown(m2), unit=Unit.M2)


def _place_line(asked: Asked, price: _Price, product: Product, *, vat: VatRates) -> Line:
    whole = count_days(asked.days) >= count_days(asked.season)
    by_days = price.unit is Unit.SEASON and not whole
    return _line(
        LineKind.PLACE,
        product,
        with_days(asked.what, asked.days),
        amount=day_share(price.amount, days=asked.days, of=asked.season),
        rate=vat_rate(vat, product, on=asked.days.first),
        quantity=Decimal(count_days(asked.days)) if by_days else price.quantity,
        unit=Unit.DAY if by_days else price.unit,
    )


def _services(asked: Asked, price_list: PriceList) -> Iterator[ServicePrice]:
    known: dict[ServicePriceId, ServicePrice] = {service.id: service for service in price_list.services}
    for id in asked.services:
        if id not in known:
            raise unknown_service()
        yield known[id]


def _service_line(
    service: ServicePrice, asked: Asked, price: _Price, place: Line, price_list: PriceList, *, vat: VatRates
) -> Line:
    months = service.per is Per.MONTH
    quantity = months_begun(asked.days) if months else 1
    if service.amount is not None:
        once = service.amount * price_list.factor(asked.payer_group)
        amount = cents(once * quantity) if months else day_share(once, days=asked.days, of=asked.season)
    else:
        part = (service.percentage or Decimal(0)) / 100
        amount = cents(price.amount * part * quantity if months else place.amount * part)
    return _line(
        LineKind.SERVICE,
        Product.SERVICE,
        with_days(service.name, asked.days),
        amount=amount,
        rate=vat_rate(vat, Product.SERVICE, on=asked.days.first),
        quantity=Decimal(quantity),
        unit=Unit.MONTH if months else Unit.SEASON,
    )


def _subsidy_lines(asked: Asked, place: Line, price_list: PriceList) -> Iterator[Line]:
    left = place.amount
    for subsidy in subsidies_for(asked.place, price_list, boat_type_id=asked.boat_type_id):
        if subsidy.amount is not None:
            told = day_share(subsidy.amount, days=asked.days, of=asked.season)
        else:
            told = cents(place.amount * (subsidy.percentage or Decimal(0)) / 100)
        if (off := min(told, left)) > 0:
            left -= off
            yield _line(
                LineKind.SUBSIDY, place.product, subsidy.name, amount=-off, rate=place.vat_rate, ground=subsidy.ground
            )


def _line(
    kind: LineKind,
    product: Product,
    text: Translated,
    *,
    amount: Decimal,
    rate: Decimal,
    quantity: Decimal = Decimal(1),
    unit: Unit = Unit.PIECE,
    ground: Translated | None = None,
) -> Line:
    return Line(
        kind=kind,
        product=product,
        text=text,
        amount=amount,
        vat_rate=rate,
        vat_amount=contained_vat(amount, rate),
        quantity=quantity,
        unit=unit,
        ground=ground,
    )


def _shown(m2: Decimal) -> Decimal:
    """As an order keeps it: no finer than a ten-thousandth, and never nothing."""
    return max(_SHOWN, m2.quantize(_SHOWN, rounding=ROUND_HALF_UP))
