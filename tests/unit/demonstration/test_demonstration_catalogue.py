"""The catalogue that we bring ourselves holds together, and is the same every time."""

from collections import Counter
from dataclasses import fields
from hashlib import sha256

from ahti.demonstration.catalogue import CITY, build
from harbors.places.kinds import Amenity, PlaceKind, ProviderKind
from harbors.places.records import Catalogue, Contact, Listed, Place
from harbors.places.soundness import check_catalogue, parents, relations


def records(catalogue: Catalogue) -> list[Listed]:
    return [record for field in fields(catalogue) for record in getattr(catalogue, field.name)]


def of_kind(catalogue: Catalogue, kind: PlaceKind) -> list[Place]:
    return [place for place in catalogue.places if place.kind is kind]


def test_it_holds_what_the_demonstration_needs(catalogue: Catalogue) -> None:
    counts = {relation: len(listed) for relation, listed in relations(catalogue)}
    assert 40 <= counts["harbors"] <= 50
    assert 90 <= counts["piers"] <= 110
    assert 3_900 <= len(of_kind(catalogue, PlaceKind.BERTH)) <= 4_200
    assert 200 <= len(of_kind(catalogue, PlaceKind.GUEST_MOORING)) <= 300
    assert len(of_kind(catalogue, PlaceKind.WINTER_STORAGE_PLACE)) == 500
    assert sum(place.units for place in of_kind(catalogue, PlaceKind.UNMARKED_WINTER_STORAGE)) == 1_095
    assert len(of_kind(catalogue, PlaceKind.QUAY)) == 6
    assert counts["winter_storage_areas"] == 14
    assert counts["services"] >= 100
    assert counts["ferry_stops"] >= 12
    assert counts["ferry_routes"] >= 8


def test_it_would_be_accepted_from_anybody_else(catalogue: Catalogue) -> None:
    check_catalogue(catalogue, known=parents(catalogue))


def test_every_build_is_the_same(catalogue: Catalogue) -> None:
    assert build() == catalogue


def test_ids_are_those_of_every_earlier_version(catalogue: Catalogue) -> None:
    """A changed digest orphans what people keep about these records: bookmarks, leases, applications."""
    ids = "\n".join(sorted(f"{record.source.type} {record.source.id} {record.id}" for record in records(catalogue)))
    assert sha256(ids.encode()).hexdigest() == "23b476aa7ec4bc8ca4bfc1bba15e7fd21775c7a9d9558a5fa46ddc79bd5b3193"


def test_no_id_and_no_source_occurs_twice(catalogue: Catalogue) -> None:
    everything = records(catalogue)
    assert len({record.id for record in everything}) == len(everything)
    assert len({(record.source.type, record.source.id) for record in everything}) == len(everything)


def test_every_record_says_that_it_is_ours_and_free(catalogue: Catalogue) -> None:
    assert {(record.source.system, record.source.licence) for record in records(catalogue)} == {
        ("ahti-demonstration", "CC0-1.0")
    }


def test_what_people_look_for_has_a_name_in_each_language(catalogue: Catalogue) -> None:
    names = [
        *(harbor.name for harbor in catalogue.harbors),
        *(area.name for area in catalogue.winter_storage_areas),
        *(service.name for service in catalogue.services),
        *(stop.name for stop in catalogue.ferry_stops),
        *(route.name for route in catalogue.ferry_routes),
        *(boat_type.name for boat_type in catalogue.boat_types),
    ]
    assert [name for name in names if not (name.fi and name.sv and name.en)] == []
    assert [provider.source.id for provider in catalogue.providers if not provider.name.fi] == []


def test_nobody_real_can_be_reached(catalogue: Catalogue) -> None:
    contacts = [*(it.contact for it in catalogue.providers), *(it.contact for it in catalogue.harbors)]
    assert {_domain(contact) for contact in contacts} == {"example.org", "example.com"}
    assert {contact.phone for contact in contacts} == {None}
    assert {service.contact for service in catalogue.services} == {Contact()}


def test_providers_of_all_kinds_let_places_out(catalogue: Catalogue) -> None:
    kinds = {provider.id: provider.kind for provider in catalogue.providers}
    berths = Counter(kinds[place.provider_id] for place in of_kind(catalogue, PlaceKind.BERTH))
    assert berths[ProviderKind.PRIVATE_PERSON] == 1
    assert berths[ProviderKind.CLUB] > berths[ProviderKind.COMPANY] > 100
    assert kinds[CITY] is ProviderKind.CITY
    assert berths[ProviderKind.CITY] > 3_000


def test_a_guest_mooring_says_what_a_guest_finds_there(catalogue: Catalogue) -> None:
    moorings = of_kind(catalogue, PlaceKind.GUEST_MOORING)
    assert all(place.amenities for place in moorings)
    assert any(Amenity.PERSONAL_ELECTRICITY in place.amenities for place in moorings)


def test_a_ferry_line_calls_at_two_piers_at_least(catalogue: Catalogue) -> None:
    assert min(len(route.stops) for route in catalogue.ferry_routes) == 2
    assert {stop for route in catalogue.ferry_routes for stop in route.stops} == {it.id for it in catalogue.ferry_stops}


def _domain(contact: Contact) -> str:
    assert contact.email is not None
    return ".".join(contact.email.rsplit(".", 2)[-2:]).rsplit("@", 1)[-1]
