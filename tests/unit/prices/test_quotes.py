"""What a place costs by a list: bands, tiers, flat prices, groups, services, subsidies, days, VAT."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from harbors.errors import Invalid, Refused
from harbors.orders.records import Line, LineKind, Product, Unit
from harbors.orders.rules import check_lines
from harbors.places.kinds import Mooring
from harbors.places.records import BoatTypeId, HarborId, WinterStorageAreaId
from harbors.prices.quotes import quote
from harbors.prices.records import (
    AreaPrice,
    Asked,
    BerthPrice,
    Days,
    PayerGroup,
    Per,
    PricedBerth,
    PricedGround,
    PriceList,
    ServicePrice,
    ServicePriceId,
    Stored,
    Subsidy,
    SubsidyId,
    VatRate,
    VatRates,
)
from harbors.text import Translated
from tests.price_lists import BANDS, TIERS, UPTO, VAT, berths, storage

SUMMER = Days(date(2027, 6, 10), date(2027, 9, 15))
WHAT = Translated(fi="Venepaikka A 1", sv="Båtplats A 1", en="Berth A 1")
HARBOR, OTHER_HARBOR = HarborId(UUID(int=11)), HarborId(UUID(int=12))
AREA = WinterStorageAreaId(UUID(int=21))
DINGHY = BoatTypeId(UUID(int=31))
POWER = ServicePrice(
    id=ServicePriceId(UUID(int=41)), name=Translated("Sähkö", "El", "Power"), per=Per.MONTH, amount=Decimal("12.50")
)
PARKING = ServicePrice(
    id=ServicePriceId(UUID(int=42)),
    name=Translated("Pysäköinti", "Parkering", "Parking"),
    per=Per.SEASON,
    percentage=Decimal(10),
)


def berth(
    width_mm: int = 3_000, *, tier: int | None = 1, mooring: Mooring | None = None, at: HarborId = HARBOR
) -> PricedBerth:
    return PricedBerth(width_mm=width_mm, mooring=mooring, tier=tier, harbor_id=at)


def asked(place: PricedBerth | PricedGround | None = None, **told: Any) -> Asked:
    return replace(Asked(what=WHAT, place=place or berth(), season=SUMMER, days=SUMMER), **told)


def total(lines: tuple[Line, ...]) -> Decimal:
    check_lines(lines)
    return sum((line.amount for line in lines), Decimal(0))


def price(place: PricedBerth | PricedGround, price_list: PriceList | None = None, **told: Any) -> Decimal:
    return total(quote(asked(place, **told), price_list or berths(), vat=VAT))


def subsidy(number: int = 1, **told: Any) -> Subsidy:
    ground = Translated(fi="Huono sijainti", sv="Dåligt läge", en="Poor position")
    return Subsidy(
        id=SubsidyId(UUID(int=number)), name=Translated("Alennus", "Rabatt", "Subsidy"), ground=ground, **told
    )


def test_behaviour_4_width_3_00_falls_in_the_band_that_ends_at_3_00() -> None:
    assert price(berth(3_000)) == Decimal("330.00")
    assert price(berth(3_001)) == Decimal("440.00")


def test_behaviour_4_a_company_pays_double_and_a_non_billable_organisation_nothing() -> None:
    assert price(berth(), payer_group=PayerGroup.COMPANY) == Decimal("660.00")
    [free] = quote(asked(payer_group=PayerGroup.NON_BILLABLE), berths(), vat=VAT)
    assert (free.amount, free.vat_amount, free.kind) == (Decimal(0), Decimal(0), LineKind.PLACE)


def test_behaviour_5_a_marked_winter_place_of_3_5_by_10_m_costs_399_euros() -> None:
    box = PricedGround(area_id=AREA, stored=Stored.BOX, width_mm=3_500, length_mm=10_000)
    [line] = quote(asked(box), storage(AREA), vat=VAT)
    assert (line.amount, line.quantity, line.unit, line.product) == (
        Decimal(399),
        Decimal(35),
        Unit.M2,
        Product.WINTER_STORAGE,
    )


@pytest.mark.parametrize("tier", TIERS)
def test_each_band_costs_what_the_table_of_the_field_says(tier: int) -> None:
    told = [price(berth(upto or 9_000, tier=tier)) for upto in UPTO]
    assert told == list(TIERS[tier])


def test_flat_prices_go_before_bands_and_those_of_a_harbor_before_all() -> None:
    own = (BerthPrice(amount=Decimal(102), over_mm=2_690, upto_mm=2_700, harbor_id=HARBOR),)
    some = replace(berths(), berth_prices=(*berths().berth_prices, *own))
    assert price(berth(2_700), some) == 102
    assert price(berth(2_700, at=OTHER_HARBOR), some) == 290
    assert price(berth(2_700, mooring=Mooring.DINGHY_PLACE), some) == 62
    assert price(berth(9_000, mooring=Mooring.TRAILER_PLACE, tier=None), some) == 129


@pytest.mark.parametrize(
    "place",
    [
        PricedBerth(width_mm=None, mooring=None, tier=1, harbor_id=HARBOR),
        PricedBerth(width_mm=3_000, mooring=None, tier=None, harbor_id=HARBOR),
        PricedBerth(width_mm=2_600, mooring=None, tier=1, harbor_id=OTHER_HARBOR),
        PricedGround(area_id=AREA, stored=Stored.BOX, width_mm=3_000, length_mm=9_000),
    ],
    ids=["no width", "no tier", "not one of its harbor's widths", "no area"],
)
def test_a_place_for_which_no_price_is_told_is_refused(place: PricedBerth | PricedGround) -> None:
    exact = BerthPrice(amount=Decimal(100), over_mm=2_490, upto_mm=2_500, harbor_id=OTHER_HARBOR)
    with pytest.raises(Refused, match="NO_PRICE"):
        price(place, replace(berths(), berth_prices=(*BANDS, exact)))


def test_a_boat_is_asked_for_by_what_is_told_for_boats() -> None:
    only_boxes = storage(AREA, area_prices=(AreaPrice(area_id=AREA, stored=Stored.BOX, per_m2=Decimal("9.70")),))
    boat = PricedGround(area_id=AREA, stored=Stored.BOAT, width_mm=2_550, length_mm=7_230)
    assert price(boat, storage(AREA)) == Decimal("210.18")  # 18.4365 m² at 11.40
    with pytest.raises(Refused, match="NO_PRICE"):
        price(boat, only_boxes)


def test_behaviour_1_a_part_of_the_season_is_priced_by_its_days() -> None:
    """From 1 July: 76 of the 97 days of 10 June to 14 September."""
    [line] = quote(asked(days=Days(date(2027, 7, 1), SUMMER.before)), berths(), vat=VAT)
    assert (line.amount, line.quantity, line.unit) == (Decimal("258.56"), Decimal(76), Unit.DAY)
    assert line.text.fi == "Venepaikka A 1, 1.7.2027–14.9.2027"


def test_services_cost_an_amount_or_a_percentage_a_season_or_for_each_month_begun() -> None:
    some = berths(services=(POWER, PARKING))
    lines = quote(asked(services=(POWER.id, PARKING.id)), some, vat=VAT)
    assert [(line.amount, line.quantity, line.unit) for line in lines[1:]] == [
        (Decimal("50.00"), Decimal(4), Unit.MONTH),
        (Decimal("33.00"), Decimal(1), Unit.SEASON),
    ]
    assert {line.kind for line in lines[1:]} == {LineKind.SERVICE}
    july = quote(asked(services=(POWER.id, PARKING.id), days=Days(date(2027, 7, 1), date(2027, 8, 1))), some, vat=VAT)
    assert [line.amount for line in july] == [Decimal("105.46"), Decimal("12.50"), Decimal("10.55")]


def test_a_percentage_for_each_month_is_one_of_the_whole_price() -> None:
    monthly = replace(PARKING, per=Per.MONTH)
    lines = quote(asked(services=(monthly.id,)), berths(services=(monthly,)), vat=VAT)
    assert lines[1].amount == Decimal("132.00")


def test_a_company_pays_double_for_services_too() -> None:
    lines = quote(asked(services=(POWER.id,), payer_group=PayerGroup.COMPANY), berths(services=(POWER,)), vat=VAT)
    assert [line.amount for line in lines] == [660, 100]


def test_a_service_that_the_list_does_not_have_is_refused() -> None:
    with pytest.raises(Invalid, match="SERVICE_UNKNOWN"):
        quote(asked(services=(POWER.id,)), berths(), vat=VAT)


def test_subsidies_are_lines_of_their_own_with_their_ground() -> None:
    some = berths(subsidies=(subsidy(1, percentage=Decimal("12.5"), harbor_id=HARBOR), subsidy(2, amount=Decimal(30))))
    lines = quote(asked(), some, vat=VAT)
    assert [(line.kind, line.amount) for line in lines[1:]] == [
        (LineKind.SUBSIDY, Decimal("-41.25")),
        (LineKind.SUBSIDY, Decimal("-30.00")),
    ]
    assert lines[1].ground == subsidy().ground
    assert total(lines) == Decimal("258.75")


def test_a_subsidy_is_for_the_places_and_boats_that_it_names() -> None:
    there = subsidy(1, percentage=Decimal(10), harbor_id=OTHER_HARBOR)
    small = subsidy(2, percentage=Decimal(20), boat_type_id=DINGHY)
    on_land = subsidy(3, percentage=Decimal(50), area_id=AREA)
    some = berths(subsidies=(there, small, on_land))
    assert price(berth(), some) == 330
    assert price(berth(at=OTHER_HARBOR), some) == 297
    assert price(berth(at=OTHER_HARBOR), some, boat_type_id=DINGHY) == 231


def test_nothing_is_taken_off_beyond_the_price_of_the_place() -> None:
    some = berths(
        subsidies=(subsidy(1, amount=Decimal(300)), subsidy(2, percentage=Decimal(50)), subsidy(3, amount=Decimal(5)))
    )
    lines = quote(asked(), some, vat=VAT)
    assert [line.amount for line in lines] == [330, -300, -30]


def test_vat_is_contained_and_goes_by_the_first_day() -> None:
    dated = VatRates(
        rates=(
            VatRate(product=Product.BERTH, rate=Decimal("24.00"), valid=Days(date(2013, 1, 1), date(2027, 7, 1))),
            VatRate(product=Product.BERTH, rate=Decimal("25.50"), valid=Days(date(2027, 7, 1))),
        )
    )
    [before] = quote(asked(), berths(), vat=dated)
    [after] = quote(asked(days=Days(date(2027, 7, 1), SUMMER.before)), berths(), vat=dated)
    assert (before.vat_rate, before.vat_amount) == (Decimal("24.00"), Decimal("63.87"))
    assert (after.vat_rate, after.vat_amount) == (Decimal("25.50"), Decimal("52.54"))


def test_a_seller_outside_vat_has_none_in_its_prices() -> None:
    outside = replace(VAT, outside=(Days(date(2020, 1, 1)),))
    [line] = quote(asked(), berths(), vat=outside)
    assert (line.amount, line.vat_rate, line.vat_amount) == (Decimal(330), Decimal(0), Decimal(0))


def test_a_day_of_which_nobody_told_the_rate_is_refused() -> None:
    with pytest.raises(Refused, match="NO_VAT_RATE"):
        quote(asked(), berths(), vat=VatRates(rates=()))
