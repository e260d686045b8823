"""Knows what the demonstration's places cost: figures of its own, a list for each provider and product."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ahti.demonstration.listed import key_of
from harbors.orders.records import Product
from harbors.places.kinds import Mooring, PlaceKind
from harbors.places.records import Catalogue, ProviderId
from harbors.prices.records import (
    AreaPrice,
    BerthPrice,
    Days,
    Per,
    PriceList,
    PriceListId,
    ServicePrice,
    ServicePriceId,
    Stored,
)
from harbors.text import Translated

SOURCE = "demonstration"
_EDGES = (0, 2_000, 2_750, 3_000, 4_000, 5_000, None)
# By tier of pier; where a pier has none the berth costs what it does at the second.
_AMOUNTS = {
    1: (210, 300, 340, 450, 600, 800),
    2: (180, 260, 310, 410, 550, 740),
    3: (150, 220, 290, 380, 510, 660),
    None: (180, 260, 310, 410, 550, 740),
}
_FLAT = {Mooring.DINGHY_PLACE: 60, Mooring.TRAILER_PLACE: 125}
_PER_M2 = Decimal("11.00")


def price_lists(catalogue: Catalogue, *, first: date) -> Iterator[PriceList]:
    """The lists of all who let berths or winter storage, for seasons that begin ``first`` or later."""
    for provider in catalogue.providers:
        if any(place.kind is PlaceKind.BERTH and place.provider_id == provider.id for place in catalogue.places):
            yield _berths(provider.id, first=first)
        areas = [area.id for area in catalogue.winter_storage_areas if area.provider_id == provider.id]
        if areas:
            yield PriceList(
                id=PriceListId(key_of("price_list", f"{provider.id}/winter")),
                provider_id=provider.id,
                product=Product.WINTER_STORAGE,
                valid=Days(first),
                area_prices=tuple(
                    AreaPrice(area_id=area, stored=stored, per_m2=_PER_M2) for area in areas for stored in Stored
                ),
            )


def _berths(provider_id: ProviderId, *, first: date) -> PriceList:
    bands = tuple(
        BerthPrice(amount=Decimal(amount), over_mm=over or 0, upto_mm=upto, tier=tier)
        for tier, amounts in _AMOUNTS.items()
        for (over, upto), amount in zip(pairwise(_EDGES), amounts, strict=True)
    )
    flat = tuple(BerthPrice(amount=Decimal(amount), mooring=mooring) for mooring, amount in _FLAT.items())
    power = ServicePrice(
        id=ServicePriceId(key_of("service_price", f"{provider_id}/power")),
        name=Translated(fi="Oma sähköpistoke", sv="Eget eluttag", en="A power socket of one's own"),
        per=Per.MONTH,
        amount=Decimal("12.50"),
    )
    return PriceList(
        id=PriceListId(key_of("price_list", f"{provider_id}/berths")),
        provider_id=provider_id,
        product=Product.BERTH,
        valid=Days(first),
        berth_prices=(*bands, *flat),
        services=(power,),
    )
