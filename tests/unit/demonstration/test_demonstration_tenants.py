"""Last season's tenants of the demonstration: most berths, a boat that fits each, the same every time."""

from collections import Counter

from ahti.demonstration.catalogue import CITY
from ahti.demonstration.renewing import entries_of
from ahti.demonstration.tenants import leased, person_id_of, tenancies
from harbors.applications.records import Mode
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


def test_most_tenants_keep_the_berth_some_exchange_it_and_a_few_give_it_up(catalogue: Catalogue) -> None:
    people = list(tenancies(catalogue, seed=1))
    entries = list(entries_of(people, catalogue, seed=1))
    modes = Counter(one.form.mode for one in entries)
    assert 0.72 < modes[Mode.RENEW] / len(people) < 0.8
    assert 0.17 < modes[Mode.EXCHANGE] / len(people) < 0.23
    assert 0 < len(people) - len(entries) < 0.08 * len(people)


def test_whoever_exchanges_signs_in_with_the_own_boat_and_lists_up_to_five_choices(catalogue: Catalogue) -> None:
    people = {person_id_of(one.number): one for one in tenancies(catalogue, seed=1)}
    entries = list(entries_of(list(people.values()), catalogue, seed=1))
    assert [one for one in entries if one.person_id is None or one.form.boat != people[one.person_id].boat] == []
    lengths = {mode: {len(one.form.choices) for one in entries if one.form.mode is mode} for mode in Mode}
    assert lengths == {Mode.NEW: set(), Mode.RENEW: {0}, Mode.EXCHANGE: {1, 2, 3, 4, 5}}
