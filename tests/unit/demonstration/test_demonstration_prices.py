"""The prices of the demonstration: every berth and marked winter place has one, whoever lets it."""

from datetime import date

from ahti.demonstration.prices import price_lists
from harbors.orders.records import Product
from harbors.places.kinds import PlaceKind
from harbors.places.records import Catalogue
from harbors.prices.checking import check_price_list
from harbors.prices.records import PricedBerth, PricedGround, Stored
from harbors.prices.rules import area_price, berth_price


def test_every_place_that_is_let_by_the_season_has_a_price(catalogue: Catalogue) -> None:
    lists = {(one.provider_id, one.product): one for one in price_lists(catalogue, first=date(2026, 1, 1))}
    tiers = {pier.id: pier.price_tier for pier in catalogue.piers}
    for one in lists.values():
        check_price_list(one)
    for place in catalogue.places:
        if place.kind is PlaceKind.BERTH and place.pier_id:
            told = lists[place.provider_id, Product.BERTH].berth_prices
            berth = PricedBerth(
                width_mm=place.width_mm, mooring=place.mooring, tier=tiers[place.pier_id], harbor_id=place.harbor_id
            )
            assert berth_price(berth, told) is not None, place
        if place.area_id:
            areas = lists[place.provider_id, Product.WINTER_STORAGE].area_prices
            ground = PricedGround(area_id=place.area_id, stored=Stored.BOAT, width_mm=None, length_mm=None)
            assert area_price(ground, areas) is not None, place
