"""Last season's tenants of the demonstration: most berths, a boat that fits each, the same every time."""

from collections import Counter

from ahti.demonstration.catalogue import CITY
from ahti.demonstration.tenants import leased, tenancies
from harbors.places.fit import fits
from harbors.places.kinds import PlaceKind
from harbors.places.records import Catalogue


def test_about_85_of_a_hundred_berths_in_use_were_let(catalogue: Catalogue) -> None:
    berths = {
        one.id for one in catalogue.places if one.kind is PlaceKind.BERTH and one.provider_id == CITY and one.active
    }
    let = Counter(one.place_id for one in tenancies(catalogue, seed=1))
    assert let.keys() <= berths
    assert set(let.values()) == {1}
    assert 0.8 < len(let) / len(berths) < 0.9


def test_every_tenant_is_somebody_else_with_a_boat_that_fits(catalogue: Catalogue) -> None:
    places = {one.id: one for one in catalogue.places}
    people = list(tenancies(catalogue, seed=1))
    assert len({one.number for one in people}) == len({one.person.email for one in people}) == len(people)
    assert [one for one in people if not fits(leased(one.boat).dimensions, places[one.place_id]).fits] == []


def test_the_same_seed_has_the_same_tenants(catalogue: Catalogue) -> None:
    assert list(tenancies(catalogue, seed=1)) == list(tenancies(catalogue, seed=1))
