"""The city's price lists as FIELD.md tells them, for providers of the towns."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from harbors.orders.records import Product
from harbors.places.kinds import Mooring
from harbors.places.records import ProviderId, WinterStorageAreaId
from harbors.prices.commands import create_price_list, publish_price_list
from harbors.prices.records import (
    AreaPrice,
    BerthPrice,
    Days,
    PriceList,
    PriceListId,
    Stored,
    VatRate,
    VatRates,
)
from harbors.sql import Connection
from tests import harbor_town as at
from tests.signed_in import CHANCE

FROM = Days(date(2026, 1, 1))
UPTO = (2_000, 2_750, 3_000, 4_000, 4_500, 5_000, None)
TIERS = {
    1: (200, 290, 330, 440, 530, 610, 820),
    2: (170, 250, 310, 410, 490, 550, 750),
    3: (150, 220, 290, 380, 450, 520, 660),
}
BANDS = tuple(
    BerthPrice(amount=Decimal(amount), over_mm=over or 0, upto_mm=upto, tier=tier)
    for tier, amounts in TIERS.items()
    for over, upto, amount in zip((0, *UPTO), UPTO, amounts, strict=False)
)
FLAT = (
    BerthPrice(amount=Decimal(62), mooring=Mooring.DINGHY_PLACE),
    BerthPrice(amount=Decimal(129), mooring=Mooring.TRAILER_PLACE),
)
# Piers of the towns have no tier.
TIERLESS = tuple(
    BerthPrice(amount=price.amount, over_mm=price.over_mm, upto_mm=price.upto_mm) for price in BANDS if price.tier == 1
)
VAT = VatRates(
    rates=tuple(
        VatRate(product=product, rate=Decimal("25.50"), valid=Days(date(2024, 9, 1)))
        for product in (Product.BERTH, Product.WINTER_STORAGE, Product.SERVICE)
    )
)


def berths(provider_id: ProviderId = at.CITY, **told: Any) -> PriceList:
    """Berths by width and tier, flat for dinghies and trailers."""
    base = PriceList(
        id=PriceListId(UUID(int=provider_id.int ^ 1)),
        provider_id=provider_id,
        product=Product.BERTH,
        valid=FROM,
        berth_prices=(*BANDS, *TIERLESS, *FLAT),
    )
    return replace(base, **told)


def storage(*areas: WinterStorageAreaId, provider_id: ProviderId = at.CITY, **told: Any) -> PriceList:
    """Areas at 11.40 a square metre, boat or box."""
    prices = (AreaPrice(area_id=area, stored=stored, per_m2=Decimal("11.40")) for area in areas for stored in Stored)
    base = PriceList(
        id=PriceListId(UUID(int=provider_id.int ^ 2)),
        provider_id=provider_id,
        product=Product.WINTER_STORAGE,
        valid=FROM,
        area_prices=tuple(prices),
    )
    return replace(base, **told)


async def publish(connection: Connection, *lists: PriceList) -> None:
    """Let these lists hold."""
    for one in lists:
        await create_price_list(connection, one, now=at.OPENS, chance=CHANCE)
        await publish_price_list(connection, one.id, now=at.OPENS)
