"""Knows a price list: whose and from when to when, and what is in it; amounts are euros with VAT contained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from harbors.orders.records import Product
from harbors.places.kinds import Mooring
from harbors.places.records import BoatTypeId, HarborId, ProviderId, WinterStorageAreaId
from harbors.text import Translated

PriceListId = NewType("PriceListId", UUID)
ServicePriceId = NewType("ServicePriceId", UUID)
SubsidyId = NewType("SubsidyId", UUID)


class PriceListStatus(StrEnum):
    """Where a price list stands; whether it holds on a day, its dates say."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"


PRICE_LIST_TRANSITIONS: Mapping[PriceListStatus, frozenset[PriceListStatus]] = MappingProxyType(
    {
        # Nothing is quoted from it.
        PriceListStatus.DRAFT: frozenset({PriceListStatus.PUBLISHED, PriceListStatus.WITHDRAWN}),
        # What is quoted.
        PriceListStatus.PUBLISHED: frozenset({PriceListStatus.WITHDRAWN}),
        # It was wrong: what was ordered from it stands as it was quoted.
        PriceListStatus.WITHDRAWN: frozenset(),
    }
)


class PayerGroup(StrEnum):
    """Who pays, as far as it counts for the price."""

    PRIVATE = "PRIVATE"
    COMPANY = "COMPANY"
    NON_BILLABLE = "NON_BILLABLE"


class Stored(StrEnum):
    """What is measured on land: the boat as it stands there, cover frame and all, or the box that is marked for it."""

    BOAT = "BOAT"
    BOX = "BOX"


class Per(StrEnum):
    """For which time a service is paid."""

    SEASON = "SEASON"
    MONTH = "MONTH"


@dataclass(frozen=True, slots=True)
class Days:
    """Half open: from the ``first`` day to the one ``before`` which it ends; without that it goes on."""

    first: date
    before: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day and (self.before is None or day < self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class BerthPrice:
    """What a berth costs a season whose width lies above ``over_mm``, up to and including ``upto_mm``.

    With a mooring or a harbor it is for those only; without a tier for piers of every tier.
    """

    amount: Decimal
    over_mm: int = 0
    upto_mm: int | None = None
    tier: int | None = None
    mooring: Mooring | None = None
    harbor_id: HarborId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPrice:
    """What a square metre of an area costs a season."""

    area_id: WinterStorageAreaId
    stored: Stored
    per_m2: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePrice:
    """What comes beside the place: an ``amount``, or a ``percentage`` of what the place costs; one of the two."""

    id: ServicePriceId
    name: Translated
    per: Per
    amount: Decimal | None = None
    percentage: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subsidy:
    """What is taken off the price of a place, and on what ground; a ``percentage`` or an ``amount`` a season.

    It is for every place, or for those of one harbor or area, or for boats of one type, or for both at once.
    """

    id: SubsidyId
    name: Translated
    ground: Translated
    amount: Decimal | None = None
    percentage: Decimal | None = None
    harbor_id: HarborId | None = None
    area_id: WinterStorageAreaId | None = None
    boat_type_id: BoatTypeId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """Prices of one provider for one product, for seasons that begin on ``valid`` days; those of a season, in euros."""

    id: PriceListId
    provider_id: ProviderId
    product: Product
    valid: Days
    status: PriceListStatus = PriceListStatus.DRAFT
    company_factor: Decimal = Decimal(2)
    non_billable_factor: Decimal = Decimal(0)
    berth_prices: tuple[BerthPrice, ...] = ()
    area_prices: tuple[AreaPrice, ...] = ()
    services: tuple[ServicePrice, ...] = ()
    subsidies: tuple[Subsidy, ...] = ()
    published_at: datetime | None = None

    def factor(self, group: PayerGroup) -> Decimal:
        """How many times the price a group pays."""
        factors = {PayerGroup.COMPANY: self.company_factor, PayerGroup.NON_BILLABLE: self.non_billable_factor}
        return factors.get(group, Decimal(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class VatRate:
    """A rate in percent for a product on some days."""

    product: Product
    rate: Decimal
    valid: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class VatRates:
    """The rates that the law knows, and the days on which the seller is outside VAT."""

    rates: tuple[VatRate, ...]
    outside: tuple[Days, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedBerth:
    """A berth as far as its price goes by it; ``tier`` is that of its pier."""

    width_mm: int | None
    mooring: Mooring | None
    tier: int | None
    harbor_id: HarborId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedGround:
    """A piece of ground on land: of which area, what is measured, and how large that is."""

    area_id: WinterStorageAreaId
    stored: Stored
    width_mm: int | None
    length_mm: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be quoted. ``what`` names the place; ``days`` lie within the ``season``, both half open."""

    what: Translated
    place: PricedBerth | PricedGround
    season: Days
    days: Days
    payer_group: PayerGroup = PayerGroup.PRIVATE
    boat_type_id: BoatTypeId | None = None
    services: tuple[ServicePriceId, ...] = field(default=())
